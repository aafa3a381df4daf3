"""What is already known of a city, offered as answers with where it comes from: enter once, use everywhere."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.governance.models import Body, Plan
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.monitoring.models import Observation
from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Answer, Application
from colonnade.network.charter.queries.questionnaire import parse
from colonnade.network.charter.vocabulary.calls import ApplicationState
from colonnade.network.charter.vocabulary.questions import Question, QuestionType


@dataclass(frozen=True)
class Known:
    """An answer that is known, and who or what says so."""

    value: Any
    source: str


def prefilled(application: Application) -> dict[str, Known]:
    """Answers by question code: from the city's profile, plan, council and figures, else from its last application.

    A key that nothing is known for is left out. ``indicator.KF1.1-a`` takes the newest headline figure.
    """
    form = parse(application.questionnaire.definition)
    before = _last_answers(application)
    found: dict[str, Known] = {}
    for question in form.questions:
        known = _known(application.territory, question)
        if known is None and question.code in before:
            known = Known(before[question.code], _("your last application"))
        if known is not None:
            found[question.code] = known
    return found


def _last_answers(application: Application) -> dict[str, Any]:
    """What the city said the last time it answered a call of this kind."""
    earlier = (
        Application.objects.filter(
            territory=application.territory, call__kind=application.call.kind, submitted_at__isnull=False
        )
        .exclude(pk=application.pk)
        .exclude(state=ApplicationState.WITHDRAWN)
        .order_by("-submitted_at", "-pk")
        .first()
    )
    return (
        dict(Answer.objects.filter(application=earlier).values_list("question", "value")) if earlier else {}
    )


def _known(city: Territory, question: Question) -> Known | None:
    key = question.prefill
    if key.startswith("indicator."):
        return _indicator(city, key.removeprefix("indicator."))
    teller = _TELLERS.get(key)
    value = teller(city) if teller else None
    if value in (None, "", []):
        return None
    if question.type == QuestionType.FIGURE and not isinstance(value, dict):
        return None
    return Known(value, _("the city’s own pages here"))


def _indicator(city: Territory, code: str) -> Known | None:
    rows = Observation.objects.filter(
        territory=city,
        indicator__code=code,
        is_headline=True,
        value__isnull=False,
        is_current=True,
        status="MEASURED",
    )
    row = rows.select_related("source").order_by("-ends_on", "-pk").first()
    if row is None:
        return None
    value = {"value": float(row.value or 0), "year": row.ends_on.year, "source": row.source.name}
    return Known(value, _("the city’s figures here"))


def _population(city: Territory) -> dict[str, Any] | None:
    if city.population is None or city.population_year is None:
        return None
    return {"value": city.population, "year": city.population_year, "source": city.population_source}


def _vision(city: Territory) -> str:
    plan = Plan.objects.filter(territory=city, state=PlanState.ADOPTED).first()
    return next(iter(plan.visions.values()), "") if plan else ""


_TELLERS = {
    "profile.name": lambda city: str(city.name),
    "profile.country": lambda city: city.country,
    "profile.url": lambda city: city.url,
    "profile.population": _population,
    "profile.languages": lambda city: city.languages[0] if city.languages else None,
    "plan.vision": _vision,
    "plan.in_force": lambda city: (
        Plan.objects.filter(territory=city, state=PlanState.ADOPTED).exists() or None
    ),
    "council.exists": lambda city: Body.objects.filter(territory=city).exists() or None,
    "offers.number": lambda city: Opportunity.objects.filter(city=city).count() or None,
}
