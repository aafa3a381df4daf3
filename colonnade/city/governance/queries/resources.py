"""What a city shares and what it needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from colonnade.city.governance.models import Action, Commitment, Need, Resource, ResourceUse, Stakeholder
from colonnade.city.governance.vocabulary.resources import CommitmentStatus, GiftKind, ResourceState
from colonnade.city.profile.models import Place, Territory

_AMOUNT = DecimalField(max_digits=18, decimal_places=2)


@dataclass(frozen=True, slots=True)
class VolunteerFacts:
    """Volunteering of one year; every number names the records behind it.

    ``hours_offered`` is ``None`` where nobody stated a number; ``without_limit`` offers state none.
    """

    year: int
    hours_offered: Decimal | None
    hours_offered_by: tuple[UUID, ...]
    without_limit: tuple[UUID, ...]
    hours_used: Decimal
    hours_used_of: tuple[UUID, ...]
    people_with_talents: int
    talents: tuple[UUID, ...]


def resources_of(territory: Territory) -> QuerySet[Resource]:
    """Everything that was ever offered, with who offers it, where, and how much of it was used."""
    found = Resource.objects.filter(territory=territory).select_related("offered_by", "place", "territory")
    used = Coalesce(Sum("uses__quantity"), Decimal(0), output_field=_AMOUNT)
    return found.annotate(used=used).order_by("kind", "title", "pk")


def shared_resources(territory: Territory, on: date) -> QuerySet[Resource]:
    """What the team has taken up and nobody has withdrawn or let run out."""
    return resources_of(territory).filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on),
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        state=ResourceState.SHARED,
    )


def resources_on_show(territory: Territory, on: date) -> QuerySet[Resource]:
    """What everybody sees."""
    return shared_resources(territory, on).filter(is_public=True)


def past_resources(territory: Territory, on: date) -> QuerySet[Resource]:
    """What is no longer shared, or was declined."""
    over = Q(withdrawn_on__lte=on) | Q(until_on__lt=on) | Q(state=ResourceState.DECLINED)
    return resources_of(territory).filter(over)


def offers_waiting(territory: Territory) -> QuerySet[Resource]:
    """What people offered through the public form and the team has not answered, oldest first."""
    found = Resource.objects.filter(territory=territory, state=ResourceState.OFFERED)
    return found.select_related("offered_here_by", "territory").order_by("created_at", "pk")


def uses_of(resource: Resource) -> QuerySet[ResourceUse]:
    """When and for what a resource was used, the last time first."""
    return resource.uses.select_related("used_by").order_by("-used_on", "-pk")


def used_of(resource: Resource) -> Decimal:
    """How much of a resource was used so far."""
    return sum(resource.uses.values_list("quantity", flat=True), Decimal(0))


def givers(territory: Territory) -> QuerySet[Stakeholder]:
    """Who is in the register and has not left it."""
    found = Stakeholder.objects.filter(territory=territory, left_on__isnull=True)
    return found.order_by("name", "pk")


def places(territory: Territory) -> QuerySet[Place]:
    """Venues of the city that a resource may stand in."""
    return Place.objects.filter(territory=territory).order_by("match_key", "pk")


def needs_of(territory: Territory) -> QuerySet[Need]:
    """All needs with what was promised for them; what is needed first stands first, undated ones last."""
    promised = Commitment.objects.exclude(
        status__in=[CommitmentStatus.WITHDRAWN, CommitmentStatus.MISSED]
    ).order_by("pk")
    found = Need.objects.filter(territory=territory).select_related("action", "territory")
    return found.prefetch_related(Prefetch("commitments", promised, to_attr="promised")).order_by(
        F("needed_by").asc(nulls_last=True), "title", "pk"
    )


def open_needs(territory: Territory) -> QuerySet[Need]:
    """What still waits for somebody."""
    return needs_of(territory).filter(met_on__isnull=True, withdrawn_on__isnull=True)


def met_needs(territory: Territory) -> QuerySet[Need]:
    """What was needed and came, the last first."""
    met = needs_of(territory).filter(met_on__isnull=False, withdrawn_on__isnull=True)
    return met.order_by("-met_on", "pk")


def fulfilled_of(need: Need) -> Decimal:
    """How much of what was promised for a need has been kept, in the need's own unit or currency."""
    kept = need.commitments.filter(status=CommitmentStatus.FULFILLED)
    return sum(
        (each.quantity for each in kept if each.quantity is not None and measures_alike(each, need)),
        Decimal(0),
    )


def measures_alike(commitment: Commitment, need: Need) -> bool:
    """Whether the two count the same thing: one currency, or one unit (a unit that is left open fits any)."""
    if need.kind == GiftKind.MONEY or commitment.kind == GiftKind.MONEY:
        return need.kind == commitment.kind and need.currency == commitment.currency
    units = {commitment.unit.strip().casefold(), need.unit.strip().casefold()} - {""}
    return len(units) <= 1


def needs_of_action(action: Action) -> list[Need]:
    """What an action of the plan still needs or needed."""
    found = Need.objects.filter(action=action, withdrawn_on__isnull=True)
    return list(found.order_by(F("needed_by").asc(nulls_last=True), "title", "pk"))


def volunteer_facts(territory: Territory, year: int) -> VolunteerFacts:
    """Hours that were on offer at any time of a year, hours used in it, and people who contributed talents.

    People are counted by their entry in the register, else by their account, else by what they offered.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    shared = Resource.objects.filter(
        Q(from_on__isnull=True) | Q(from_on__lte=last),
        Q(until_on__isnull=True) | Q(until_on__gte=first),
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=first),
        territory=territory,
        state=ResourceState.SHARED,
        created_at__year__lte=year,
    ).order_by("pk")
    hours = [each for each in shared if each.kind == GiftKind.VOLUNTEER_HOURS]
    talents = [each for each in shared if each.kind == GiftKind.TALENT]
    stated = [each.quantity for each in hours if each.quantity is not None]
    uses = ResourceUse.objects.filter(
        resource__territory=territory,
        resource__kind=GiftKind.VOLUNTEER_HOURS,
        used_on__range=(first, last),
    ).order_by("pk")
    used = list(uses.values_list("quantity", "resource__uuid"))
    return VolunteerFacts(
        year=year,
        hours_offered=sum(stated, Decimal(0)) if stated else None,
        hours_offered_by=tuple(each.uuid for each in hours if each.quantity is not None),
        without_limit=tuple(each.uuid for each in hours if each.quantity is None),
        hours_used=sum((quantity for quantity, _uuid in used), Decimal(0)),
        hours_used_of=_once(uuid for _quantity, uuid in used),
        people_with_talents=len({_giver(each) for each in talents}),
        talents=tuple(each.uuid for each in talents),
    )


def _giver(resource: Resource) -> tuple[str, int]:
    if resource.offered_by_id:
        return "register", resource.offered_by_id
    if resource.offered_here_by_id:
        return "account", resource.offered_here_by_id
    return "resource", resource.pk


def _once(uuids: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(uuids))
