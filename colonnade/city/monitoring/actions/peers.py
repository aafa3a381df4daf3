"""Agreeing that other cities see a city by name beside its values, and taking that back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.city.monitoring.events.computing import PeerConsentChanged
from colonnade.city.monitoring.models import PeerConsent
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


@transaction.atomic
def agree_to_be_named(*, territory: Territory, by: Any, at: datetime) -> PeerConsent:
    """Let other cities like this one see its name beside its values; agreed twice, nothing changes.

    Refused to anybody but the mayor and the city's team. Announces ``PeerConsentChanged``.
    """
    permissions.require(by, Permission.PEERS_AGREE, territory)
    consent = PeerConsent.objects.select_for_update().filter(territory=territory).first()
    if consent is not None and consent.stands:
        return consent
    consent = consent or PeerConsent(territory=territory)
    consent.agreed_at, consent.withdrawn_at = at, None
    consent.agreed_by = by if getattr(by, "pk", None) else None
    consent.save()
    audit.record(by=by, verb=Permission.PEERS_AGREE, thing=territory, at=at, named=True)
    announce(PeerConsentChanged(city_id=territory.uuid, stands=True))
    return consent


@transaction.atomic
def withdraw_name(*, territory: Territory, by: Any, at: datetime) -> None:
    """Take the city's name away from the pages of others, at once. Where it never agreed, nothing changes.

    Refused to anybody but the mayor and the city's team. Announces ``PeerConsentChanged``.
    """
    permissions.require(by, Permission.PEERS_AGREE, territory)
    consent = (
        PeerConsent.objects.select_for_update().filter(territory=territory, withdrawn_at__isnull=True).first()
    )
    if consent is None:
        return
    consent.withdrawn_at = max(at, consent.agreed_at)
    consent.save(update_fields=["withdrawn_at"])
    audit.record(by=by, verb=Permission.PEERS_AGREE, thing=territory, at=at, named=False)
    announce(PeerConsentChanged(city_id=territory.uuid, stands=False))
