"""The declaration, the documents behind it, the promises."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.governance.models import Action, Declaration, Document, Plan, Pledge
from colonnade.city.governance.vocabulary.plan import OVER, ActionStatus, PlanState
from colonnade.city.governance.vocabulary.will import DeclarationState, DocumentStatus
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.people.queries import places_where_allowed
from colonnade.people.queries.signatures import Signable, register_signable, signatures_of
from colonnade.plumbing import spoken
from colonnade.plumbing.desks import DeskItem

# Values of rules.Permission; rules stand above queries and cannot be asked from here.
DOCUMENT_KEEP, DECLARATION_KEEP, PLAN_EDIT = (
    "governance:document:keep",
    "governance:declaration:keep",
    "governance:plan:edit",
)
AHEAD = timedelta(days=30)


def declarations_of(territory: Territory) -> QuerySet[Declaration]:
    """Every version, newest first."""
    return Declaration.objects.filter(territory=territory).select_related("territory").order_by("-version")


def declaration_in_force(territory: Territory) -> Declaration | None:
    """The published version."""
    return declarations_of(territory).filter(state=DeclarationState.PUBLISHED).first()


@register_signable
def declaration_to_sign(thing_id: UUID) -> Signable | None:
    """What somebody is asked to sign; once a newer version is published, nobody can sign the old one."""
    found = Declaration.objects.select_related("territory").filter(uuid=thing_id).first()
    if found is None or found.state == DeclarationState.DRAFT:
        return None
    in_force = found.state == DeclarationState.PUBLISHED
    return Signable(title=found.title, text=found.text, digest=found.digest if in_force else "")


def number_of_signatures(declaration: Declaration) -> int:
    """How many have signed, named or not."""
    return signatures_of(declaration.uuid).count()


def documents_of(territory: Territory, everything: bool, kind: str = "") -> QuerySet[Document]:
    """Documents, those in force first."""
    wanted = Q(territory=territory)
    if not everything:
        wanted &= Q(is_public=True) & ~Q(status=DocumentStatus.DRAFT)
    if kind:
        wanted &= Q(kind=kind)
    return (
        Document.objects.filter(wanted).select_related("territory").order_by("-status", "-adopted_on", "pk")
    )


def pledges_of(territory: Territory, everything: bool = False) -> QuerySet[Pledge]:
    """Promises in their order."""
    wanted = Q(territory=territory) if everything else Q(territory=territory, is_public=True)
    return Pledge.objects.filter(wanted).select_related("territory").order_by("position", "pk")


def pledge_called(territory: Territory, uuid: UUID, everything: bool) -> Pledge | None:
    """One promise, where it may be seen."""
    return pledges_of(territory, everything).filter(uuid=uuid).first()


def actions_for(pledge: Pledge, everything: bool) -> QuerySet[Action]:
    """The actions that fulfil a promise."""
    found = pledge.actions.select_related("goal__plan__territory", "led_by")
    if not everything:
        found = found.exclude(goal__plan__state=PlanState.DRAFT)
    return found.order_by("due_on", "pk")


def plans_of(territory: Territory, everything: bool) -> QuerySet[Plan]:
    """Plans, the one in force first."""
    wanted = Q(territory=territory)
    if not everything:
        wanted &= ~Q(state=PlanState.DRAFT)
    return Plan.objects.filter(wanted).select_related("territory").order_by("state", "-starts_on", "-pk")


def plan_called(territory: Territory, uuid: UUID, everything: bool) -> Plan | None:
    """One plan with its goals and actions, where it may be seen."""
    found = plans_of(territory, everything).filter(uuid=uuid)
    return found.prefetch_related("goals__actions__led_by", "risks__action", "reviews").first()


def action_called(territory: Territory, uuid: UUID, everything: bool) -> Action | None:
    """One action, where its plan may be seen."""
    found = Action.objects.filter(territory=territory, uuid=uuid)
    if not everything:
        found = found.exclude(goal__plan__state=PlanState.DRAFT)
    near = ("goal__plan__territory", "territory", "led_by", "owner", "carried_from__goal__plan__territory")
    return found.select_related(*near).first()


def pledges_fulfilled_by(action: Action, everything: bool) -> QuerySet[Pledge]:
    """The promises to which an action belongs, in their order."""
    found = action.pledges.all() if everything else action.pledges.filter(is_public=True)
    return found.select_related("territory").order_by("position", "pk")


def told(counts: Mapping[str, int]) -> str:
    """Where actions stand, in a line: "12 actions: 3 done, 5 under way". Empty where there is none."""
    total = sum(counts.values())
    if not total:
        return ""
    language = get_language() or "en"
    parts = spoken.listed(
        f"{spoken.number(counts[status], language)} {status.label}"
        for status in ActionStatus
        if counts.get(status)
    )
    said = ngettext("%(number)s action: %(parts)s", "%(number)s actions: %(parts)s", total)
    return said % {"number": spoken.number(total, language), "parts": parts}


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """Own actions that are due, and for the team documents to review and promises that fall due."""
    today = timezone.localdate(at)
    return [*_actions(person, today), *_documents(person, today), *_pledges(person, today)]


def _actions(person: Person, today: date) -> list[DeskItem]:
    own = Action.objects.filter(owner=person, goal__plan__state=PlanState.ADOPTED, due_on__lte=today + AHEAD)
    return [
        DeskItem(
            title=_("Action of the plan: %(action)s, %(city)s")
            % {"action": each.title, "city": each.territory.name},
            url=reverse("governance:action", args=[each.territory.slug, each.uuid]),
            by_when=_end_of(each.due_on),
        )
        for each in own.exclude(status__in=OVER).select_related("territory").order_by("due_on", "pk")
    ]


def _documents(person: Person, today: date) -> list[DeskItem]:
    places = places_where_allowed(person, DOCUMENT_KEEP)
    due = Document.objects.filter(
        territory__uuid__in=places, status=DocumentStatus.IN_FORCE, review_on__lte=today + AHEAD
    )
    return [
        DeskItem(
            title=_("Document to review: %(document)s, %(city)s")
            % {"document": each.title, "city": each.territory.name},
            url=reverse("governance:document", args=[each.territory.slug, each.uuid]),
            by_when=_end_of(each.review_on),
        )
        for each in due.select_related("territory").order_by("review_on", "pk")
    ]


def _pledges(person: Person, today: date) -> list[DeskItem]:
    places = places_where_allowed(person, DECLARATION_KEEP)
    due = Pledge.objects.filter(
        territory__uuid__in=places, kept_on__isnull=True, withdrawn_on__isnull=True, due_on__lte=today + AHEAD
    )
    return [
        DeskItem(
            title=_("Promise that falls due: %(promise)s, %(city)s")
            % {"promise": str(each.text)[:120], "city": each.territory.name},
            url=reverse("governance:pledge", args=[each.territory.slug, each.uuid]),
            by_when=_end_of(each.due_on),
        )
        for each in due.select_related("territory").order_by("due_on", "pk")
    ]


def _end_of(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) if day else None
