"""Rounds of self-assessment: opening one, scoring area by area, seeing the spread, agreeing, closing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.monitoring.actions import assessing as actions
from colonnade.city.monitoring.forms.assessing import AgreeForm, OpenForm, ScoreForm
from colonnade.city.monitoring.models import Assessment
from colonnade.city.monitoring.queries import assessments as queries
from colonnade.city.monitoring.queries.next_steps import step_for
from colonnade.city.monitoring.queries.rubrics import rubric
from colonnade.city.monitoring.queries.spread import findings, spreads
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import NotAllowed, may, require
from colonnade.temple.queries import AreaGuide, UnknownPart, frameworks, names


@signed_in
@require_safe
def assessments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every round of the city, and the way to open a new one."""
    city = seen_city(request, slug)
    return _listed(request, city, _open_form())


@signed_in
@require_POST
def open_assessment(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a round."""
    city = seen_city(request, slug)
    require(request.user, Permission.ASSESSMENT_LEAD, city)
    form = _open_form(request.POST)
    if not form.is_valid():
        return _listed(request, city, form, status=422)
    given = form.cleaned_data
    try:
        assessment = actions.open_assessment(
            territory=city, framework=given["framework"], year=given["year"], title=given["title"],
            is_group=given["way"] == "group", shows_names=given["shows_names"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except actions.RoundIsOpenAlready:
        form.add_error("framework", _("A round against this framework is open already. Close it first."))
        return _listed(request, city, form, status=422)
    return redirect("monitoring:assessment", slug=slug, uuid=assessment.uuid)


@signed_in
@require_safe
def assessment(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Where one round stands; once it is agreed, what came out of it and what to do next."""
    round_ = seen_round(request, slug, uuid)
    city, language = round_.territory, get_language() or "en"
    leads = may(request.user, Permission.ASSESSMENT_LEAD, city)
    before = queries.round_before(round_) if leads and round_.is_open else None
    context = {
        "city": city,
        "round": round_,
        "framework": _framework_name(round_),
        "progress": queries.progress(round_, request.user, language),
        "leads": leads,
        "scores": _may_score(request, round_),
        "before": before,
        "areas": [] if round_.is_open else _outcome(round_, language),
        "reviews": [] if round_.is_open else list(queries.reviews_of(round_)),
        "reviewers": [] if round_.is_open or not leads else queries.possible_reviewers(round_),
    }
    context["first_step"] = _first_step(context["areas"])
    return render(request, "monitoring/assessment.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def score_area(request: HttpRequest, slug: str, uuid: UUID, code: str) -> HttpResponse:
    """Score every feature of one area, each for oneself; what is empty can be filled in later."""
    round_ = seen_round(request, slug, uuid)
    if not _may_score(request, round_):
        raise NotAllowed(Permission.ASSESSMENT_SCORE)
    if not round_.is_open:
        return _frozen(request, round_)
    area = found_area(round_, code)
    held = queries.own_scores(round_, request.user, _codes(area))
    at_hand = queries.evidence_at_hand(round_.territory)
    cards: list[dict[str, Any]] = [
        {
            "guide": each,
            "form": ScoreForm(
                request.POST or None,
                feature=each.feature.code,
                held=held.get(each.feature.code),
                at_hand=at_hand,
            ),
        }
        for each in area.features
    ]
    if _all_valid(request, cards):
        said = {
            card["guide"].feature.code: card["form"].said() for card in cards if card["form"].has_changed()
        }
        try:
            actions.give_scores(assessment=round_, said=said, by=request.user, at=timezone.now())
        except actions.RoundIsFrozen:
            return _frozen(request, round_)
        messages.info(request, _("Kept."))
        return redirect(*_onwards(request, round_, "monitoring:assessment-score"))
    context = {
        "city": round_.territory,
        "round": round_,
        "area": area,
        "cards": cards,
        "rubric": rubric(code, get_language()),
        "progress": queries.progress(round_, request.user, get_language() or "en"),
        "has_next": _area_after(round_, code) is not None,
    }
    return render(request, "monitoring/score_area.html", context, status=_status(request))


@signed_in
@require_http_methods(["GET", "POST"])
def agree_area(request: HttpRequest, slug: str, uuid: UUID, code: str) -> HttpResponse:
    """The spread of the scores in one area, and what the group agrees; who does not lead only looks."""
    round_ = seen_round(request, slug, uuid)
    area, leads = found_area(round_, code), may(request.user, Permission.ASSESSMENT_LEAD, round_)
    if request.method == "POST":
        require(request.user, Permission.ASSESSMENT_LEAD, round_)
    writes = leads and round_.is_open
    at_hand = queries.evidence_at_hand(round_.territory) if writes else []
    cards: list[dict[str, Any]] = []
    for spread in spreads(round_, area, request.user):
        code_ = spread.guide.feature.code
        form = AgreeForm(
            request.POST or None,
            feature=code_,
            held=spread.agreement,
            left_open=spread.left_open,
            at_hand=at_hand,
        )
        cards.append({"spread": spread, "form": form if writes else None})
    if writes and _all_valid(request, cards):
        said = {
            card["spread"].guide.feature.code: card["form"].agreed()
            for card in cards
            if card["form"].has_changed()
        }
        try:
            actions.agree_features(assessment=round_, said=said, by=request.user, at=timezone.now())
        except actions.RoundIsFrozen:
            return _frozen(request, round_)
        messages.info(request, _("Kept."))
        return redirect(*_onwards(request, round_, "monitoring:assessment-agree"))
    if request.method == "POST" and not writes:
        return _frozen(request, round_)
    context = {
        "city": round_.territory,
        "round": round_,
        "area": area,
        "cards": cards,
        "writes": writes,
        "rubric": rubric(code, get_language()),
        "scores": _may_score(request, round_),
        "has_next": _area_after(round_, code) is not None,
    }
    return render(request, "monitoring/assessment_agree.html", context, status=_status(request))


@signed_in
@require_POST
def carry_over(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take what the round before agreed as a starting point."""
    round_ = seen_round(request, slug, uuid)
    try:
        number = actions.carry_over(assessment=round_, by=request.user, at=timezone.now())
    except actions.RoundIsFrozen:
        return _frozen(request, round_)
    told = ngettext(
        "%(number)s agreed score was carried over. It counts once you have confirmed it.",
        "%(number)s agreed scores were carried over. Each counts once you have confirmed it.",
        number,
    )
    messages.info(request, told % {"number": number})
    return redirect("monitoring:assessment", slug=slug, uuid=uuid)


@signed_in
@require_POST
def adopt_scores(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """In a round done alone: make one's own scores the agreed ones."""
    round_ = seen_round(request, slug, uuid)
    try:
        silent = actions.adopt_own_scores(assessment=round_, by=request.user, at=timezone.now())
    except actions.RoundIsFrozen:
        return _frozen(request, round_)
    if silent:
        words = ", ".join(silent)
        messages.warning(
            request, _("These features have a score but no reason yet: %(features)s.") % {"features": words}
        )
    else:
        messages.info(request, _("Kept."))
    return redirect("monitoring:assessment", slug=slug, uuid=uuid)


@signed_in
@require_POST
def close_assessment(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Close a round for good."""
    round_ = seen_round(request, slug, uuid)
    try:
        actions.agree_assessment(assessment=round_, by=request.user, at=timezone.now())
    except actions.RoundIsFrozen:
        return _frozen(request, round_)
    except actions.FeaturesAreUnsettled as unsettled:
        words = ", ".join(unsettled.features)
        messages.error(
            request,
            _("These features are neither agreed nor left open yet: %(features)s.") % {"features": words},
        )
    else:
        messages.info(
            request, _("The round is agreed. It counts in the temple now and does not change any more.")
        )
    return redirect("monitoring:assessment", slug=slug, uuid=uuid)


@signed_in
@require_POST
def drop_assessment(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Throw away a round in which nobody else has scored."""
    round_ = seen_round(request, slug, uuid)
    try:
        actions.drop_assessment(assessment=round_, by=request.user, at=timezone.now())
    except actions.RoundIsFrozen:
        return _frozen(request, round_)
    except actions.OthersHaveScored:
        messages.error(request, _("Others have scored in this round already. It stays."))
        return redirect("monitoring:assessment", slug=slug, uuid=uuid)
    messages.info(request, _("The round is gone."))
    return redirect("monitoring:assessments", slug=slug)


def seen_city(request: HttpRequest, slug: str) -> Territory:
    """The city, for those who score, lead, or see the team's workspace; 404 and 403 otherwise."""
    city = city_named(slug)
    if city is None:
        raise Http404
    if not may(request.user, Permission.ASSESSMENT_SCORE, city):
        require(request.user, Permission.WORKSPACE_SEE, city)
    return city


def seen_round(request: HttpRequest, slug: str, uuid: UUID) -> Assessment:
    """One round of the city, for those who may see it."""
    round_ = queries.round_with(seen_city(request, slug), uuid)
    if round_ is None:
        raise Http404
    return round_


def found_area(round_: Assessment, code: str) -> AreaGuide:
    """One area of the round's framework; 404 where it has none."""
    try:
        return queries.area_of(round_, code, get_language() or "en")
    except UnknownPart as unknown:
        raise Http404 from unknown


def _listed(request: HttpRequest, city: Territory, form: OpenForm, status: int = 200) -> HttpResponse:
    leads = may(request.user, Permission.ASSESSMENT_LEAD, city)
    rows = [
        {
            "round": each,
            "framework": _framework_name(each),
            "total": len(queries.framework_of(each.framework).features),
        }
        for each in queries.rounds_of(city)
    ]
    context = {"city": city, "rows": rows, "leads": leads, "form": form, "rubric": rubric("", get_language())}
    return render(request, "monitoring/assessments.html", context, status=status)


def _open_form(data: Any = None) -> OpenForm:
    year = timezone.localdate().year
    initial = {"year": year, "title": _("Self-assessment %(year)s") % {"year": year}, "way": "group"}
    choices = [(each.key, str(names(each).framework.name)) for each in frameworks() if each.features]
    return OpenForm(data, initial=initial, frameworks=choices)


def _framework_name(round_: Assessment) -> Any:
    return names(queries.framework_of(round_.framework)).framework.name


def _outcome(round_: Assessment, language: str) -> list[dict[str, Any]]:
    return [
        {
            "guide": area.guide,
            "rows": [
                {
                    "finding": each,
                    "step": step_for(each.guide.feature.code, each.level, language)
                    if each.level is not None
                    else None,
                }
                for each in area.findings
            ],
        }
        for area in findings(round_, language)
    ]


def _first_step(areas: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The lowest agreed score for which there is a step; of equal ones the first."""
    rows = [row for area in areas for row in area["rows"] if row["step"] and row["step"].text]
    return min(rows, key=lambda row: row["finding"].level, default=None)


def _may_score(request: HttpRequest, round_: Assessment) -> bool:
    wanted = Permission.ASSESSMENT_SCORE if round_.is_group else Permission.ASSESSMENT_LEAD
    return may(request.user, wanted, round_)


def _all_valid(request: HttpRequest, cards: list[dict[str, Any]]) -> bool:
    """Whether every form that was sent is in order; each is looked at, so that all faults show at once."""
    return request.method == "POST" and not [card for card in cards if not card["form"].is_valid()]


def _codes(area: AreaGuide) -> list[str]:
    return [each.feature.code for each in area.features]


def _area_after(round_: Assessment, code: str) -> str | None:
    codes = [area.area.code for area in queries.areas_of(round_, "en")]
    rest = codes[codes.index(code) + 1 :]
    return rest[0] if rest else None


def _onwards(request: HttpRequest, round_: Assessment, name: str) -> tuple[Any, ...]:
    """Where to go after saving: on to the next area, or back to the round."""
    from_here = request.resolver_match.kwargs["code"] if request.resolver_match else ""
    after = _area_after(round_, from_here) if "next" in request.POST else None
    slug = round_.territory.slug
    return (name, slug, round_.uuid, after) if after else ("monitoring:assessment", slug, round_.uuid)


def _frozen(request: HttpRequest, round_: Assessment) -> HttpResponse:
    messages.warning(request, _("This round is agreed and does not change any more. Open a new one."))
    return redirect("monitoring:assessment", slug=round_.territory.slug, uuid=round_.uuid)


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
