"""Saying which offers an action of the plan brings about, and taking that back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from colonnade.city.catalogue.vocabulary import Block
from colonnade.city.governance.models import Action
from colonnade.city.monitoring.events.computing import ReachSaid
from colonnade.city.monitoring.models import ActionReach
from colonnade.city.monitoring.queries.chain import offer_here
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import District
from colonnade.people.models import Organisation
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce


class NothingIsSaid(Exception):
    """At least one thing about the offers is needed: otherwise every offer of the city would belong to the action."""


class NotOfThisCity(Exception):
    """The offer or the district belongs to another city, or is gone."""


@transaction.atomic
def say_reach(
    *,
    action: Action,
    by: Any,
    at: datetime,
    offer: UUID | None = None,
    provider: Organisation | None = None,
    block: str = "",
    district: District | None = None,
    words: str = "",
) -> ActionReach:
    """Say that an action brings about one offer, or all offers that fit; said twice it is kept once.

    Refused to anybody who may not say so. Announces ``ReachSaid``.
    :raises NothingIsSaid: nothing narrows the offers, or one offer and more is said at once.
    :raises NotOfThisCity: the offer or the district is not one of the city's.
    """
    permissions.require(by, Permission.REACH_SET, action)
    words = keepable(" ".join(words.split()))[:100]
    narrowed = bool(provider or district or words or block)
    if narrowed == bool(offer) or (block and block not in Block.values):
        raise NothingIsSaid
    if (district and district.territory_id != action.territory_id) or (
        offer and offer_here(action.territory, offer) is None
    ):
        raise NotOfThisCity
    reach, made = ActionReach.objects.get_or_create(
        action=action, offer=offer, provider=provider, block=block, district=district, words=words,
        defaults={"said_at": at},
    )  # fmt: skip
    if made:
        audit.record(by=by, verb=Permission.REACH_SET, thing=action, at=at, reach=str(reach.uuid), said=True)
        announce(ReachSaid(action_id=action.uuid, city_id=action.territory.uuid))
    return reach


@transaction.atomic
def drop_reach(*, reach: ActionReach, by: Any, at: datetime) -> None:
    """Take back that an action brings about these offers. Refused to anybody who may not say so.

    Announces ``ReachSaid``.
    """
    action = reach.action
    permissions.require(by, Permission.REACH_SET, action)
    audit.record(by=by, verb=Permission.REACH_SET, thing=action, at=at, reach=str(reach.uuid), said=False)
    reach.delete()
    announce(ReachSaid(action_id=action.uuid, city_id=action.territory.uuid))
