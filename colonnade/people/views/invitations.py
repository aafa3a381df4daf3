"""Answering an invitation, from the mail or from one's own desk."""

from typing import Any
from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from colonnade.people import actions, queries
from colonnade.people.forms import JoinForm
from colonnade.people.models import Invitation, Person
from colonnade.people.views import SignedIn
from colonnade.plumbing.doors import public, signed_in


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """An invitation from a mail: accept as who I am, or make an account and accept; or decline."""
    found = queries.invitation_behind(secret)
    if found is None:
        raise Http404
    if request.method == "POST" and isinstance(request.user, Person):
        return _answer(request, found, secret, by=request.user)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _join(request, found, secret, form.cleaned_data["name"])
    return _page(request, found, form=form)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_invitation(request: SignedIn, uuid: UUID) -> HttpResponse:
    """The same invitation, found on my desk because it went to my address."""
    try:
        found = queries.invitations_for(request.user, timezone.now()).get(uuid=uuid)
    except Invitation.DoesNotExist:
        raise Http404 from None
    if request.method == "POST":
        return _answer(request, found, "", by=request.user)
    return _page(request, found)


def _page(request: HttpRequest, found: Invitation, **more: Any) -> HttpResponse:
    is_open = found.is_open(timezone.now())
    has_account = is_open and queries.person_with_address(found.email) is not None
    context = {"invitation": found, "is_open": is_open, "has_account": has_account, **more}
    return render(request, "people/invitation.html", context)


def _answer(request: HttpRequest, found: Invitation, secret: str, by: Person) -> HttpResponse:
    now = timezone.now()
    try:
        if "decline" in request.POST:
            actions.withdraw_invitation(invitation=found, by=by, at=now)
            messages.info(request, _("You have declined the invitation."))
            return redirect("people:account")
        actions.accept_invitation(invitation=found, by=by, at=now, secret=secret)
    except actions.InvitationIsClosed:
        return _page(request, found)
    messages.success(request, _("You are now: %(role)s, %(place)s.") % _names(found))
    place = queries.scope(found.scope_id)
    return redirect(place.url if place and place.url else "people:account")


def _join(request: HttpRequest, found: Invitation, secret: str, name: str) -> HttpResponse:
    try:
        person = actions.join_by_invitation(
            invitation=found, secret=secret, name=name, language=get_language() or "en", at=timezone.now()
        )
    except (actions.InvitationIsClosed, actions.AddressIsTaken):
        return _page(request, found, form=JoinForm())
    messages.success(request, _("You are now: %(role)s, %(place)s.") % _names(found))
    return perform_login(request, person, email=person.email, signup=True)


def _names(found: Invitation) -> dict[str, str]:
    place = queries.scope_label(found.scope_id) or found.scope_name or _("whole platform")
    return {"role": str(found.role.name), "place": place}
