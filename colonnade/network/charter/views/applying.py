"""A city's applications: begin one, see what is missing, have it signed, hand it in, take it back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from colonnade.city.profile.models import Territory
from colonnade.network.charter.actions import applying as actions
from colonnade.network.charter.actions import endorsing
from colonnade.network.charter.actions.steps import NotThatWay
from colonnade.network.charter.forms.applications import ReasonForm, RemarkForm, SignatureForm
from colonnade.network.charter.models import Application
from colonnade.network.charter.queries import applications as queries
from colonnade.network.charter.queries.calls import (
    application_called,
    clock,
    open_calls,
    quota_left,
)
from colonnade.network.charter.queries.eligibility import verdict
from colonnade.network.charter.queries.questionnaire import parse, told
from colonnade.network.charter.queries.readiness import (
    digest_of,
    problems_of,
    signatures_under,
    uploads_of,
    values_of,
)
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.views.calls import call_or_404
from colonnade.network.charter.vocabulary.calls import WAYS, ApplicationState, Side, StageKind
from colonnade.people.actions.signatures import SignedAlready, ask_for_signature, sign
from colonnade.people.models import Person
from colonnade.people.queries.signatures import asked_for, signature_of
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require

PAGE = 30


def _reader(request: HttpRequest) -> Person:
    """Who is signed in; pages behind ``signed_in`` have one."""
    assert isinstance(request.user, Person)
    return request.user


def application_or_404(uuid: UUID) -> Application:
    """The application at this address."""
    found = application_called(uuid)
    if found is None:
        raise Http404
    return found


@signed_in
@require_safe
def city_applications(request: HttpRequest, slug: str) -> HttpResponse:
    """What a city has handed in or is writing, and the calls it could answer."""
    city = get_object_or_404(Territory, slug=slug)
    require(request.user, Permission.APPLICATION_WRITE, city)
    now = timezone.now()
    rows = queries.applications_of_city(city)
    begun = set(rows.exclude(state=ApplicationState.WITHDRAWN).values_list("call_id", flat=True))
    context = {
        "city": city,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "open": [
            (call, clock(call, StageKind.OPEN, now), verdict(call, city))
            for call in open_calls(now)
            if call.pk not in begun and call.network.is_demo == city.is_demo
        ],
    }
    return render(request, "charter/city_applications.html", context)


@signed_in
@require_POST
def begin(request: HttpRequest, network: str, slug: str, city: str) -> HttpResponse:
    """Begin a city's answer to a call."""
    call = call_or_404(request, network, slug)
    territory = get_object_or_404(Territory, slug=city)
    try:
        made = actions.begin_application(call=call, territory=territory, by=request.user, at=timezone.now())
    except actions.StageIsClosed as closed:
        messages.warning(request, closed.told)
        return redirect(call)
    except actions.NotEligible as refused:
        messages.warning(request, refused.verdict.text)
        return redirect(call)
    return redirect(made)


@public
@require_safe
def application(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One application as those concerned see it: state, way, answers, and what can be done next."""
    found = application_or_404(uuid)
    person = request.user
    reads = person.is_authenticated and may(person, Permission.APPLICATION_READ, found)
    shared = found.is_shared and found.state == ApplicationState.ACCEPTED
    if not reads and not shared:
        raise Http404
    form = parse(found.questionnaire.definition)
    side = queries.side_of(person, found) if person.is_authenticated else ""
    context = {
        "application": found,
        "call": found.call,
        "city": found.territory,
        "sections": told(form, values_of(found)),
        "uploads": found.uploads.filter(removed_at__isnull=True).order_by("pk") if reads else [],
        "side": side if reads else "",
        "steps": queries.steps_of(found) if reads else [],
        "remarks": queries.remarks_for(found, side) if reads else [],
        "remark_form": RemarkForm(),
        "reason_form": ReasonForm(),
        **(_for_city(request, found) if side == Side.CITY else {}),
        **(_for_commission(found) if side == Side.COMMISSION else {}),
        "ways": WAYS.get(found.state, ()),
    }
    return render(request, "charter/application.html", context)


def _for_city(request: HttpRequest, found: Application) -> dict[str, object]:
    now = timezone.now()
    may_submit = may(request.user, Permission.APPLICATION_SUBMIT, found.territory)
    return {
        "clock": clock(found.call, StageKind.OPEN, now),
        "verdict": verdict(found.call, found.territory),
        "problems": problems_of(found) if found.is_writable else [],
        "signatures": signatures_under(found) if found.call.needs_signature else [],
        "asked": list(asked_for(found.uuid)) if found.call.needs_signature else [],
        "signature_form": SignatureForm(initial={"language": (get_language() or "en").lower()}),
        "own_signature": signature_of(_reader(request), found.uuid, digest_of(found)),
        "is_mayor": may_submit and not may(request.user, Permission.APPLICATION_WRITE, found.territory),
        "may_write": may(request.user, Permission.APPLICATION_WRITE, found.territory),
        "may_submit": may_submit,
        "files": sum(len(each) for each in uploads_of(found).values()),
    }


def _for_commission(found: Application) -> dict[str, object]:
    return {
        "clock": clock(found.call, StageKind.ENDORSEMENT, timezone.now()),
        "quotas": quota_left(found.call, StageKind.ENDORSEMENT, found),
    }


@signed_in
@require_safe
def answers_begin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go to the first part of the questions."""
    found = application_or_404(uuid)
    require(request.user, Permission.APPLICATION_WRITE, found.territory)
    sections = parse(found.questionnaire.definition).sections
    return redirect("charter:answers", uuid, sections[0].code) if sections else redirect(found)


@signed_in
@require_POST
def submit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand in."""
    found = application_or_404(uuid)
    try:
        actions.submit_application(application=found, by=request.user, at=timezone.now())
        messages.success(request, _("Handed in. Everything you wrote is kept as it is now."))
    except actions.StageIsClosed as closed:
        messages.warning(
            request, _("This came too late, and nothing is lost. %(told)s") % {"told": closed.told}
        )
    except actions.Incomplete as lacking:
        messages.warning(request, " ".join(lacking.problems[:5]))
    except actions.NotEligible as refused:
        messages.warning(request, refused.verdict.text)
    except actions.NoCommission:
        messages.warning(
            request,
            _("No National Commission of your country is registered here yet. The secretariat helps."),
        )
    except NotThatWay:
        messages.info(request, _("A colleague has handed it in already."))
    return redirect(found)


@signed_in
@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take it back."""
    found = application_or_404(uuid)
    reason = request.POST.get("reason", "")[:4000]
    try:
        actions.withdraw_application(application=found, reason=reason, by=request.user, at=timezone.now())
        messages.info(request, _("Taken back. What you wrote stays here for you to read."))
    except NotThatWay:
        messages.warning(request, _("It cannot be taken back any more."))
    return redirect(found)


@signed_in
@require_POST
def ask_signature(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Mail the mayor a link that signs once."""
    found = application_or_404(uuid)
    require(request.user, Permission.APPLICATION_WRITE, found.territory)
    form = SignatureForm(request.POST)
    if form.is_valid():
        ask_for_signature(
            scope_id=found.territory.uuid, thing_id=found.uuid, digest=digest_of(found),
            title=f"{found.call.title} · {found.territory.name}", url=found.get_absolute_url(),
            by=_reader(request), at=timezone.now(), **form.cleaned_data,
        )  # fmt: skip
        messages.info(request, _("The mail is on its way. The link works once."))
    else:
        messages.warning(request, _("Say a name and an e-mail address."))
    return redirect(found)


@signed_in
@require_POST
def sign_own(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The mayor signs with an account."""
    found = application_or_404(uuid)
    require(request.user, Permission.APPLICATION_SUBMIT, found.territory)
    try:
        sign(
            scope_id=found.territory.uuid, thing_id=found.uuid, digest=digest_of(found),
            title=f"{found.call.title} · {found.territory.name}", url=found.get_absolute_url(),
            name=_reader(request).name, organisation="", office=_("Mayor"), is_public=False, by=_reader(request), at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Signed."))
    except SignedAlready:
        messages.info(request, _("You have signed this already."))
    return redirect(found)


@signed_in
@require_POST
def share(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Let peers read it, or no longer."""
    found = application_or_404(uuid)
    actions.share_application(
        application=found, is_shared=bool(request.POST.get("share")), by=request.user, at=timezone.now()
    )
    messages.info(request, _("Kept."))
    return redirect(found)


@signed_in
@require_POST
def remark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say something about it."""
    found = application_or_404(uuid)
    side = queries.side_of(request.user, found)
    if not side:
        raise Http404
    form = RemarkForm(request.POST)
    if form.is_valid():
        endorsing.remark_on(
            application=found, side=side, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
    return redirect(found)
