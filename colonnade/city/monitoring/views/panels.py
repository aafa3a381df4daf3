"""What monitoring puts into the city's page and among its sections."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.queries.standing import facts_of, measures, pages, reckon
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.views.chain import action_panel, offer_panel, pledge_panel
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import Section, add_section
from colonnade.plumbing import panels
from colonnade.temple.queries import default_framework


def temple_panel(request: HttpRequest, city: Territory) -> dict[str, Any]:
    """The living temple as it stands today, and the one next thing to do."""
    today, framework = timezone.localdate(), default_framework()
    now = reckon(facts_of([city], framework)[city.pk], framework, today.year, today)
    links = {
        area.code: reverse("monitoring:temple-area", args=[city.slug, area.code]) for area in framework.areas
    }
    return {
        "city": city,
        "measures": measures(now, pages.counts(city)),
        "links": links,
        "next": pages.next_thing(city, now),
    }


def register() -> None:
    """Put panels and sections into their places; called when the app starts."""
    panels.add(panels.Panel("city.main", 10, "monitoring/panel_temple.html", temple_panel))
    panels.add(panels.Panel("pledge.chain", 10, "monitoring/chain_panel.html", pledge_panel))
    panels.add(panels.Panel("action.chain", 10, "monitoring/chain_panel.html", action_panel))
    panels.add(panels.Panel("offer.main", 10, "monitoring/chain_offer.html", offer_panel))
    add_section(
        Section("computed", _("Counted by this site"), "monitoring:computed", 84, Permission.WORKSPACE_SEE)
    )
    add_section(Section("peers", _("Cities like ours"), "monitoring:peers", 90, Permission.WORKSPACE_SEE))
    add_section(Section("temple", _("Temple"), "monitoring:temple", 10))
    add_section(Section("reports", _("Reports"), "monitoring:reports", 88))
    add_section(Section("indicators", _("Figures"), "monitoring:indicators", 80))
    add_section(
        Section("figures-load", _("Bring figures"), "monitoring:figures", 82, Permission.OBSERVATION_GIVE)
    )
    add_section(Section("dossier", _("Evidence"), "monitoring:dossier", 85))
    add_section(
        Section(
            "assessment", _("Self-assessment"), "monitoring:assessments", 100, Permission.ASSESSMENT_SCORE
        )
    )
    add_section(Section("handover", _("Hand over"), "monitoring:handover", 130, Permission.HANDOVER_MAKE))
