"""The secretariat writes, dates, publishes, extends, copies and tries out its calls, without a developer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.network.charter.actions import calls as actions
from colonnade.network.charter.forms.calls import (
    CallForm,
    CopyForm,
    CriterionSet,
    DatesForm,
    ExtendForm,
    NewCallForm,
    QuotaSet,
    RuleSet,
    ScaleForm,
)
from colonnade.network.charter.models import Call, Stage
from colonnade.network.charter.queries.dry_run import dry_run
from colonnade.network.charter.queries.eligibility import rule_told
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.views.calls import call_or_404
from colonnade.network.charter.views.networks import network_or_404
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import require


def _kept(request: HttpRequest, network: str, slug: str) -> Call:
    """A call that this person keeps."""
    found = call_or_404(request, network, slug)
    require(request.user, Permission.CALL_KEEP, found.network)
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def call_new(request: HttpRequest, network: str) -> HttpResponse:
    """Begin a call."""
    found = network_or_404(network)
    require(request.user, Permission.CALL_KEEP, found)
    language = (get_language() or "en").lower()
    form = NewCallForm(request.POST if request.method == "POST" else None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        titles = {tag(values["language"]): values["title"]}
        try:
            made = actions.draft_call(
                network=found,
                slug=values["slug"],
                kind=values["kind"],
                titles=titles,
                by=request.user,
                at=timezone.now(),
            )
            return redirect("charter:call-edit", found.slug, made.slug)
        except actions.AddressTaken:
            form.add_error("slug", _("There is a call at this address."))
    context = {"network": found, "form": form, "title": _("A new call")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def call_edit(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Write a call: texts in one language, conditions, quotas, criteria."""
    call = _kept(request, network, slug)
    language = tag(request.GET.get("language") or get_language() or "en")
    sent = request.POST if request.method == "POST" else None
    forms = _forms(call, language, sent)
    if sent is not None and all(each.is_valid() for each in forms.values()):
        try:
            actions.describe_call(call=call, by=request.user, at=timezone.now(), **_values(call, forms))
            messages.info(request, _("Kept."))
            return redirect(call)
        except actions.CallInvalid as problem:
            for wrong in problem.wrong:
                forms["form"].add_error(None, f"{wrong.where}: {wrong.text}")
        except actions.CallIsClosed:
            forms["form"].add_error(None, _("This call is over. It does not change any more."))
    return render(
        request, "charter/call_edit.html", {"call": call, **forms}, status=422 if sent is not None else 200
    )


def _forms(call: Call, language: str, sent: Any) -> dict[str, Any]:
    facts = ("timezone", "needs_commission", "needs_signature", "reviews_each", "is_blind")
    initial = {name: getattr(call, name) for name in facts}
    initial |= {
        "language": language.lower(),
        "title": call.titles.get(language, ""),
        "about": call.abouts.get(language, ""),
    }
    criteria = [
        {
            "code": each["code"],
            "title": each["titles"].get(language) or next(iter(each["titles"].values()), ""),
            "weight": each.get("weight", 1),
        }
        for each in call.criteria
    ]
    scale = {"low": call.scale.get("min", 0), "high": call.scale.get("max", 5)}
    return {
        "form": CallForm(sent, initial=initial),
        "rules": RuleSet(sent, prefix="rules", initial=[_row(rule) for rule in call.rules]),
        "quotas": QuotaSet(sent, prefix="quotas", initial=call.quotas),
        "criteria": CriterionSet(sent, prefix="criteria", initial=criteria),
        "scale": ScaleForm(sent, initial=scale, prefix="scale"),
    }


def _row(rule: dict[str, Any]) -> dict[str, Any]:
    """A condition as the row of a form."""
    number = rule.get("months", rule.get("years", rule.get("least")))
    places = rule.get("countries") or rule.get("regions") or ([rule["award"]] if "award" in rule else [])
    return {
        "kind": rule["kind"],
        "number": number,
        "places": "; ".join(places),
        "severity": rule.get("severity", "REFUSAL"),
    }


def _values(call: Call, forms: dict[str, Any]) -> dict[str, Any]:
    values = dict(forms["form"].cleaned_data)
    language = tag(values["language"])
    known = {each["code"]: each for each in call.criteria}
    criteria: list[dict[str, Any]] = []
    for form in forms["criteria"]:
        title = form.cleaned_data.get("title", "").strip()
        if not title:
            continue
        code = form.cleaned_data.get("code") or slugify(title)[:50] or f"criterion-{len(criteria) + 1}"
        titles = {**known.get(code, {}).get("titles", {}), language: title}
        weight = float(form.cleaned_data.get("weight") or 1)
        criteria.append({"code": code, "titles": titles, "weight": weight})
    scale = forms["scale"].cleaned_data
    values["scale"] = {**call.scale, "min": scale["low"], "max": scale["high"]} if criteria else {}
    values["criteria"] = criteria
    values["rules"] = [rule for form in forms["rules"] if (rule := form.rule())]
    values["quotas"] = [quota for form in forms["quotas"] if (quota := form.quota())]
    return values


@signed_in
@require_http_methods(["GET", "POST"])
def call_dates(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """When the stages of a draft open and close."""
    call = _kept(request, network, slug)
    form = DatesForm(request.POST if request.method == "POST" else None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            actions.date_stages(call=call, dates=form.dates(), by=request.user, at=timezone.now())
            messages.info(request, _("Kept."))
            return redirect(call)
        except actions.StagesOutOfOrder:
            form.add_error(None, _("A stage closes before the one that comes before it."))
        except actions.CallIsClosed:
            form.add_error(None, _("The call was published. Its stages can only be extended."))
    return render(
        request, "charter/call_dates.html", {"call": call, "form": form}, status=422 if form.is_bound else 200
    )


@signed_in
@require_http_methods(["GET", "POST"])
def stage_extend(request: HttpRequest, network: str, slug: str, kind: str) -> HttpResponse:
    """Let a stage close later, with a reason."""
    call = _kept(request, network, slug)
    stage = get_object_or_404(Stage.objects.select_related("call__network"), call=call, kind=kind)
    form = ExtendForm(request.POST if request.method == "POST" else None, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_stage(
                stage=stage,
                closes_at=form.moment(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
            messages.info(request, _("Extended. Everybody concerned is told."))
            return redirect(call)
        except actions.OnlyLonger:
            form.add_error("closes_at", _("The new end must be later than the old one, and ahead of now."))
    title = _("Extend: %(stage)s") % {"stage": stage.get_kind_display()}
    context = {"network": call.network, "call": call, "form": form, "title": title}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def call_publish(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Let everybody see it."""
    call = _kept(request, network, slug)
    words = {"dates": _("a closing day"), "questions": _("questions"), "title": _("a title")}
    try:
        actions.publish_call(call=call, by=request.user, at=timezone.now())
        messages.success(request, _("Everybody can see it now."))
    except actions.NotReady as problem:
        missing = ", ".join(words[each] for each in problem.missing)
        messages.warning(request, _("It still needs: %(what)s.") % {"what": missing})
    return redirect(call)


@signed_in
@require_POST
def call_cancel(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Call it off."""
    call = _kept(request, network, slug)
    try:
        actions.cancel_call(call=call, by=request.user, at=timezone.now())
        messages.info(request, _("The call was cancelled. What cities wrote stays theirs."))
    except actions.CallIsClosed:
        messages.warning(request, _("This call is over. It does not change any more."))
    return redirect(call)


@signed_in
@require_http_methods(["GET", "POST"])
def call_copy(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Next round's call from this one."""
    call = _kept(request, network, slug)
    language = tag(get_language() or "en")
    initial = {"title": str(call.title), "years": 1}
    form = CopyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = actions.copy_call(
                call=call, slug=values["slug"], titles={language: values["title"]}, years=values["years"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
            messages.info(request, _("Copied. Look at its dates, conditions and questions, then publish it."))
            return redirect(made)
        except actions.AddressTaken:
            form.add_error("slug", _("There is a call at this address."))
    context = {"network": call.network, "call": call, "form": form, "title": _("Copy this call")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def call_dry_run(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """What the conditions of this call would have said in every past round."""
    call = _kept(request, network, slug)
    context = {
        "call": call,
        "rules": [rule_told(rule) for rule in call.rules],
        "rounds": dry_run(call, call.rules),
    }
    return render(request, "charter/call_dry_run.html", context)
