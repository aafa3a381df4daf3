"""How people speaks HTTP: signing in, the account, teams, invitations, reports."""

from django.http import HttpRequest

from colonnade.people.models import Person


class SignedIn(HttpRequest):
    """A request of somebody who is signed in, for the type checker; the door has seen to it."""

    user: Person
