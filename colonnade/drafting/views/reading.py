"""A text as everybody reads it: sections, what people say to them, what they were answered."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from colonnade.drafting import queries
from colonnade.drafting.forms import CommentForm
from colonnade.drafting.models import Draft, Section
from colonnade.drafting.views.finding import Rights, comment_for, readable, rights
from colonnade.drafting.vocabulary import DraftState, Outcome
from colonnade.people.queries import scope
from colonnade.plumbing.cleaning import safe_markdown
from colonnade.plumbing.doors import public
from colonnade.plumbing.languages import direction

PAGE = 20
EACH = 3  # comments shown below a section; the rest has a page of its own


@public
@require_safe
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole text; while it is open, with a form below every section."""
    found, held = readable(request, uuid)
    return render(request, "drafting/draft.html", reading(request, found, held))


@public
@require_safe
def comments(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Everything people said, by section or by what became of it."""
    found, held = readable(request, uuid)
    sections = list(found.sections.order_by("position", "pk"))
    key, outcome = request.GET.get("section", "")[:60], request.GET.get("outcome", "")[:10]
    rows = queries.comments_on_show(found, request.user)
    chosen = next((each for each in sections if each.key == key), None)
    if chosen:
        rows = rows.filter(section=chosen)
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    context = {
        "draft": found,
        "place": scope(found.scope_id),
        "may": held,
        "counts": queries.comment_counts(found),
        "chosen": chosen,
        "outcome": outcome,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "is_open": found.takes_comments(timezone.localdate()),
    }
    return render(request, "drafting/comments.html", context)


@public
@require_safe
def comment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One comment by itself: to be passed on, and to be found by whoever looks into a report about it."""
    found = comment_for(request, uuid, everything=True)
    context = {
        "comment": found,
        "draft": found.draft,
        "may": rights(request.user, found.draft),
        "is_open": found.draft.takes_comments(timezone.localdate()),
    }
    return render(request, "drafting/comment_page.html", context)


@public
@require_safe
def changes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What changed between the text that was put to the public and the final one."""
    found, _held = readable(request, uuid)
    if not found.is_public or found.state != DraftState.FROZEN:
        raise Http404
    sections = list(found.sections.order_by("position", "pk"))
    before = queries.texts_put_to_the_public(sections)
    rows = [
        {"section": each, "pieces": queries.difference(before.get(each.pk, ""), each.text)}
        for each in sections
        if before.get(each.pk, "") != each.text
    ]
    context = {"draft": found, "place": scope(found.scope_id), "rows": rows}
    return render(request, "drafting/changes.html", context)


def reading(
    request: HttpRequest, found: Draft, held: Rights, failed: CommentForm | None = None
) -> dict[str, Any]:
    """What the page of a text needs; ``failed`` is a comment that came back with something to mend."""
    sections = list(found.sections.order_by("position", "pk"))
    is_open = found.takes_comments(timezone.localdate())
    said = queries.leading_comments(found, request.user, each=EACH) if found.is_public else {}
    counts = queries.comment_counts(found)
    rows = [
        {
            "section": each,
            "html": safe_markdown(text, below=2),
            "comments": said.get(each.pk, []),
            "count": counts.by_section.get(each.pk, 0),
            "form": _form(request, sections, each.key, failed) if is_open else None,
        }
        for each, text in _as_shown(found, sections)
    ]
    return {
        "draft": found,
        "direction": direction(found.language),
        "is_foreign": found.language.split("-")[0] != (get_language() or "en").split("-")[0],
        "place": scope(found.scope_id),
        "may": held,
        "rows": rows,
        "whole": {
            "comments": said.get(None, []),
            "count": counts.by_section.get(None, 0),
            "form": _form(request, sections, "", failed) if is_open else None,
        },
        "counts": counts,
        "is_open": is_open,
        "is_soon": found.state == DraftState.CONSULTING and not is_open,
        "has_changes": _has_changes(found, sections),
        "failed": failed,
    }


def _as_shown(found: Draft, sections: list[Section]) -> list[tuple[Section, str]]:
    """What readers see: the text that was put to the public, until it is final."""
    if not found.is_public or found.state == DraftState.FROZEN:
        return [(each, each.text) for each in sections]
    texts = queries.texts_put_to_the_public(sections)
    return [(each, texts[each.pk]) for each in sections if each.pk in texts]


def _has_changes(found: Draft, sections: list[Section]) -> bool:
    """Whether the final text differs from the one the public saw, as far as the numbers tell."""
    is_final = found.is_public and found.state == DraftState.FROZEN
    return is_final and any(each.public_number != each.number for each in sections)


def _form(request: HttpRequest, sections: list[Section], key: str, failed: CommentForm | None) -> CommentForm:
    if failed is not None and failed.data.get("section", "") == key:
        return failed
    initial = {"section": key, "language": get_language() or "en", "kind": "COMMENT"}
    if request.user.is_authenticated:
        initial["name"] = request.user.name
    return CommentForm(sections=sections, key=key, initial=initial)
