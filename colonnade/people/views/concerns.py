"""Reporting what is wrong, and looking into what was reported."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.people import actions, queries
from colonnade.people.forms import CloseConcernForm, ConcernForm
from colonnade.people.models import Concern
from colonnade.people.rules import Permission
from colonnade.people.views import SignedIn
from colonnade.plumbing import permissions
from colonnade.plumbing.doors import public, signed_in


@public
@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest) -> HttpResponse:
    """Report a thing; with or without an account."""
    signed = request.POST.get("thing") or request.GET.get("thing", "")
    thing = _thing(signed)
    person = request.user if request.user.is_authenticated else None
    form = ConcernForm(request.POST or None, initial={"reply_to": person.email if person else ""})
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/concern.html", {"form": form, "thing": thing, "signed": signed})
    if too_many := ratelimit.consume_or_429(request, action="concern"):
        return too_many
    actions.raise_concern(
        thing_type=thing["type"],
        thing_id=UUID(thing["id"]),
        thing_title=thing["title"],
        thing_url=thing["url"],
        scope_id=UUID(thing["scope"]) if thing["scope"] else None,
        language=get_language() or "en",
        by=person,
        at=timezone.now(),
        **form.cleaned_data,
    )
    return render(
        request, "people/concern_sent.html", {"thing": thing, "reply_to": form.cleaned_data["reply_to"]}
    )


@signed_in
@require_safe
def concerns(request: SignedIn, scope_id: UUID) -> HttpResponse:
    """Open reports about things of one place."""
    permissions.require(request.user, Permission.CONCERN_CLOSE, Concern(scope_id=scope_id))
    return _queue(request, list(queries.concerns_waiting_in([scope_id])), queries.scope_label(scope_id))


@signed_in
@require_safe
def concerns_everywhere(request: SignedIn) -> HttpResponse:
    """Open reports about anything, for operators."""
    permissions.require(request.user, Permission.CONCERN_CLOSE, Concern(scope_id=None))
    return _queue(request, list(queries.concerns_everywhere()), _("whole platform"))


@signed_in
@require_POST
def close(request: SignedIn, uuid: UUID) -> HttpResponse:
    """Say what came of a report."""
    try:
        found = queries.concern(uuid)
    except Concern.DoesNotExist:
        raise Http404 from None
    form = CloseConcernForm(request.POST, prefix=str(uuid))
    if not form.is_valid():
        permissions.require(request.user, Permission.CONCERN_CLOSE, found)
        return _queue(request, [found], queries.scope_label(found.scope_id), {found.uuid: form}, status=422)
    outcome, answer = form.cleaned_data["outcome"], form.cleaned_data["answer"]
    try:
        actions.close_concern(
            concern=found, is_upheld=outcome == "upheld", answer=answer, by=request.user, at=timezone.now()
        )
    except actions.AlreadyClosed:
        messages.info(request, _("Somebody has looked into this report already."))
    else:
        messages.success(request, _("The report about “%(title)s” is closed.") % {"title": found.thing_title})
    return (
        redirect("people:concerns", found.scope_id)
        if found.scope_id
        else redirect("people:concerns-everywhere")
    )


def _thing(signed: str) -> dict[str, Any]:
    try:
        thing: dict[str, Any] = Signer(salt="people.concern").unsign_object(signed)
    except BadSignature:
        raise Http404 from None
    return thing


def _queue(
    request: HttpRequest,
    found: list[Concern],
    place: str,
    forms: dict[UUID, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = [
        {"concern": each, "form": (forms or {}).get(each.uuid) or CloseConcernForm(prefix=str(each.uuid))}
        for each in found
    ]
    return render(request, "people/concerns.html", {"rows": rows, "place": place}, status=status)
