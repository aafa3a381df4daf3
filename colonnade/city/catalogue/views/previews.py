"""Looking at a feed before anything of it is kept, and saying which column is which."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.forms import MappingForm
from colonnade.city.catalogue.harvest.reasons import sentence
from colonnade.city.catalogue.models import HarvestRun
from colonnade.city.catalogue.views.sources import managed_city
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.plumbing import spoken
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import choose


@signed_in
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Look at what the first records would become; a button keeps them all."""
    city = managed_city(request, slug)
    run = get_object_or_404(HarvestRun.objects.select_related("source__city"), pk=pk, source__city=city)
    if run.state != RunState.PREVIEW:
        return redirect("catalogue:run", slug=slug, pk=pk)
    if request.method == "POST":
        actions.confirm_preview(run=run, by=request.user, at=timezone.now())
        return redirect("catalogue:run", slug=slug, pk=pk)
    seen = actions.preview(run=run, at=timezone.now())
    context = {
        "city": city,
        "run": run,
        "seen": seen,
        "records": [_previewed(record) for record in seen.records],
        "notes": [{"where": where, "reason": sentence(code, told)} for where, code, told in seen.notes[:20]],
        "refusal": sentence(*seen.refusal) if seen.refusal else "",
        "needs_mapping": seen.refusal is not None and seen.refusal[0] == "needs_mapping",
    }
    return render(request, "catalogue/preview.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def map_columns(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say once which column of a table is which of our fields; the mapping is kept with the feed."""
    city = managed_city(request, slug)
    run = get_object_or_404(HarvestRun.objects.select_related("source__city"), pk=pk, source__city=city)
    columns, fields, guess = actions.table_columns(run=run)
    if not columns:
        raise Http404
    form = MappingForm(
        request.POST or None, headers=columns, fields=fields, initial={**guess, **run.source.mapping}
    )
    if request.method == "POST" and form.is_valid():
        mapping = {name: column for name, column in form.cleaned_data.items() if column}
        now = timezone.now()
        source = actions.keep_source(
            city=city, name=run.source.name, by=request.user, at=now, mapping=mapping
        )
        if run.state == RunState.PREVIEW:
            return redirect("catalogue:preview", slug=slug, pk=run.pk)
        fresh = actions.want_harvest(source=source, by=request.user, at=now)
        return redirect("catalogue:run", slug=slug, pk=fresh.pk)
    return render(request, "catalogue/mapping.html", {"city": city, "run": run, "form": form})


def _previewed(record: dict[str, Any]) -> dict[str, Any]:
    """One record of a preview in words."""
    offer, sessions = record["offer"], record["sessions"]
    language, now = get_language() or "en", timezone.now()
    first = next((each for each in sessions if each["start"]), None)
    when = ""
    if first:
        start = datetime.fromisoformat(first["start"])
        end = datetime.fromisoformat(first["end"]) if first["end"] else None
        when = spoken.span(start, end, first["timezone"], first["precision"], language, now)
    place = next(iter(record["places"].values()), None)
    return {
        "title": choose(offer["title"], language, offer["default_language"]),
        "when": when,
        "place": (choose(place["names"], language).text or place["street"]) if place else "",
        "provider": choose(record["provider"]["names"], language).text if record["provider"] else "",
        "blocks": offer["building_blocks"],
    }
