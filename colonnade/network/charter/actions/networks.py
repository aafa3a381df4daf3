"""Founding networks and National Commissions, and filling the offices of a network."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Commission, Network, Office
from colonnade.network.charter.rules import Permission
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.languages import tag


class WouldBeCircular(Exception):
    """A network cannot lie inside one of its own parts."""


@transaction.atomic
def found_network(
    *, slug: str, kind: str, names: dict[str, str], by: Any, at: datetime, **facts: Any
) -> Network:
    """Set up a network; ``facts`` may set any further field of :class:`Network`. For operators only."""
    permissions.require(by, Permission.NETWORK_FOUND, None)
    network = Network.objects.create(slug=slug, kind=kind, names=names, **facts)
    audit.record(by=by, verb=Permission.NETWORK_FOUND, thing=network, at=at, slug=slug)
    return network


@transaction.atomic
def found_commission(
    *, country: str, names: dict[str, str], by: Any, at: datetime, **facts: Any
) -> Commission:
    """Set up the National Commission of a country. For operators only."""
    permissions.require(by, Permission.NETWORK_FOUND, None)
    commission = Commission.objects.create(country=country.upper(), names=names, **facts)
    audit.record(by=by, verb=Permission.NETWORK_FOUND, thing=commission, at=at, country=commission.country)
    return commission


@transaction.atomic
def describe_network(
    *,
    network: Network,
    language: str,
    name: str,
    short_name: str,
    about: str,
    charter: str,
    by: Any,
    at: datetime,
    **facts: Any,
) -> Network:
    """Write a network's page in one language and set its facts; the other languages stay.

    :raises WouldBeCircular: the parent lies inside this network.
    """
    permissions.require(by, Permission.NETWORK_KEEP, network)
    above = facts.get("parent")
    while above is not None:
        if above.pk == network.pk:
            raise WouldBeCircular(network.slug)
        above = above.parent
    language = tag(language)
    for field, text in (
        ("names", name), ("short_names", short_name), ("abouts", about), ("charters", charter),
    ):  # fmt: skip
        texts = {**getattr(network, field), language: text.strip()}
        setattr(network, field, {code: each for code, each in texts.items() if each})
    for field, value in facts.items():
        setattr(network, field, value)
    network.save()
    audit.record(by=by, verb=Permission.NETWORK_KEEP, thing=network, at=at, language=language)
    return network


@transaction.atomic
def fill_office(
    *,
    network: Network,
    kind: str,
    by: Any,
    at: datetime,
    territory: Territory | None = None,
    holder: str = "",
    titles: dict[str, str] | None = None,
    since: date | None = None,
    until: date | None = None,
    source: str = "",
) -> Office:
    """Say who fills an office of the network, and for which term."""
    permissions.require(by, Permission.NETWORK_KEEP, network)
    office = Office.objects.create(
        network=network, kind=kind, territory=territory, holder=holder.strip(), titles=titles or {},
        since=since, until=until, source=source,
    )  # fmt: skip
    audit.record(by=by, verb=Permission.NETWORK_KEEP, thing=network, at=at, office=office.pk, kind=kind)
    return office


@transaction.atomic
def end_office(*, office: Office, on: date, by: Any, at: datetime) -> Office:
    """End a term of office; it stays in the history."""
    permissions.require(by, Permission.NETWORK_KEEP, office.network)
    office.until = max(on, office.since) if office.since else on
    office.save(update_fields=["until"])
    audit.record(
        by=by, verb=Permission.NETWORK_KEEP, thing=office.network, at=at, office=office.pk,
        until=office.until.isoformat(),
    )  # fmt: skip
    return office
