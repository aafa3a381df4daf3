"""Signing in by a link in a mail. The link leads to a button, and only the button signs in."""

from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from colonnade.people import actions, queries
from colonnade.people.forms import LinkForm
from colonnade.plumbing.doors import public


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_request(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whether the address has an account or not."""
    form = LinkForm(request.POST or None)
    next_path = get_next_redirect_url(request) or ""
    if request.method != "POST" or not form.is_valid():
        return render(request, "people/link_request.html", {"form": form, "next": next_path})
    email = form.cleaned_data["email"]
    if too_many := ratelimit.consume_or_429(request, action="sign_in_link", key=email.lower()):
        return too_many
    actions.make_sign_in_link(
        email=email, language=get_language() or "en", next_path=next_path, at=timezone.now()
    )
    return redirect("people:link-sent")


@public
@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way."""
    return render(request, "people/link_sent.html")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the button (GET), or use the link up and sign in (POST). The second factor, if any, comes next."""
    next_path = get_next_redirect_url(request) or ""
    if request.method != "POST":
        works = queries.link_behind(secret, timezone.now()) is not None
        return render(request, "people/link.html", {"works": works, "next": next_path, "form": LinkForm()})
    if too_many := ratelimit.consume_or_429(request, action="login"):
        return too_many
    try:
        person = actions.sign_in_by_link(secret=secret, at=timezone.now())
        return perform_login(request, person, redirect_url=next_path or None, email=person.email)
    except actions.LinkNoLongerWorks:
        context = {"works": False, "next": next_path, "form": LinkForm()}
        return render(request, "people/link.html", context, status=410)
    except ImmediateHttpResponse as answer:
        return answer.response
