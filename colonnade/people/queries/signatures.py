"""Who has signed a text, who was asked, and what the text says. The module that owns a text tells its wording."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from colonnade.people.models import Person, Signature
from colonnade.people.queries.persons import secret_hash
from colonnade.people.vocabulary import SignatureState
from colonnade.plumbing.languages import Text


@dataclass(frozen=True)
class Signable:
    """A text as it reads now, in the reader's language; ``digest`` changes with its wording."""

    title: Text
    text: Text
    digest: str


Resolver = Callable[[UUID], Signable | None]

_resolvers: list[Resolver] = []


def register_signable(resolver: Resolver) -> Resolver:
    """Let a module's texts be shown to those who sign; called when an app starts, twice does no harm.

    The resolver is given any uuid and answers for its own texts, in the active language.
    """
    if resolver not in _resolvers:
        _resolvers.append(resolver)
    return resolver


def signable(thing_id: UUID) -> Signable | None:
    """The text that is signed there; ``None`` where no module knows one."""
    return next((found for resolver in _resolvers if (found := resolver(thing_id))), None)


def signatures_of(thing_id: UUID) -> QuerySet[Signature]:
    """Signatures that stand under a text, in the order in which they were given."""
    return Signature.objects.filter(thing_id=thing_id, state=SignatureState.SIGNED).order_by(
        "signed_at", "pk"
    )


def asked_for(thing_id: UUID) -> QuerySet[Signature]:
    """Requests that went out for a text and led to no signature, newest first."""
    asked = Signature.objects.filter(thing_id=thing_id, asked_at__isnull=False)
    return asked.exclude(state=SignatureState.SIGNED).order_by("-asked_at", "-pk")


def signature_behind(secret: str) -> Signature | None:
    """Return the request with this secret, answered or not."""
    return Signature.objects.filter(secret_hash=secret_hash(secret)).first()


def signature(uuid: UUID) -> Signature:
    """Return one signature; ``Signature.DoesNotExist`` otherwise."""
    return Signature.objects.get(uuid=uuid)


def signature_of(person: Person, thing_id: UUID, digest: str) -> Signature | None:
    """The person's own signature under this wording."""
    return signatures_of(thing_id).filter(person=person, digest=digest).first()
