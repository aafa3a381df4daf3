"""The team of a place: who holds which role, who is invited, and the deeds that change it."""

from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from colonnade.people import actions, queries
from colonnade.people.forms import InviteForm
from colonnade.people.models import Invitation, RoleHolding
from colonnade.people.rules import Permission
from colonnade.people.views import SignedIn
from colonnade.people.vocabulary import Scope, ScopeFacts
from colonnade.plumbing import permissions
from colonnade.plumbing.doors import signed_in


@signed_in
@require_safe
def team(request: SignedIn, scope_id: UUID | None = None) -> HttpResponse:
    """Holders and open invitations of a place; without one, of the platform."""
    return _page(request, scope_id)


@signed_in
@require_POST
def invite(request: SignedIn, scope_id: UUID | None = None) -> HttpResponse:
    """Invite somebody to a role here."""
    place = _place(request, scope_id)
    form = _form(request, place, request.POST)
    if not form.is_valid():
        return _page(request, scope_id, form=form, status=422)
    if too_many := ratelimit.consume_or_429(request, action="invite"):
        return too_many
    try:
        actions.invite_person(**form.cleaned_data, scope_id=scope_id, by=request.user, at=timezone.now())
    except actions.AlreadyHeld:
        form.add_error("email", _("This person holds the role already."))
        return _page(request, scope_id, form=form, status=422)
    messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
    return _back(scope_id)


@signed_in
@require_POST
def withdraw(request: SignedIn, uuid: UUID) -> HttpResponse:
    """Take an invitation back."""
    try:
        found = queries.invitation_to(uuid)
        actions.withdraw_invitation(invitation=found, by=request.user, at=timezone.now())
    except Invitation.DoesNotExist:
        raise Http404 from None
    except actions.InvitationIsClosed:
        messages.info(request, _("This invitation was answered or withdrawn already."))
    else:
        messages.success(request, _("The invitation is withdrawn; its link no longer works."))
    return _back(found.scope_id)


@signed_in
@require_POST
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    """End somebody's role, or lay down one's own."""
    try:
        held = queries.holding(pk)
        actions.revoke_role(holding=held, by=request.user, at=timezone.now())
    except (RoleHolding.DoesNotExist, actions.HasEnded):
        raise Http404 from None
    except actions.LastOperator:
        messages.error(request, _("Nobody else runs this platform. Invite another operator first."))
        return _back(None)
    said = _("%(person)s is no longer: %(role)s.")
    messages.success(request, said % {"person": held.person, "role": held.role.name})
    if permissions.may(request.user, Permission.PERSON_INVITE, held.scope_id):
        return _back(held.scope_id)
    return redirect("people:account")


def _place(request: SignedIn, scope_id: UUID | None) -> ScopeFacts:
    permissions.require(request.user, Permission.PERSON_INVITE, scope_id)
    if scope_id is None:
        return ScopeFacts(kind=Scope.PLATFORM, name=_("whole platform"))
    facts = queries.scope(scope_id)
    if facts is None:
        raise Http404
    return facts


def _form(request: SignedIn, place: ScopeFacts, data: Any = None) -> InviteForm:
    language = get_language() or "en"
    return InviteForm(data, roles=queries.roles_of_kind(place.kind), initial={"language": language})


def _page(
    request: SignedIn, scope_id: UUID | None, form: InviteForm | None = None, status: int = 200
) -> HttpResponse:
    place = _place(request, scope_id)
    context = {
        "place": place,
        "scope_id": scope_id,
        "holders": list(queries.holders_in(scope_id)),
        "invitations": list(queries.invitations_to(scope_id, timezone.now())),
        "roles": list(queries.roles_of_kind(place.kind)),
        "may_grant": permissions.may(request.user, Permission.ROLE_GRANT, scope_id),
        "form": form or _form(request, place),
    }
    return render(request, "people/team.html", context, status=status)


def _back(scope_id: UUID | None) -> HttpResponse:
    return redirect("people:team", scope_id) if scope_id else redirect("people:operators")
