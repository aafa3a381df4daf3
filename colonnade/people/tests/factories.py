"""Amina, Bruno, Chidi, Dora and Charlie, a city, and what passes between them."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress

from colonnade.people import actions, queries
from colonnade.people.models import Concern, Invitation, Organisation, Person, Role, RoleHolding
from colonnade.people.vocabulary import ConcernKind, Scope, ScopeFacts

NOON = datetime(2026, 1, 22, 12, tzinfo=UTC)
CITY = UUID("00000000-0000-4000-8000-0000000000c1")
OTHER_CITY = UUID("00000000-0000-4000-8000-0000000000c2")
NAMES = {CITY: "Aubrelle", OTHER_CITY: "Rihana"}


@queries.register_scope_label
def two_cities(ids: Collection[UUID]) -> dict[UUID, ScopeFacts]:
    """Stand in for the cities that a module above would know."""
    return {
        each: ScopeFacts(kind=Scope.CITY, name=NAMES[each], url=f"/en/cities/{NAMES[each].lower()}/")
        for each in ids
        if each in NAMES
    }


def make_person(
    name: str = "Amina", *, is_operator: bool = False, is_verified: bool = True, **fields
) -> Person:
    """Make somebody with an account; ``password`` may be given."""
    email = fields.pop("email", f"{name.lower()}@example.org")
    password = fields.pop("password", None)
    person = Person(email=email, name=name, is_operator=is_operator, **fields)
    person.set_password(password)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=is_verified)
    return person


def make_role(code: str = "coordinator") -> Role:
    """One of the roles that come with the program."""
    actions.define_roles()
    return queries.role(code)


def make_holding(person: Person, code: str = "coordinator", scope_id: UUID | None = CITY) -> RoleHolding:
    """Let a person hold a role, as if it had always been so."""
    return RoleHolding.objects.create(person=person, role=make_role(code), scope_id=scope_id, since=NOON)


def make_invitation(
    email: str = "dora@example.org", *, by: Person | None = None, **fields
) -> tuple[Invitation, str]:
    """Invite somebody to coordinate the city; return the invitation and the secret in its mail."""
    secret = fields.pop("secret", f"secret-{uuid4().hex}")
    values = {
        "email": email,
        "role": make_role(),
        "scope_id": CITY,
        "scope_name": "Aubrelle",
        "secret_hash": queries.secret_hash(secret),
        "invited_by": by,
        "made_at": NOON,
        "expires_at": datetime(2126, 1, 1, tzinfo=UTC),
    }
    return Invitation.objects.create(**{**values, **fields}), secret


def make_concern(**fields) -> Concern:
    """Somebody finds fault with an offer in the city."""
    values = {
        "thing_type": "catalogue.opportunity",
        "thing_id": uuid4(),
        "thing_title": "Pottery",
        "scope_id": CITY,
        "kind": ConcernKind.WRONG,
        "made_at": NOON,
    }
    return Concern.objects.create(**{**values, **fields})


def make_organisation(name: str = "Harbour Library", **fields) -> Organisation:
    """A provider in the city."""
    values = {"home_id": CITY, "names": {"en": name}, "match_key": name.lower()}
    return Organisation.objects.create(**{**values, **fields})
