"""The team's work with figures: give one, set one right, targets, own indicators, sources."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.monitoring.actions.indicators import (
    CodeIsTaken,
    HasFigures,
    add_indicator,
    describe_indicator,
)
from colonnade.city.monitoring.actions.observing import (
    AlreadyGiven,
    LooksOdd,
    NotAFigure,
    NotCurrent,
    correct_observation,
    give_observation,
    keep_data_source,
)
from colonnade.city.monitoring.actions.targets import NotATarget, drop_target, set_target
from colonnade.city.monitoring.forms.observing import (
    CorrectForm,
    DataSourceForm,
    FigureForm,
    GiveForm,
    OwnIndicatorForm,
    TargetForm,
)
from colonnade.city.monitoring.models import DataSource, Indicator, Target
from colonnade.city.monitoring.queries.books import sentence
from colonnade.city.monitoring.queries.indicators import indicator_of, own_indicators
from colonnade.city.monitoring.queries.observations import disagreements
from colonnade.city.monitoring.queries.plausibility import plain
from colonnade.city.monitoring.queries.showing import shown
from colonnade.city.monitoring.queries.team import (
    area_choices,
    batches_of,
    data_sources_of,
    districts_of,
    measure_choices,
    observation_of,
    sources_with_counts,
    units_for,
)
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.views.indicators import city_at
from colonnade.city.profile.models import Territory
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import choose
from colonnade.plumbing.permissions import require


@signed_in
@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the team brings figures: files, sources, own indicators, sources that disagree."""
    city = managed(request, slug)
    page = Paginator(batches_of(city), 20).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "page_obj": page,
        "waiting": sum(1 for each in page if each.state == "PREVIEW"),
        "sources": sources_with_counts(city),
        "own": own_indicators(city),
        "disagreements": [
            (each.indicator, each.period, [shown(one) for one in each.observations])
            for each in disagreements(city)
        ],
    }
    return render(request, "monitoring/figures.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Give one figure of an indicator."""
    city = managed(request, slug)
    indicator = _indicator(city, uuid)
    units, usual = units_for(indicator, request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    form = GiveForm(
        sent(request), sources=data_sources_of(city), districts=districts_of(city), units=units, usual=usual
    )
    context: dict[str, Any] = {
        "city": city,
        "indicator": indicator,
        "form": form,
        "odd": [],
        "held": None,
        "old": None,
    }
    if request.method != "POST":
        return render(request, "monitoring/observation_form.html", context)
    if form.is_valid():
        said, now = form.cleaned_data, timezone.now()
        try:
            source = _source(city, form, request.user, now)
            give_observation(
                territory=city, indicator=indicator, source=source, when=said["when"], given=form.as_given(),
                is_confirmed=said["is_confirmed"], by=request.user, at=now,
            )  # fmt: skip
        except (NotAFigure, LooksOdd, AlreadyGiven) as fault:
            context |= _told(form, fault)
        else:
            messages.success(request, _("Kept."))
            return redirect("monitoring:indicator", slug=slug, uuid=uuid)
    return render(request, "monitoring/observation_form.html", context, status=422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Set one figure right, with the reason."""
    city = managed(request, slug)
    old = observation_of(city, uuid)
    if old is None or not old.is_current:
        raise Http404
    units, usual = units_for(old.indicator, request.LANGUAGE_CODE)  # type: ignore[attr-defined]
    known = {code for code, _name in units}
    first = {
        "when": old.period,
        "status": old.status,
        "value": "" if old.value is None else plain(old.value),
        "unit": old.unit if old.unit in known else "",
        "other_unit": "" if old.unit in known else old.unit,
        **{name: getattr(old, name) for name in ("sure", "method", "collector", "note")},
    }
    form = CorrectForm(sent(request), initial=first, units=units, usual=usual)
    context: dict[str, Any] = {
        "city": city, "indicator": old.indicator, "form": form, "odd": [], "held": None, "old": shown(old)
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "monitoring/observation_form.html", context)
    if form.is_valid():
        said = form.cleaned_data
        try:
            correct_observation(
                observation=old, when=said["when"], given=form.given(), reason=said["reason"],
                is_confirmed=said["is_confirmed"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except (NotAFigure, LooksOdd, AlreadyGiven) as fault:
            context |= _told(form, fault)
        except NotCurrent:
            return redirect("monitoring:indicator", slug=slug, uuid=old.indicator.uuid)
        else:
            messages.success(request, _("Kept."))
            return redirect("monitoring:indicator", slug=slug, uuid=old.indicator.uuid)
    return render(request, "monitoring/observation_form.html", context, status=422)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Set what an indicator shall become."""
    city = city_at(slug)
    require(request.user, Permission.TARGET_SET, city)
    indicator = _indicator(city, uuid)
    held = Target.objects.filter(territory=city, indicator=indicator).first()
    form = TargetForm(sent(request), initial=_target_as_typed(held))
    if request.method == "POST" and form.is_valid():
        try:
            set_target(
                territory=city, indicator=indicator, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except NotATarget as fault:
            form.add_error(None, sentence(fault.code, fault.details))
        else:
            messages.success(request, _("Kept."))
            return redirect("monitoring:indicator", slug=slug, uuid=uuid)
    context = {"city": city, "indicator": indicator, "form": form, "held": held}
    return render(request, "monitoring/target.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def remove_target(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a target back."""
    city = city_at(slug)
    require(request.user, Permission.TARGET_SET, city)
    held = get_object_or_404(Target, territory=city, indicator__uuid=uuid)
    drop_target(target=held, by=request.user, at=timezone.now())
    messages.success(request, _("The target is taken back."))
    return redirect("monitoring:indicator", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own_indicator(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Add an indicator of the city's own, or say anew what one is."""
    city = city_at(slug)
    require(request.user, Permission.INDICATOR_DEFINE, city)
    held = get_object_or_404(own_indicators(city), uuid=uuid) if uuid else None
    language = request.LANGUAGE_CODE  # type: ignore[attr-defined]
    form = OwnIndicatorForm(
        sent(request), initial=_own_as_typed(held, language), areas=area_choices(language),
        measures=measure_choices(language),
    )  # fmt: skip
    if held is not None:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        try:
            kept = _kept_own(city, held, form, request.user)
        except CodeIsTaken:
            form.add_error("code", _("The city has another indicator of that code."))
        except HasFigures:
            form.add_error(
                "unit", _("There are figures in the present unit. Add another indicator for another unit.")
            )
        else:
            messages.success(request, _("Kept."))
            return redirect("monitoring:indicator", slug=slug, uuid=kept.uuid)
    context = {"city": city, "held": held, "form": form}
    return render(request, "monitoring/indicator_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def data_source(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say what a source is."""
    city = managed(request, slug)
    source = get_object_or_404(data_sources_of(city), uuid=uuid)
    names = ("name", "kind", "publisher", "url", "licence")
    form = DataSourceForm(sent(request), initial={name: getattr(source, name) for name in names})
    if request.method == "POST" and form.is_valid():
        if data_sources_of(city).filter(name=form.cleaned_data["name"]).exclude(pk=source.pk).exists():
            form.add_error("name", _("The city has another source of that name."))
        else:
            keep_data_source(
                territory=city, source=source, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Kept."))
            return redirect("monitoring:figures", slug=slug)
    context = {"city": city, "source": source, "form": form}
    return render(request, "monitoring/figure_source.html", context, status=422 if form.errors else 200)


def managed(request: HttpRequest, slug: str) -> Territory:
    """The city at this address, for somebody who may give its figures."""
    city = city_at(slug)
    require(request.user, Permission.OBSERVATION_GIVE, city)
    return city


def sent(request: HttpRequest) -> Any:
    """What a form was sent, nothing where it is only looked at; an empty form that was sent is still sent."""
    return request.POST if request.method == "POST" else None


def _indicator(city: Territory, uuid: UUID) -> Indicator:
    found = indicator_of(city, uuid)
    if found is None:
        raise Http404
    return found


def _source(city: Territory, form: GiveForm, by: Any, now: Any) -> DataSource:
    said = form.cleaned_data
    if said["new_source"]:
        return keep_data_source(territory=city, name=said["new_source"], kind=said["new_kind"], by=by, at=now)
    return get_object_or_404(data_sources_of(city), uuid=said["source"])


def _told(form: FigureForm, fault: NotAFigure | LooksOdd | AlreadyGiven) -> dict[str, Any]:
    """Put into the form why a figure was not kept, and what can be done."""
    if isinstance(fault, NotAFigure):
        form.add_error("when" if fault.code.endswith("period") else None, sentence(fault.code, fault.details))
        return {}
    if isinstance(fault, AlreadyGiven):
        return {"held": shown(fault.observation)}
    form.ask_to_confirm()
    return {"odd": [sentence(each.code, each.details) for each in fault.warnings]}


def _target_as_typed(held: Target | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {
        "baseline": plain(held.baseline),
        "baseline_year": held.baseline_year,
        "value": plain(held.value),
        "year": held.year,
        "steps": "\n".join(f"{year}: {value}" for year, value in held.steps),
        "note": held.note,
    }


def _own_as_typed(held: Indicator | None, language: str) -> dict[str, Any]:
    if held is None:
        return {"language": language}
    cross: dict[str, str] = next(iter(held.crosswalk), {})
    return {
        "code": held.code,
        "language": language,
        "name": str(choose(held.names, language)),
        "definition": str(choose(held.definitions, language)),
        "unit": held.unit,
        "direction": held.direction,
        "area": held.area,
        "same": f"{cross['scheme']} {cross['code']}" if cross else "",
        "match": cross.get("match", ""),
    }


def _kept_own(city: Territory, held: Indicator | None, form: OwnIndicatorForm, by: Any) -> Indicator:
    said, now = form.cleaned_data, timezone.now()
    shared: dict[str, Any] = {
        "unit": said["unit"], "direction": said["direction"], "area": said["area"], "same_as": form.same_as()
    }  # fmt: skip
    if held is None:
        return add_indicator(
            territory=city, code=said["code"], names={said["language"]: said["name"]},
            definitions={said["language"]: said["definition"]} if said["definition"] else {}, by=by, at=now, **shared,
        )  # fmt: skip
    return describe_indicator(
        indicator=held,
        language=said["language"],
        name=said["name"],
        definition=said["definition"],
        by=by,
        at=now,
        **shared,
    )
