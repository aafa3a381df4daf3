"""The coordinator's feeds: add, map, run with progress, read what came of it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.actions.scheduling import NothingToRead
from colonnade.city.catalogue.forms import SourceForm
from colonnade.city.catalogue.harvest import readers
from colonnade.city.catalogue.harvest.reasons import sentence
from colonnade.city.catalogue.models import HarvestRun, Note, Source
from colonnade.city.catalogue.queries import feeds_of, runs_of
from colonnade.city.catalogue.rules import Permission
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.fetching import FetchFailed
from colonnade.plumbing.permissions import require


@signed_in
@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    """Every feed of the city, what it carries, and how the last harvest went."""
    city = managed_city(request, slug)
    context = {"city": city, "rows": _rows(city), "form": SourceForm(), "formats": _formats()}
    return render(request, "catalogue/sources.html", context)


@signed_in
@require_POST
def add_source(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a new feed, or a new file of a known one, and start reading it."""
    city = managed_city(request, slug)
    form = SourceForm(request.POST, request.FILES)
    if not form.is_valid():
        context = {"city": city, "rows": _rows(city), "form": form, "formats": _formats()}
        return render(request, "catalogue/sources.html", context, status=422)
    facts = {name: form.cleaned_data[name] for name in ("address", "licence") if form.cleaned_data[name]}
    source = actions.keep_source(
        city=city, name=form.cleaned_data["name"], by=request.user, at=timezone.now(), **facts
    )
    try:
        run = actions.bring_for_preview(
            source=source, by=request.user, at=timezone.now(), upload=form.cleaned_data["file"]
        )
    except FetchFailed as failure:
        messages.error(request, sentence(failure.code, failure.details))
        return redirect("catalogue:source", slug=city.slug, pk=source.pk)
    return redirect("catalogue:preview", slug=city.slug, pk=run.pk)


@signed_in
@require_POST
def run_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Harvest a known feed now."""
    city = managed_city(request, slug)
    source = get_object_or_404(Source, pk=pk, city=city)
    try:
        run = actions.want_harvest(source=source, by=request.user, at=timezone.now())
    except NothingToRead:
        messages.warning(
            request, _("This feed has neither an address nor a file. Bring a file under the same name.")
        )
        return redirect("catalogue:source", slug=slug, pk=pk)
    return redirect("catalogue:run", slug=slug, pk=run.pk)


@signed_in
@require_safe
def show_source(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One feed with the history of its harvests."""
    city = managed_city(request, slug)
    source = get_object_or_404(Source, pk=pk, city=city)
    page = Paginator(runs_of(source), 20).get_page(request.GET.get("page"))
    return render(request, "catalogue/source.html", {"city": city, "source": source, "page_obj": page})


@signed_in
@require_safe
def show_run(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One harvest: progress while it runs, then its books with every refusal and its cure."""
    city = managed_city(request, slug)
    run = get_object_or_404(HarvestRun.objects.select_related("source"), pk=pk, source__city=city)
    if run.state == RunState.PREVIEW:
        return redirect("catalogue:preview", slug=slug, pk=pk)
    notes = Paginator(run.notes.order_by("is_repair", "id"), 50).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "run": run,
        "notes": [_told(note) for note in notes],
        "page_obj": notes,
        "going": run.state in {RunState.WAITING, RunState.RUNNING},
        "needs_mapping": run.reason == "needs_mapping" and bool(run.upload),
        "refusal": next((_told(note)["reason"] for note in notes if run.state == RunState.REFUSED), ""),
    }
    template = "catalogue/run_body.html" if getattr(request, "htmx", False) else "catalogue/run.html"
    return render(request, template, context)


def managed_city(request: HttpRequest, slug: str) -> Territory:
    """The city at this address, for somebody who may manage its feeds; 404 and 403 otherwise."""
    city = city_named(slug)
    if city is None:
        raise Http404
    require(request.user, Permission.SOURCE_MANAGE, city)
    return city


def _rows(city: Territory) -> list[dict[str, Source | HarvestRun | None]]:
    return [{"source": source, "last": last} for source, last in feeds_of(city)]


def _formats() -> list[str]:
    return sorted(str(reader.label) for reader in readers().values())


def _told(note: Note) -> dict[str, object]:
    return {
        "where": note.where,
        "reason": sentence(note.code, note.details),
        "excerpt": note.excerpt,
        "is_repair": note.is_repair,
    }
