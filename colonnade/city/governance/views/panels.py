"""What governance puts into the city's page and among its sections."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from colonnade.city.governance.models import Action
from colonnade.city.governance.queries.meetings import meetings_of
from colonnade.city.governance.queries.will import (
    declaration_in_force,
    number_of_signatures,
    plans_of,
    told,
)
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.resource_panels import chain_panel, money_panel
from colonnade.city.governance.vocabulary.participation import MeetingState
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import Section, add_section
from colonnade.drafting.queries.drafts import consultations
from colonnade.drafting.vocabulary import DraftState
from colonnade.plumbing import panels


def participation_panel(request: HttpRequest, city: Territory) -> dict[str, Any] | None:
    """What one can take part in now; nothing where there is nothing."""
    asked = [each for each in consultations(city.uuid) if each.draft.state == DraftState.CONSULTING]
    coming = meetings_of(city, everything=False).filter(
        state=MeetingState.PLANNED, starts_at__gte=timezone.now()
    )
    meeting = coming.order_by("starts_at", "pk").first()
    return {"city": city, "open": asked, "meeting": meeting} if asked or meeting else None


def plan_panel(request: HttpRequest, city: Territory) -> dict[str, Any] | None:
    """The vision, and where the actions of the plan in force stand."""
    plan = plans_of(city, everything=False).filter(state=PlanState.ADOPTED).first()
    if plan is None:
        return None
    counts = Counter(Action.objects.filter(goal__plan=plan).values_list("status", flat=True))
    url = reverse("governance:plan", args=[city.slug])
    return {"plan": plan, "url": url, "told": told(counts)}


def declaration_panel(request: HttpRequest, city: Territory) -> dict[str, Any] | None:
    """The declaration in force, and how many have signed it."""
    found = declaration_in_force(city)
    if found is None:
        return None
    url = reverse("governance:declaration", args=[city.slug])
    return {"declaration": found, "url": url, "signed": number_of_signatures(found)}


def register() -> None:
    """Put panels and sections into their places; called when the app starts."""
    add_section(Section("declaration", _("Declaration"), "governance:declaration", 20))
    add_section(Section("documents", _("Documents"), "governance:documents", 25))
    add_section(Section("plan", _("Plan"), "governance:plan", 30))
    panels.add(panels.Panel("city.main", 25, "governance/panel_declaration.html", declaration_panel))
    panels.add(panels.Panel("city.main", 30, "governance/panel_plan.html", plan_panel))
    add_section(Section("participation", _("Who takes part"), "governance:participation", 40))
    add_section(Section("council", _("Council and meetings"), "governance:council", 45))
    add_section(Section("consultations", _("Have your say"), "governance:consultations", 50))
    add_section(Section("money", _("Money"), "governance:money", 60))
    add_section(Section("resources", _("Shared and needed"), "governance:resources", 65))
    add_section(Section("commitments", _("Commitments"), "governance:commitments", 70))
    panels.add(panels.Panel("city.main", 50, "governance/money_panel.html", money_panel))
    panels.add(panels.Panel("action.chain", 30, "governance/budget_chain.html", chain_panel))
    add_section(Section("register", _("Register"), "governance:register", 40, Permission.REGISTER_KEEP))
    panels.add(panels.Panel("city.main", 40, "governance/panel_participation.html", participation_panel))
