"""The way of a text: open for comments, closed, summed up, final; or put away and brought back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from colonnade.drafting import actions
from colonnade.drafting.forms import OpenForm, OutcomeForm
from colonnade.drafting.rules import Permission
from colonnade.drafting.views.answering import answering
from colonnade.drafting.views.finding import workable, working
from colonnade.drafting.vocabulary import DraftState
from colonnade.people.queries import scope
from colonnade.plumbing.doors import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_to_public(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open a text for comments until a day, or change the days while it is open."""
    draft = workable(request, uuid, Permission.DRAFT_OPEN)
    today = timezone.localdate()
    initial = {"intro": draft.intro, "opens_on": today.isoformat(), "closes_on": ""}
    if draft.state == DraftState.CONSULTING and draft.opens_on and draft.closes_on:
        initial |= {"opens_on": draft.opens_on.isoformat(), "closes_on": draft.closes_on.isoformat()}
    form = OpenForm(request.POST if request.method == "POST" else None, initial=initial, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_consultation(draft=draft, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.info(request, _("Everybody can read the text now."))
            return redirect(draft)
        except actions.NothingToRead:
            form.add_error(None, _("No section has a text yet. Write something first."))
        except actions.TextIsFixed:
            messages.warning(request, _("This text is final. Nothing in it can be changed."))
            return redirect("drafting:write", uuid=uuid)
    context = {
        "draft": draft,
        "place": scope(draft.scope_id),
        "form": form,
        "is_open": draft.state == DraftState.CONSULTING,
        "is_over": draft.closes_on is not None and draft.closes_on < today,
    }
    return render(request, "drafting/open.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take no more comments."""
    draft = workable(request, uuid, Permission.DRAFT_OPEN)
    try:
        actions.close_consultation(draft=draft, by=request.user, at=timezone.now())
        messages.info(request, _("Closed for comments. Those that came can be answered now."))
    except actions.ConsultationIsNotOpen:
        messages.warning(request, _("This text is not open for comments."))
    return redirect("drafting:answers", uuid=uuid)


@signed_in
@require_POST
def summarise(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say what became of the comments as a whole."""
    draft, held = working(request, uuid, Permission.DRAFT_OPEN)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        context = {**answering(request, draft, held), "outcome_form": form}
        return render(request, "drafting/answers.html", context, status=422)
    try:
        actions.summarise_outcome(
            draft=draft, outcome=form.cleaned_data["outcome"], by=request.user, at=timezone.now()
        )
        messages.info(request, _("Kept."))
    except (actions.WasNotPutToThePublic, actions.TextIsFixed):
        messages.warning(request, _("This can be said while the comments are being answered."))
    return redirect("drafting:answers", uuid=uuid)


@signed_in
@require_POST
def freeze(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Make the text final, or say what is missing."""
    draft = workable(request, uuid, Permission.DRAFT_OPEN)
    try:
        actions.freeze_draft(draft=draft, by=request.user, at=timezone.now())
        messages.info(request, _("The text is final now."))
    except actions.NotReady:
        messages.warning(request, _("Something is still missing; the page says what."))
    except actions.TextIsFixed:
        messages.info(request, _("This text is final. Nothing in it can be changed."))
    return redirect("drafting:write", uuid=uuid)


@signed_in
@require_POST
def discard(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put the text away for thirty days."""
    draft = workable(request, uuid, Permission.DRAFT_OPEN)
    try:
        actions.discard_draft(draft=draft, by=request.user, at=timezone.now())
    except actions.StillNeeded:
        messages.warning(request, _("This text cannot be put away: it is public, or something rests on it."))
    return redirect("drafting:write", uuid=uuid)


@signed_in
@require_POST
def bring_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo that."""
    draft = workable(request, uuid, Permission.DRAFT_OPEN)
    actions.bring_back_draft(draft=draft, by=request.user, at=timezone.now())
    messages.info(request, _("The text is back."))
    return redirect("drafting:write", uuid=uuid)
