"""The letter every applicant gets: the decision and what the reviewers wrote for the city, without their names."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from colonnade.network.charter.models import Application, Call, Decision
from colonnade.network.charter.queries.calls import QuotaLeft, quota_left
from colonnade.network.charter.queries.reviews import READABLE, criteria_of
from colonnade.network.charter.vocabulary.calls import ApplicationState, Per
from colonnade.plumbing.languages import base, choose

SPOKEN = {base(code): code for code, _name in settings.LANGUAGES}
AWAITED = (*READABLE, ApplicationState.INELIGIBLE)


def letter_language(application: Application) -> str:
    """The language to write to the city in: its own where Colonnade has the phrases, else the network's, else English."""
    city, network = application.territory, application.call.network
    for language in [city.default_language, *city.languages, network.default_language]:
        if code := spoken(language):
            return code
    return "en"


def spoken(language: str) -> str:
    """The language of the interface that is meant by a tag; empty where Colonnade does not speak it."""
    return SPOKEN.get(base(language), "")


def outcome_of(application: Application) -> str:
    """What was decided, published or not; a refusal by the conditions counts; empty while nothing was."""
    decision = getattr(application, "decision", None)
    if decision is not None:
        return str(decision.outcome)
    return application.state if application.state == ApplicationState.INELIGIBLE else ""


def draft_letter(application: Application, language: str = "", outcome: str = "") -> str:
    """A first text for the secretariat to edit: decision, criteria, the reviewers' feedback word for word.

    Without names, scores, or what reviewers wrote for the jury. ``language`` is one of the interface, the city's if
    not given; feedback stays in the language it was written in. Empty while nothing was decided.
    """
    outcome = outcome or outcome_of(application)
    if not outcome:
        return ""
    submitted = application.assignments.filter(submitted_at__isnull=False).order_by("pk")
    feedback = [text.strip() for text in submitted.values_list("feedback", flat=True)]
    with override(language or letter_language(application)):
        facts = {"city": application.territory.name.text, "call": application.call.title.text}
        parts = [_("To %(city)s") % facts, _sentence(outcome) % facts]
        if outcome == ApplicationState.INELIGIBLE:
            step = application.steps.filter(after=outcome).order_by("-at", "-pk").first()
            parts += [step.reason] if step and step.reason else []
        elif feedback:
            parts.append(_read_by(application.call, len(feedback)))
        said = [f"– {text}" for text in feedback if text]
        if said:
            parts += [_("What the reviewers wrote for you:"), *said]
        parts.append(_("Thank you for your work. If you have a question, answer the secretariat."))
        parts.append(application.call.network.name.text)
    return "\n\n".join(parts)


def _sentence(outcome: str) -> str:
    return {
        ApplicationState.ACCEPTED: _("Your application to “%(call)s” was accepted."),
        ApplicationState.DEFERRED: _("Your application to “%(call)s” was deferred. You can apply again with what follows in mind."),
        ApplicationState.DECLINED: _("Your application to “%(call)s” was not accepted this time."),
        ApplicationState.INELIGIBLE: _("Your application to “%(call)s” does not meet the conditions of the call."),
    }[ApplicationState(outcome)]  # fmt: skip


def _read_by(call: Call, number: int) -> str:
    told = ngettext("%(number)d person has read it.", "%(number)d people have read it.", number) % {
        "number": number
    }
    titles = "; ".join(str(criterion.title) for criterion in criteria_of(call))
    return told + (" " + _("The criteria: %(list)s.") % {"list": titles} if titles else "")


def awaiting_letter(call: Call) -> QuerySet[Application]:
    """Everybody who gets a letter at the next publication: all that reached the secretariat and were not told yet."""
    rows = Application.objects.filter(call=call, state__in=AWAITED, decided_at__isnull=True)
    return rows.select_related("territory", "decision", "call__network").order_by(
        "territory__country", "territory__slug", "pk"
    )


def letters_left(call: Call) -> tuple[int, int]:
    """How many wait for a letter, and of how many decision or letter is still missing."""
    undecided = Q(state__in=READABLE, decision__isnull=True)
    counts = Application.objects.filter(call=call, state__in=AWAITED, decided_at__isnull=True).aggregate(
        waiting=Count("pk"), lacking=Count("pk", filter=undecided | Q(letters={}))
    )
    return counts["waiting"], counts["lacking"]


def without_letter(applications: Iterable[Application]) -> list[Application]:
    """Those that are not decided, or whose letter nobody has written."""
    return [each for each in applications if not outcome_of(each) or not choose(each.letters).text.strip()]


def decision_room(application: Application) -> list[QuotaLeft]:
    """The quotas of the decision for this application; what was decided and is not published yet counts as used."""
    call, city = application.call, application.territory
    pending = Decision.objects.filter(
        application__call=call,
        application__state__in=READABLE,
        outcome=ApplicationState.ACCEPTED,
        published_at__isnull=True,
    ).exclude(application=application)
    narrowed: dict[str, dict[str, Any]] = {
        Per.COUNTRY: {"application__territory__country": city.country},
        Per.REGION: {"application__territory__region": city.region},
        Per.COMMISSION: {"application__commission": application.commission},
    }
    found = []
    for quota in quota_left(call, "DECISION", application):
        more = pending.filter(**narrowed.get(quota.per, {})).count()
        found.append(QuotaLeft(quota.per, quota.most, quota.used + more))
    return found
