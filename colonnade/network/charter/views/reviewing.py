"""The reviewer's desk: what was given to them, what they declare, and the file beside the criteria."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colonnade.network.charter.actions import reviewing as actions
from colonnade.network.charter.actions.applying import StageIsClosed
from colonnade.network.charter.actions.endorsing import ReasonNeeded
from colonnade.network.charter.forms.reviewing import InterestForm, ScoresForm
from colonnade.network.charter.models import Assignment
from colonnade.network.charter.queries import reviews as queries
from colonnade.network.charter.queries.calls import clock
from colonnade.network.charter.queries.questionnaire import parse, told
from colonnade.network.charter.queries.readiness import values_of
from colonnade.network.charter.vocabulary.calls import Interest, StageKind
from colonnade.plumbing.doors import signed_in

PAGE = 30


@signed_in
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Everything this person was given to read."""
    page = Paginator(queries.assignments_of(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "charter/reviews.html", {"page_obj": page})


def _own(request: HttpRequest, pk: int) -> Assignment:
    found = queries.assignment_of(request.user, pk)
    if found is None:
        raise Http404
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: declare first, then read and score. Whoever is tied never sees the file."""
    found = _own(request, pk)
    if request.method == "POST":
        if request.POST.get("deed") == "declare":
            return _declare(request, found)
        return _score(request, found)
    return _show(request, found)


def _show(request: HttpRequest, found: Assignment, **forms: Any) -> HttpResponse:
    application = found.application
    context = {
        "assignment": found,
        "call": application.call,
        "city": application.territory,
        "clock": clock(application.call, StageKind.REVIEW, timezone.now()),
        "interest_form": forms.get("interest_form") or InterestForm(),
        "is_open": found.interest == Interest.NONE,
    }
    if context["is_open"]:
        writable = found.submitted_at is None and application.state in queries.READABLE
        context |= {
            "sections": told(parse(application.questionnaire.definition), values_of(application)),
            "uploads": application.uploads.filter(removed_at__isnull=True).order_by("pk"),
            "form": (forms.get("form") or ScoresForm(assignment=found)) if writable else None,
            "own": queries.reading_of(found),
            "others": queries.others_seen_by(found),
        }
    wrong = any(form.errors for form in forms.values())
    return render(request, "charter/review.html", context, status=422 if wrong else 200)


def _declare(request: HttpRequest, found: Assignment) -> HttpResponse:
    form = InterestForm(request.POST)
    if not form.is_valid():
        return _show(request, found, interest_form=form)
    try:
        held = actions.declare_interest(
            assignment=found, by=request.user, at=timezone.now(), **form.cleaned_data
        )
    except actions.IsTied:
        messages.warning(request, _("You have declared a tie. The file stays closed."))
    except actions.SubmittedAlready:
        messages.warning(request, _("Your review is handed in and does not change any more."))
    except ReasonNeeded:
        messages.warning(request, _("Say which tie it is."))
    else:
        if held.interest == Interest.TIED:
            messages.info(request, _("Thank you. Somebody else reads this application."))
            return redirect("charter:reviews")
    return redirect("charter:review", found.pk)


def _score(request: HttpRequest, found: Assignment) -> HttpResponse:
    """Keep the draft; with the button that hands in, hand it in as well."""
    if found.interest != Interest.NONE:
        messages.warning(request, _("Declare your interests first."))
        return redirect("charter:review", found.pk)
    form = ScoresForm(request.POST, assignment=found)
    if not form.is_valid():
        return _show(request, found, form=form)
    now = timezone.now()
    try:
        actions.save_scores(
            assignment=found, scores=form.scores(), comments=form.notes(), by=request.user, at=now,
            comment=form.cleaned_data["comment"], feedback=form.cleaned_data["feedback"],
        )  # fmt: skip
        if request.POST.get("deed") == "submit":
            actions.submit_review(assignment=found, by=request.user, at=now)
            messages.success(request, _("Handed in. Thank you."))
        else:
            messages.info(request, _("Kept. You can go on later."))
    except actions.ScoresMissing as lacking:
        messages.warning(request, _("Kept. Still to score: %(list)s.") % {"list": "; ".join(lacking.titles)})
    except StageIsClosed as closed:
        messages.warning(request, closed.told)
        return _show(request, found, form=form)
    except actions.SubmittedAlready:
        messages.warning(request, _("Your review is handed in and does not change any more."))
    except actions.NotToBeRead:
        messages.warning(request, _("This application is no longer before the jury."))
    return redirect("charter:review", found.pk)


@signed_in
@require_safe
def review_file(request: HttpRequest, pk: int, uuid: UUID) -> FileResponse:
    """A file of the application, to be saved; only for a reviewer who has declared to have no tie."""
    found = _own(request, pk)
    if found.interest != Interest.NONE:
        raise Http404
    upload = get_object_or_404(found.application.uploads, uuid=uuid, removed_at__isnull=True)
    try:
        file = upload.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(file, as_attachment=True, filename=upload.name, content_type=upload.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
