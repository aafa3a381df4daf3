"""Where the team looks at comments without an account, hides what harms, and answers officially."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from colonnade.drafting import actions, queries
from colonnade.drafting.forms import AnswerForm, OutcomeForm
from colonnade.drafting.models import Comment, Draft
from colonnade.drafting.rules import Permission
from colonnade.drafting.views.finding import Rights, rights, working
from colonnade.drafting.vocabulary import DraftState, Outcome
from colonnade.people.queries import scope
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import require

PAGE = 20
SHOWN_AS = {"waiting", "open", "answered", "hidden"}


@signed_in
@require_safe
def answers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Comments to look at, to answer, answered, hidden; and what became of it all."""
    draft, held = working(request, uuid, Permission.COMMENT_ANSWER)
    return render(request, "drafting/answers.html", answering(request, draft, held))


@signed_in
@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give the official answer, or mend it."""
    comment = _comment(request, uuid)
    form = AnswerForm(request.POST, auto_id=f"answer-{comment.pk}-%s")
    if not form.is_valid():
        context = answering(request, comment.draft, rights(request.user, comment.draft), {comment.pk: form})
        return render(request, "drafting/answers.html", context, status=422)
    try:
        actions.answer_comment(comment=comment, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
    except actions.TextIsFixed:
        messages.warning(request, _("This text is final. Nothing in it can be changed."))
    return _back(request, comment)


@signed_in
@require_POST
def look(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a comment, or hide it."""
    comment = _comment(request, uuid)
    deed = actions.show_comment if request.POST.get("shown") == "yes" else actions.hide_comment
    deed(comment=comment, by=request.user, at=timezone.now())
    messages.info(request, _("Kept."))
    return _back(request, comment)


def answering(
    request: HttpRequest, draft: Draft, held: Rights, bound: dict[int, AnswerForm] | None = None
) -> dict[str, Any]:
    """What the page needs; ``bound`` are answers that came back with something to mend."""
    counts = queries.comment_counts(draft)
    chosen = request.GET.get("show", "")
    if chosen not in SHOWN_AS:
        chosen = "waiting" if counts.waiting else "open"
    rows = queries.comments_among(draft, bound) if bound else _chosen(draft, chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {
        "draft": draft,
        "place": scope(draft.scope_id),
        "may": held,
        "counts": counts,
        "chosen": chosen,
        "tabs": _tabs(counts, chosen),
        "page_obj": page,
        "rows": [{"comment": each, "form": (bound or {}).get(each.pk) or _form(each)} for each in page],
        "outcome_form": OutcomeForm(initial={"outcome": draft.outcome}),
        "is_open": draft.state == DraftState.CONSULTING,
        "is_closed": draft.state == DraftState.CLOSED,
    }


def _chosen(draft: Draft, chosen: str) -> Any:
    if chosen == "waiting":
        return queries.comments_to_look_at(draft)
    if chosen == "open":
        return queries.comments_to_answer(draft)
    if chosen == "answered":
        return queries.comments_on_show(draft).exclude(outcome=Outcome.OPEN)
    return queries.comments_hidden(draft)


def _tabs(counts: queries.Counts, chosen: str) -> list[dict[str, Any]]:
    named = [
        ("waiting", _("To look at"), counts.waiting),
        ("open", _("To answer"), counts.shown - counts.answered),
        ("answered", _("Answered"), counts.answered),
        ("hidden", _("Hidden"), counts.hidden),
    ]
    return [
        {"code": code, "label": label, "count": number, "chosen": code == chosen}
        for code, label, number in named
    ]


def _form(comment: Comment) -> AnswerForm:
    initial = {"answer": comment.answer}
    if comment.outcome != Outcome.OPEN:
        initial["outcome"] = comment.outcome
    return AnswerForm(initial=initial, auto_id=f"answer-{comment.pk}-%s")


def _comment(request: HttpRequest, uuid: UUID) -> Comment:
    comment = queries.comment_with(uuid)
    if comment is None:
        raise Http404
    require(request.user, Permission.COMMENT_ANSWER, comment.draft)
    return comment


def _back(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Lead back to where somebody was in the pile."""
    page = redirect("drafting:answers", uuid=comment.draft.uuid)
    show = request.POST.get("show", "")
    if show in SHOWN_AS:
        page["Location"] += f"?show={show}"
    return page
