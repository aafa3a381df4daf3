"""What organisations and people promised: everybody sees who keeps their word, givers and team report."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import commitments as actions
from colonnade.city.governance.forms.resources import (
    CommitmentForm,
    MatchForm,
    NewCommitmentForm,
    ReportForm,
    facts_of,
    today_first,
)
from colonnade.city.governance.forms.resources_money import currency_of_country
from colonnade.city.governance.models import Commitment
from colonnade.city.governance.queries import commitments as queries
from colonnade.city.governance.queries.resources import needs_of
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.money import city_or_404
from colonnade.city.governance.views.resources import form_page, measured
from colonnade.city.governance.vocabulary.resources import CommitmentStatus, Standing
from colonnade.city.profile.models import Territory
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require
from colonnade.temple.queries import default_framework, names

PAGE = 40
TAGS = {Standing.KEPT: "good", Standing.LATE: "warn", Standing.MISSED: "bad", Standing.DUE: "info"}


@public
@require_safe
def commitments(request: HttpRequest, slug: str) -> HttpResponse:
    """How many are kept, still to come and late; the list by where they stand."""
    city = city_or_404(slug)
    may_keep = may(request.user, Permission.COMMITMENT_KEEP, city)
    today = timezone.localdate()
    found = queries.commitments_of(city) if may_keep else queries.commitments_on_show(city)
    wanted = request.GET.get("standing", "")
    wanted = wanted if wanted in Standing.values else ""
    counts = queries.counts_by_standing(found, today)
    page = Paginator(found.filter(queries.standing_filter(wanted, today)), PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "city": city,
        "counts": [
            {
                "label": label,
                "number": counts[code],
                "url": "?" if code == wanted else "?" + urlencode({"standing": code}),
                "is_chosen": code == wanted,
            }
            for code, label in Standing.choices
        ],
        "total": sum(counts.values()),
        "wanted": wanted,
        "page_obj": shown,
        "rows": [commitment_shown(each, is_team=may_keep) for each in shown],
        "may_keep": may_keep,
    }
    return render(request, "governance/commitments.html", context)


@public
@require_safe
def commitment(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One commitment with everything that was said about it."""
    city = city_or_404(slug)
    thing = get_object_or_404(queries.commitments_of(city), uuid=uuid)
    may_keep = may(request.user, Permission.COMMITMENT_KEEP, city)
    may_report = may(request.user, Permission.COMMITMENT_REPORT, thing)
    if not (thing.is_public or may_keep or may_report):
        raise Http404
    fitting = queries.needs_that_fit(thing) if may_keep and thing.need is None and thing.is_open else []
    context = {
        "city": city,
        "commitment": thing,
        "row": commitment_shown(thing, is_team=may_keep or may_report),
        "steps": list(thing.steps.all()),
        "feature": _feature(thing.feature),
        "need": thing.need if thing.need and (thing.need.is_public or may_keep) else None,
        "matches": [
            {
                "need": each.need,
                "quantity": measured(each.need.quantity, each.need.unit, each.need.currency),
                "reasons": each.reasons,
            }
            for each in fitting
        ],
        "may_keep": may_keep,
        "may_report": may_report,
    }
    return render(request, "governance/commitment.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Write down a commitment."""
    city = kept_city(request, slug)
    initial = {**today_first(timezone.localdate()), "currency": currency_of_country(city)}
    form = NewCommitmentForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_commitment(
                territory=city, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.DoesNotFit:
            form.add_error("need", _("The two are of different kinds or count different things."))
        else:
            messages.info(request, _("Kept."))
            return redirect("governance:commitment", slug=slug, uuid=made.uuid)
    return form_page(request, city, form, _("Write down a commitment"), "commitments")


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Set right how a commitment was written down."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.commitments_of(city), uuid=uuid)
    form = CommitmentForm(request.POST or None, initial=facts_of(thing, CommitmentForm), territory=city)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_commitment(
                commitment=thing, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.DoesNotFit:
            form.add_error("kind", _("It would no longer fit the need that it serves."))
        else:
            messages.info(request, _("Kept."))
            return redirect("governance:commitment", slug=slug, uuid=uuid)
    return form_page(request, city, form, _("Set the commitment right"), "commitments")


@signed_in
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say how a commitment stands."""
    city = city_or_404(slug)
    thing = get_object_or_404(queries.commitments_of(city), uuid=uuid)
    require(request.user, Permission.COMMITMENT_REPORT, thing)
    initial = {
        "status": thing.status,
        "evidence_url": thing.evidence_url,
        "evidence_note": thing.evidence_note,
    }
    is_team = may(request.user, Permission.COMMITMENT_KEEP, city)
    form = ReportForm(request.POST or None, initial=initial, commitment=thing, is_team=is_team)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_commitment(
                commitment=thing, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NothingSaid:
            form.add_error("note", _("Say what is new: another status, a few words, or evidence."))
        else:
            messages.info(request, _("Thank you. Your word is kept with the commitment."))
            return redirect("governance:commitment", slug=slug, uuid=uuid)
    context = {"city": city, "commitment": thing, "row": commitment_shown(thing, is_team=True), "form": form}
    status = 422 if form.errors else 200
    return render(request, "governance/commitment_report.html", context, status=status)


@signed_in
@require_POST
def match(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Let this commitment serve a need; without one, take it off the need it serves."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.commitments_of(city), uuid=uuid)
    now = timezone.now()
    if not request.POST.get("uuid"):
        actions.part_commitment(commitment=thing, by=request.user, at=now)
        messages.info(request, _("It serves no need any more."))
        return redirect("governance:commitment", slug=slug, uuid=uuid)
    form = MatchForm(request.POST)
    if not form.is_valid():
        raise Http404
    need = get_object_or_404(needs_of(city), uuid=form.cleaned_data["uuid"])
    try:
        actions.match_commitment(commitment=thing, need=need, by=request.user, at=now)
    except actions.DoesNotFit:
        messages.warning(request, _("The two are of different kinds or count different things."))
    except actions.NeedIsWithdrawn:
        messages.warning(request, _("This is no longer needed."))
    else:
        messages.info(request, _("They belong together now."))
    return redirect("governance:commitment", slug=slug, uuid=uuid)


@signed_in
@require_POST
def forget(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Erase the name of a giver who is in no register."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.commitments_of(city), uuid=uuid)
    actions.forget_giver(commitment=thing, by=request.user, at=timezone.now())
    messages.info(request, _("The name is erased."))
    return redirect("governance:commitment", slug=slug, uuid=uuid)


def kept_city(request: HttpRequest, slug: str) -> Territory:
    """The city, for somebody who keeps its commitments; 404 and 403 otherwise."""
    city = city_or_404(slug)
    require(request.user, Permission.COMMITMENT_KEEP, city)
    return city


def commitment_shown(thing: Commitment, *, is_team: bool) -> dict[str, Any]:
    """A commitment in words. To the public, givers are named only where they agreed."""
    stands = queries.standing(thing, timezone.localdate())
    return {
        "commitment": thing,
        "giver": queries.giver_known(thing) if is_team else queries.giver_shown(thing),
        "quantity": measured(thing.quantity, thing.unit, thing.currency),
        "status": CommitmentStatus(thing.status).label,
        "is_late": stands == Standing.LATE,
        "tag": TAGS.get(stands, ""),
    }


def _feature(code: str) -> str:
    found = names(default_framework()).features.get(code) if code else None
    return f"{code} {found.name}" if found else code
