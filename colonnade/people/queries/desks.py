"""What waits for somebody here: invitations to answer, reports to look into."""

from datetime import datetime

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.people.models import Person
from colonnade.people.queries.concerns import concerns_waiting_in
from colonnade.people.queries.persons import invitations_for
from colonnade.people.queries.roles import places_where_allowed
from colonnade.people.queries.scopes import scopes
from colonnade.plumbing.desks import DeskItem

# The value of rules.Permission.CONCERN_CLOSE; rules stand above queries and cannot be asked from here.
CONCERN_CLOSE = "people:concern:close"


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """Invitations to the person's addresses, then reports in the places where they look into them."""
    return [*_invitations(person, at), *_concerns(person)]


def _invitations(person: Person, at: datetime) -> list[DeskItem]:
    return [
        DeskItem(
            title=_("Answer the invitation: %(role)s, %(place)s")
            % {"role": invitation.role.name, "place": invitation.scope_name or _("whole platform")},
            url=reverse("people:my-invitation", args=[invitation.uuid]),
            by_when=invitation.expires_at,
            since=invitation.made_at,
        )
        for invitation in invitations_for(person, at)
    ]


def _concerns(person: Person) -> list[DeskItem]:
    places = [*places_where_allowed(person, CONCERN_CLOSE), *([None] if person.is_operator else [])]
    waiting = concerns_waiting_in(places).order_by("scope_id").values("scope_id")
    rows = list(waiting.annotate(number=Count("pk"), oldest=Min("made_at")).order_by("oldest", "scope_id"))
    names = scopes([row["scope_id"] for row in rows])
    items = []
    for row in rows:
        scope_id, number = row["scope_id"], row["number"]
        name = names[scope_id].name if scope_id in names else _("whole platform")
        # Translators: somebody has reported offers or pages as wrong or harmful.
        title = ngettext(
            "%(number)s report to look into, %(place)s", "%(number)s reports to look into, %(place)s", number
        )
        url = (
            reverse("people:concerns", args=[scope_id]) if scope_id else reverse("people:concerns-everywhere")
        )
        items.append(DeskItem(title=title % {"number": number, "place": name}, url=url, since=row["oldest"]))
    return items
