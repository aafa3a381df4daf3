"""A look from outside: the lead asks, the reviewer declares interests, scores, and ends with a summary."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.monitoring.actions import reviewing as actions
from colonnade.city.monitoring.forms.assessing import DeclareForm, FinishForm, ReviewerForm, ReviewForm
from colonnade.city.monitoring.models import OutsideReview
from colonnade.city.monitoring.queries import assessments as queries
from colonnade.city.monitoring.queries.rubrics import rubric
from colonnade.city.monitoring.queries.spread import standing_evidence
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.views.assessing import found_area, seen_round
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import require


@signed_in
@require_POST
def ask(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Ask somebody who holds the role of an outside reviewer."""
    round_ = seen_round(request, slug, uuid)
    require(request.user, Permission.ASSESSMENT_LEAD, round_)
    form = ReviewerForm(request.POST)
    wanted = form.cleaned_data["reviewer"] if form.is_valid() else None
    reviewer = next((each for each in queries.possible_reviewers(round_) if each.uuid == wanted), None)
    if reviewer is None:
        messages.error(request, _("Choose somebody from the list."))
        return redirect("monitoring:assessment", slug=slug, uuid=uuid)
    try:
        actions.ask_for_review(assessment=round_, reviewer=reviewer, by=request.user, at=timezone.now())
    except actions.RoundIsStillOpen:
        messages.error(request, _("Close the round first: only what is agreed can be reviewed."))
    except actions.NotFromOutside:
        messages.error(
            request,
            _("%(person)s scores in this city and cannot look at it from outside.")
            % {"person": reviewer.name},
        )
    else:
        messages.info(request, _("%(person)s is asked. It is on their desk now.") % {"person": reviewer.name})
    return redirect("monitoring:assessment", slug=slug, uuid=uuid)


@signed_in
@require_POST
def call_off(request: HttpRequest, slug: str, uuid: UUID, pk: int) -> HttpResponse:
    """Take a request for a review back."""
    round_ = seen_round(request, slug, uuid)
    found = next((each for each in queries.reviews_of(round_) if each.pk == pk), None)
    if found is None:
        raise Http404
    try:
        actions.call_off_review(review=found, by=request.user, at=timezone.now())
    except actions.ReviewIsFinished:
        messages.error(request, _("This review is finished and stays."))
    return redirect("monitoring:assessment", slug=slug, uuid=uuid)


@signed_in
@require_safe
def review(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The reviewer's own page: the declaration, the areas, the end."""
    return _page(request, _own(request, slug, uuid), DeclareForm(), FinishForm())


@signed_in
@require_POST
def declare(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Declare an interest, or that there is none."""
    held = _own(request, slug, uuid)
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return _page(request, held, form, FinishForm(), status=422)
    try:
        actions.declare_interest(
            review=held, has_interest=form.cleaned_data["has_interest"] == "yes",
            interest=form.cleaned_data["interest"], by=request.user, at=timezone.now(),
        )  # fmt: skip
    except actions.ReviewIsFinished:
        messages.error(request, _("This review is finished and stays."))
    else:
        messages.info(request, _("Kept."))
    return redirect("monitoring:review", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def review_area(request: HttpRequest, slug: str, uuid: UUID, code: str) -> HttpResponse:
    """Look at what was agreed in one area, with its evidence, and score it from outside."""
    held = _own(request, slug, uuid)
    if held.has_interest is None or held.finished_at is not None:
        return redirect("monitoring:review", slug=slug, uuid=uuid)
    round_ = held.assessment
    area = found_area(round_, code)
    codes = [each.feature.code for each in area.features]
    agreements = queries.agreements_on(round_, codes)
    own = queries.own_scores(round_, request.user, codes)
    cards: list[dict[str, Any]] = [
        {
            "guide": each,
            "agreement": agreements[each.feature.code],
            "evidence": standing_evidence(agreements[each.feature.code]),
            "form": ReviewForm(
                request.POST or None, feature=each.feature.code, held=own.get(each.feature.code)
            ),
        }
        for each in area.features
        if each.feature.code in agreements
    ]
    if request.method == "POST" and not [card for card in cards if not card["form"].is_valid()]:
        said = {
            card["guide"].feature.code: card["form"].said() for card in cards if card["form"].has_changed()
        }
        actions.give_review_scores(review=held, said=said, by=request.user, at=timezone.now())
        messages.info(request, _("Kept."))
        return redirect("monitoring:review", slug=slug, uuid=uuid)
    context = {
        "city": round_.territory,
        "round": round_,
        "area": area,
        "cards": cards,
        "rubric": rubric(code, get_language()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "monitoring/review_area.html", context, status=status)


@signed_in
@require_POST
def finish(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """End the review with a summary."""
    held = _own(request, slug, uuid)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return _page(request, held, DeclareForm(), form, status=422)
    try:
        actions.finish_review(
            review=held, summary=form.cleaned_data["summary"], by=request.user, at=timezone.now()
        )
    except actions.InterestIsNotDeclared:
        messages.error(request, _("Say first whether you have an interest."))
    except actions.ReviewIsFinished:
        messages.error(request, _("This review is finished and stays."))
    else:
        messages.info(request, _("Thank you. The city sees your review now."))
    return redirect("monitoring:review", slug=slug, uuid=uuid)


def _own(request: HttpRequest, slug: str, uuid: UUID) -> OutsideReview:
    """The review that this person was asked for; 403 without the role, 404 when nobody asked."""
    city = city_named(slug)
    if city is None:
        raise Http404
    require(request.user, Permission.ASSESSMENT_REVIEW, city)
    round_ = queries.round_with(city, uuid)
    held = queries.review_by(round_, request.user) if round_ else None
    if held is None:
        raise Http404
    return held


def _page(
    request: HttpRequest,
    held: OutsideReview,
    declare_form: DeclareForm,
    finish_form: FinishForm,
    status: int = 200,
) -> HttpResponse:
    round_ = held.assessment
    context = {
        "city": round_.territory,
        "round": round_,
        "review": held,
        "areas": queries.review_progress(round_, request.user, get_language() or "en"),
        "declare_form": declare_form,
        "finish_form": finish_form,
    }
    return render(request, "monitoring/review.html", context, status=status)
