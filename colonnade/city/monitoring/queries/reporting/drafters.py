"""What can draft a section from the data, by its code."""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.queries.reporting import about_figures, about_place, about_plan, about_steering
from colonnade.city.monitoring.queries.reporting.scene import Drafted, Scene

Drafter = Callable[[Scene], Drafted]

DRAFTERS: dict[str, tuple[Any, Drafter]] = {
    "profile": (_("the city and whom to ask"), about_place.profile),
    "standing": (_("the temple"), about_figures.standing),
    "plan": (_("plan, actions and documents"), about_plan.plan),
    "coordination": (_("stakeholders, meetings, decisions"), about_steering.coordination),
    "resources": (_("budget, commitments, hours"), about_steering.resources),
    "access": (_("offers: how many, for whom, how open"), about_place.access),
    "celebration": (_("events that celebrate learning"), about_place.celebration),
    "monitoring": (_("figures, scores, evidence, gaps"), about_figures.monitoring),
    "achievements": (_("what was done and kept"), about_plan.achievements),
    "challenges": (_("what is late, risks, weakest parts"), about_plan.challenges),
    "outlook": (_("what is due next"), about_plan.outlook),
}


def drafted(code: str, scene: Scene, language: str) -> Drafted:
    """Draft a section in a language; nothing where no drafter has that code."""
    if code not in DRAFTERS:
        return Drafted()
    with translation.override(language.lower()):
        return DRAFTERS[code][1](scene)
