"""The addresses of people, in a house that has nothing else but a front door and a desk."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpResponse
from django.urls import include, path

from colonnade.plumbing.doors import public, signed_in


@public
def home(request):
    """Stand in for the front page."""
    return HttpResponse("home")


@signed_in
def desk(request):
    """Stand in for the desk."""
    return HttpResponse("desk")


portal = ([path("", home, name="home"), path("desk/", desk, name="desk")], "portal")

urlpatterns = i18n_patterns(
    path("", include(portal)),
    path("account/", include("colonnade.people.urls")),
)
