"""Answering a request for a signature that came by mail; taking one back."""

from contextlib import suppress
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from colonnade.people.actions import signatures as actions
from colonnade.people.forms import SignByLinkForm
from colonnade.people.models import Signature
from colonnade.people.queries import signatures as queries
from colonnade.people.views import SignedIn
from colonnade.plumbing.doors import public, signed_in


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, secret: str) -> HttpResponse:
    """A request from a mail: the text, and a button that signs. Opening the link signs nothing."""
    found = queries.signature_behind(secret)
    if found is None:
        raise Http404
    form = SignByLinkForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and ("decline" in request.POST or form.is_valid()):
        if too_many := ratelimit.consume_or_429(request, action="login"):
            return too_many
        with suppress(actions.RequestIsClosed, actions.TextHasChanged):
            if "decline" in request.POST:
                actions.decline_signature(signature=found, secret=secret, at=timezone.now())
            else:
                actions.sign_by_link(signature=found, secret=secret, at=timezone.now(), **form.cleaned_data)
        return redirect("people:signature", secret)
    text = queries.signable(found.thing_id)
    context = {
        "signature": found,
        "text": text,
        "is_open": found.is_open(timezone.now()),
        "has_changed": text is not None and text.digest != found.digest,
        "form": form,
    }
    return render(request, "people/signature.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: SignedIn, uuid: UUID) -> HttpResponse:
    """Take a signature, or a request for one, back."""
    try:
        found = queries.signature(uuid)
        actions.withdraw_signature(signature=found, by=request.user, at=timezone.now())
    except Signature.DoesNotExist:
        raise Http404 from None
    except actions.RequestIsClosed:
        messages.info(request, _("This request was answered or withdrawn already."))
    else:
        messages.success(request, _("Taken back."))
    return redirect(found.url or "people:account")
