"""Pages that explain what a learning city is, and what each part of the framework means."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.plumbing.doors import public
from colonnade.temple import queries


@public
def index(request: HttpRequest) -> HttpResponse:
    """What a learning city is: the temple of no city in particular, in plain words."""
    framework = queries.default_framework()
    context = {
        "framework": framework,
        "names": queries.names(framework),
        "addresses": _addresses(framework),
        "others": [(other, queries.names(other)) for other in queries.frameworks() if other != framework],
    }
    return render(request, "temple/index.html", context)


@public
def framework(request: HttpRequest, code: str) -> HttpResponse:
    """One framework with all its features: where it comes from and how sure its wording is."""
    found = _framework_or_404(code)
    names = queries.names(found)
    context = {
        "framework": found,
        "names": names,
        "kinds": queries.guide(found),
        "addresses": _addresses(found),
        "trail": _trail((names.framework.short, "")),
    }
    return render(request, "temple/framework.html", context)


@public
def area(request: HttpRequest, code: str, area_code: str) -> HttpResponse:
    """One area: what it means, what belongs to it, how it can be measured."""
    found = _framework_or_404(code)
    names = queries.names(found)
    areas = [guide for kind in queries.guide(found) for guide in kind.areas]
    place = next((i for i, guide in enumerate(areas) if guide.area.code == area_code), None)
    if place is None:
        raise Http404
    home = reverse("temple:framework", args=[code])
    context = {
        "framework": found,
        "names": names,
        "guide": areas[place],
        "kind": names.kinds[areas[place].area.kind],
        "before": areas[place - 1] if place else None,
        "after": areas[place + 1] if place + 1 < len(areas) else None,
        "addresses": _addresses(found),
        "trail": _trail((names.framework.short, home), (areas[place].words.short, "")),
    }
    return render(request, "temple/area.html", context)


def _framework_or_404(code: str) -> queries.Framework:
    try:
        return queries.framework(code)
    except queries.UnknownFramework as error:
        raise Http404 from error


def _addresses(framework: queries.Framework) -> dict[str, str]:
    return {each.code: reverse("temple:area", args=[framework.code, each.code]) for each in framework.areas}


def _trail(*steps: tuple[object, str]) -> list[dict[str, object]]:
    here = [{"label": label, "url": url} for label, url in steps]
    return [{"label": _("What a learning city is"), "url": reverse("temple:index")}, *here]
