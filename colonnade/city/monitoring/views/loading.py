"""Files of figures: bring, look at what would become of every row, keep, read the books."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.monitoring.actions.loading import NotWaiting, bring_files, forget_file, want_file
from colonnade.city.monitoring.forms.observing import LoadForm
from colonnade.city.monitoring.models import Batch
from colonnade.city.monitoring.queries.books import sentence
from colonnade.city.monitoring.queries.formats import figure_formats
from colonnade.city.monitoring.queries.indicators import indicators_for
from colonnade.city.monitoring.queries.showing import plain_rows
from colonnade.city.monitoring.queries.team import batch_of, batches_of
from colonnade.city.monitoring.views.observing import managed, sent
from colonnade.city.monitoring.vocabulary.observing import BatchState
from colonnade.plumbing.doors import signed_in

TEMPLATE_OF = "figure_table"
KINDS = {"rejected": "warn", "warning": "info", "told": ""}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring files of figures; nothing is kept before somebody has looked."""
    city = managed(request, slug)
    files = request.FILES if request.method == "POST" else None
    form = LoadForm(sent(request), files, indicators=indicators_for(city))
    if request.method == "POST" and form.is_valid():
        brought = [(str(each.name), each.read()) for each in form.cleaned_data["documents"]]
        batches = bring_files(
            territory=city, files=brought, choices=form.choices(), by=request.user, at=timezone.now()
        )
        if len(batches) == 1:
            return redirect("monitoring:figures-file", slug=slug, uuid=batches[0].uuid)
        told = ngettext(
            "%(number)s file was looked at. Nothing is kept yet.", "%(number)s files were looked at. Nothing is kept yet.", len(batches)
        )  # fmt: skip
        messages.info(request, told % {"number": len(batches)})
        return redirect("monitoring:figures", slug=slug)
    return render(
        request, "monitoring/load.html", {"city": city, "form": form}, status=422 if form.errors else 200
    )


@signed_in
@require_safe
def show_file(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One file: what would become of its rows, or what became of them, each remark with its place."""
    city = managed(request, slug)
    batch = _batch(city, uuid)
    notes = Paginator(batch.notes, 50).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "batch": batch,
        "refusal": sentence(batch.notes[-1]["code"], batch.notes[-1]["details"]) if batch.reason else "",
        "sample": plain_rows(batch.options.get("sample", [])),
        "notes": [_said(note) for note in notes],
        "page_obj": notes,
        "more": max(sum(batch.options.get("told", {}).values()) - len(batch.notes), 0),
        "going": batch.state == BatchState.WAITING,
    }
    return render(request, "monitoring/load_file.html", context)


@signed_in
@require_POST
def keep(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Keep the figures of a file that somebody has looked at."""
    batch = _batch(managed(request, slug), uuid)
    try:
        want_file(batch=batch, by=request.user, at=timezone.now())
    except NotWaiting:
        messages.info(request, _("This file has been kept or refused already."))
    return redirect("monitoring:figures-file", slug=slug, uuid=uuid)


@signed_in
@require_POST
def keep_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep every file that waits."""
    waiting = batches_of(managed(request, slug)).filter(state=BatchState.PREVIEW)
    for batch in list(waiting.order_by("made_at", "pk")):
        want_file(batch=batch, by=request.user, at=timezone.now())
    messages.success(request, _("Kept."))
    return redirect("monitoring:figures", slug=slug)


@signed_in
@require_POST
def forget(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Put a file aside of which nothing was kept."""
    batch = _batch(managed(request, slug), uuid)
    try:
        forget_file(batch=batch, by=request.user, at=timezone.now())
    except NotWaiting:
        messages.info(request, _("The figures of this file have been kept."))
        return redirect("monitoring:figures-file", slug=slug, uuid=uuid)
    messages.success(request, _("The file is put aside. Nothing of it was kept."))
    return redirect("monitoring:figures", slug=slug)


@signed_in
@require_safe
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The table we ask for, in the reader's language, to fill in."""
    managed(request, slug)
    written = figure_formats()[TEMPLATE_OF].template()
    if written is None:
        raise Http404
    response = HttpResponse(written.data, content_type=written.content_type)
    response["Content-Disposition"] = f'attachment; filename="figures.{written.suffix}"'
    return response


def _batch(city: Any, uuid: UUID) -> Batch:
    found = batch_of(city, uuid)
    if found is None:
        raise Http404
    return found


def _said(note: dict[str, Any]) -> dict[str, Any]:
    return {
        "where": "" if note["where"] == "file" else note["where"],
        "reason": sentence(note["code"], note["details"]),
        "excerpt": note["excerpt"],
        "kind": note["kind"],
        "tag": KINDS[note["kind"]],
    }
