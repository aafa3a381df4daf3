"""The sign-ins shown on the front page of a demo world, and nowhere else."""

from dataclasses import dataclass

from django.utils.translation import get_language

from colonnade.people.models import Person, RoleHolding
from colonnade.plumbing.languages import choose

PASSWORD = "colonnade-demo"  # noqa: S105 - for invented persons of the demo world only; shown on its front page


@dataclass(frozen=True)
class SignIn:
    """Somebody invented whom a visitor of the demo world may be."""

    name: str
    email: str
    role: str


def demo_sign_ins() -> list[SignIn]:
    """Return who can be tried out; empty wherever there is no demo world."""
    people = {
        person.pk: person for person in Person.objects.filter(is_demo=True, is_active=True).order_by("pk")
    }
    if not people:
        return []
    roles = {
        key: choose(names, get_language() or "en").text
        for key, names in RoleHolding.objects.filter(
            person_id__in=list(people), until__isnull=True
        ).values_list("person_id", "role__names")
    }
    return [SignIn(person.name, person.email, roles.get(key, "")) for key, person in people.items()]
