"""My account: what is known about me, how I sign in, what I do here, and the way out."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from colonnade.people import actions, queries
from colonnade.people.forms import AboutMeForm, EraseForm
from colonnade.people.views import SignedIn
from colonnade.plumbing.doors import public, signed_in

# What browsers and systems call themselves, the more particular name first.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Samsung": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
}
_BROWSERS |= {"CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS"}
_SYSTEMS |= {"CrOS": "ChromeOS", "Linux": "Linux"}


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: SignedIn) -> HttpResponse:
    """One page for everything about me; posting changes my name and language."""
    person = request.user
    about_me = AboutMeForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and about_me.is_valid():
        actions.describe_oneself(by=person, at=timezone.now(), **about_me.cleaned_data)
        messages.success(request, _("Your name and language are saved."))
        return redirect("people:account")
    holdings = list(queries.roles_held_by(person))
    places = queries.scopes([holding.scope_id for holding in holdings])
    context = {
        "form": about_me,
        "ways": queries.ways_to_sign_in(person),
        "roles": [
            {"holding": each, "place": places.get(each.scope_id) if each.scope_id else None}
            for each in holdings
        ],
        "invitations": list(queries.invitations_for(person, timezone.now())),
        "devices": queries.devices_of(person, timezone.now()).count(),
    }
    return render(request, "people/account.html", context)


@signed_in
@never_cache
@require_safe
def export(request: SignedIn) -> HttpResponse:
    """Everything kept about me, as a file that people and programs can read."""
    now = timezone.now()
    content = {"made_at": now.isoformat(), **queries.export_person(request.user)}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="colonnade-{now:%Y-%m-%d}.json"'
    return response


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: SignedIn) -> HttpResponse:
    """Say what goes and what stays (GET); delete my account once I have typed my address (POST)."""
    person = request.user
    is_last = queries.last_operator(person)
    form = EraseForm(request.POST or None, own=person.email)
    if request.method == "POST" and form.is_valid() and not is_last:
        actions.erase_person(person=person, by=person, at=timezone.now())
        request.session.flush()
        return redirect("people:erased")
    return render(request, "people/erase.html", {"form": form, "is_last_operator": is_last})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: SignedIn) -> HttpResponse:
    """Where I am signed in; posting signs me out everywhere but here."""
    here = request.session.session_key
    if request.method == "POST":
        ended = actions.sign_out_elsewhere(by=request.user, here=here, at=timezone.now())
        said = ngettext(
            "You are signed out of one other device.", "You are signed out of %(n)s other devices.", ended
        )
        messages.success(request, said % {"n": ended} if ended else _("You are signed in nowhere else."))
        return redirect("people:devices")
    rows = [
        {"device": each, "browser": _browser(each.user_agent), "is_here": each.session_key == here}
        for each in queries.devices_of(request.user, timezone.now())
    ]
    return render(request, "people/devices.html", {"devices": rows})


@signed_in
@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request: SignedIn) -> HttpResponse:
    """My recovery codes, after one more proof that it is me. Allauth's own page notes on GET that it was seen."""
    codes = queries.recovery_codes_of(request.user)
    return render(request, "people/recovery_codes.html", {"codes": codes})


@signed_in
@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes_file(request: SignedIn) -> HttpResponse:
    """The same codes as a text file."""
    codes = queries.recovery_codes_of(request.user)
    response = HttpResponse("".join(f"{code}\n" for code in codes), content_type="text/plain")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response


@public
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say goodbye to somebody whose account is gone."""
    return render(request, "people/erased.html")


def _browser(user_agent: str) -> str:
    """``Mozilla/5.0 (X11; Linux …) … Firefox/146.0`` -> "Firefox, Linux"; the first words where nothing is known."""
    names = [
        next((name for sign, name in known.items() if sign in user_agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name) or user_agent[:60] or _("unknown browser")
