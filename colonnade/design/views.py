"""The gallery: every component in all its states, for eyes and for axe."""

import re
from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from colonnade.design import samples
from colonnade.design.forms import Specimen
from colonnade.plumbing.doors import public

SPRITE = Path(__file__).parent / "static" / "design" / "icons.svg"


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the components; ``?theme=dark`` (light, contrast) shows them in that theme."""
    request.theme = request.GET.get("theme", "")  # type: ignore[attr-defined]
    wrong = Specimen({"title": "", "contact": "nobody", "price": "free", "kind": "course"})
    context = {
        "sample": samples.texts(),
        "when": samples.WHEN,
        "form": Specimen(),
        "wrong": wrong,
        "page_obj": Paginator(range(412), 20).page(5),
        "icons": re.findall(r'<symbol id="([a-z]+)"', SPRITE.read_text(encoding="utf-8")),
        "themes": ["", "light", "dark", "contrast"],
    }
    return render(request, "design/gallery.html", context)


@public
def specimen(request: HttpRequest) -> HttpResponse:
    """Show a whole page as a citizen would meet it."""
    request.theme = request.GET.get("theme", "")  # type: ignore[attr-defined]
    return render(request, "design/specimen.html", {"sample": samples.texts(), "when": samples.WHEN})


@public
def fault(request: HttpRequest, status: int) -> HttpResponse:
    """Show what a reader sees when something is not there or broke; answered with 200, because nothing did."""
    request.theme = request.GET.get("theme", "")  # type: ignore[attr-defined]
    return render(request, "design/error.html", {"status": status, "reason": ""})
