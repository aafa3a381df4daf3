"""The site's own links: what stands in the header, the footer and the reader's menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from colonnade.design import navigation
from colonnade.design.navigation import Place


def _signed_in(request: HttpRequest) -> bool:
    return not _signed_out(request)


def _signed_out(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)  # a request refused for its host was never asked who sent it
    return person is None or not person.is_authenticated


def register() -> None:
    """Put the links into their places; called when the app starts."""
    for place in (
        Place(gettext_lazy("Learn"), "catalogue:search", 10),
        Place(gettext_lazy("Cities"), "profile:directory", 20),
        Place(gettext_lazy("The temple"), "temple:index", 30),
        Place(gettext_lazy("Networks"), "charter:networks", 40),
        Place(gettext_lazy("Sign in"), "account_login", 90, shown=_signed_out),
        Place(gettext_lazy("My desk"), "portal:desk", 10, group="account", icon="check", shown=_signed_in),
        Place(
            gettext_lazy("My account"), "people:account", 20, group="account", icon="person", shown=_signed_in
        ),
        Place(
            gettext_lazy("Sign out"), "account_logout", 90, group="account", icon="close", shown=_signed_in
        ),
        Place(gettext_lazy("Open data"), "portal:data", 40, group="footer"),
        Place(gettext_lazy("Imprint"), "portal:imprint", 50, group="footer"),
        Place(gettext_lazy("Privacy"), "portal:privacy", 60, group="footer"),
        Place(gettext_lazy("Accessibility"), "portal:accessibility", 70, group="footer"),
    ):
        navigation.register(place)
