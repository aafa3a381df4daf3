"""What the charter puts among the sections of a city."""

from django.utils.translation import gettext_lazy as _

from colonnade.city.profile.queries import Section, add_section
from colonnade.network.charter.rules import Permission


def register() -> None:
    """Put sections into their places; called when the app starts."""
    code, name = "applications", "charter:city-applications"
    add_section(Section(code, _("Calls and applications"), name, 80, Permission.APPLICATION_WRITE))
