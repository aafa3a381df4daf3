"""Taking the hand-over pack: what will be in it, and the pack itself."""

import tempfile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from colonnade.city.monitoring.actions.handing_over import make_handover as make
from colonnade.city.monitoring.queries.handover import counted, due, who_is_who
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import require


@signed_in
@require_safe
def handover(request: HttpRequest, slug: str) -> HttpResponse:
    """What the next coordinator will find: what exists, who is who, what is due."""
    city = _city(request, slug)
    today = timezone.localdate()
    context = {
        "city": city,
        "counts": counted(city),
        "people": who_is_who(city, today),
        "dates": due(city, today),
    }
    return render(request, "monitoring/handover.html", context)


@signed_in
@require_POST
def make_handover(request: HttpRequest, slug: str) -> FileResponse:
    """Write the pack and send it; nothing of it stays on the server."""
    city = _city(request, slug)
    now = timezone.now()
    file = tempfile.TemporaryFile()  # noqa: SIM115  (closed by the response once it is sent)
    try:
        make(territory=city, file=file, language=get_language() or "en", by=request.user, at=now)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"handover-{city.slug}-{now:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _city(request: HttpRequest, slug: str) -> Territory:
    city = city_named(slug)
    if city is None:
        raise Http404
    require(request.user, Permission.HANDOVER_MAKE, city)
    return city
