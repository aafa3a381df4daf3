"""What readers do with a text that is open: comment, support, take back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from colonnade.drafting import actions
from colonnade.drafting.forms import CommentForm
from colonnade.drafting.models import Comment, Draft
from colonnade.drafting.views.finding import comment_for, readable
from colonnade.drafting.views.reading import reading
from colonnade.drafting.vocabulary import Visibility
from colonnade.people.models import Person
from colonnade.plumbing.doors import public, signed_in


@public
@require_POST
def make_comment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say something. Without an account it waits until somebody of the team has looked."""
    found, held = readable(request, uuid)
    sections = list(found.sections.order_by("position", "pk"))
    form = CommentForm(request.POST, sections=sections, key=request.POST.get("section", "")[:60])
    if not form.is_valid():
        context = reading(request, found, held, form)
        return render(request, "drafting/draft.html", context, status=422)
    if form.cleaned_data["website"]:  # only a machine fills in what nobody sees
        return redirect(found)
    if too_many := ratelimit.consume_or_429(request, action="comment"):
        return too_many
    made = _said(request, found, form.cleaned_data)
    anchor = made.section.key if made and made.section else "whole"
    return redirect(f"{found.get_absolute_url()}#{anchor}")


@signed_in
@require_POST
def support(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Support what somebody else said."""
    return _toggle(request, uuid, actions.support_comment)


@signed_in
@require_POST
def withdraw_support(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """No longer support it."""
    return _toggle(request, uuid, actions.withdraw_support)


@signed_in
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back one's own comment."""
    comment = comment_for(request, uuid)
    try:
        actions.withdraw_comment(comment=comment, by=_person(request), at=timezone.now())
        messages.info(request, _("Your words are erased. That somebody said something remains."))
    except actions.AlreadyAnswered:
        messages.warning(request, _("This comment has its official answer, and others rely on that."))
    return redirect(comment.draft)


def _said(request: HttpRequest, found: Draft, values: dict[str, Any]) -> Comment | None:
    """Make the comment and tell its writer what happens next."""
    key = values["section"]
    try:
        made = actions.make_comment(
            draft=found,
            section=found.sections.filter(key=key).first() if key else None,
            kind=values["kind"],
            text=values["text"],
            proposal=values["proposal"],
            name=values["name"],
            language=values["language"],
            by=_person(request) if request.user.is_authenticated else None,
            at=timezone.now(),
        )
    except actions.ConsultationIsNotOpen:
        messages.warning(request, _("This text is not open for comments."))
        return None
    except actions.TooManyComments:
        messages.warning(request, _("Very many comments came in. Please come back in an hour."))
        return None
    if made.visibility == Visibility.WAITING:
        messages.info(request, _("Thank you. Your comment is shown as soon as somebody has looked at it."))
    else:
        messages.info(request, _("Thank you. Your comment is shown below the text."))
    return made


def _toggle(request: HttpRequest, uuid: UUID, deed: Callable[..., Any]) -> HttpResponse:
    comment = comment_for(request, uuid)
    try:
        deed(comment=comment, by=_person(request), at=timezone.now())
    except actions.ConsultationIsNotOpen:
        messages.warning(request, _("This text is not open for comments."))
    return redirect(f"{comment.draft.get_absolute_url()}#c-{comment.pk}")


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
