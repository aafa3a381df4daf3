"""What people announces: somebody came, went, took on a role, or reported something."""

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class PersonRegistered:
    """Somebody has an account now."""

    person_id: int


@dataclass(frozen=True)
class PersonErased:
    """An account is gone; whoever keeps something under this number or uuid lets go of it."""

    person_id: int
    person_uuid: UUID


@dataclass(frozen=True)
class RoleGranted:
    """Somebody holds a role now."""

    person_id: int
    role: str
    scope_id: UUID | None


@dataclass(frozen=True)
class RoleRevoked:
    """Somebody no longer holds a role."""

    person_id: int
    role: str
    scope_id: UUID | None


@dataclass(frozen=True)
class InvitationMade:
    """Somebody is invited to a role; the secret goes into the mail and nowhere else."""

    invitation_id: int
    secret: str = field(repr=False)


@dataclass(frozen=True)
class InvitationAccepted:
    """An invitation has led to a role."""

    invitation_id: int
    person_id: int


@dataclass(frozen=True)
class SignInLinkMade:
    """A person wants to sign in by mail; the secret goes into the mail and nowhere else."""

    person_id: int
    next_path: str
    secret: str = field(repr=False)


@dataclass(frozen=True)
class SignInLinkRefused:
    """Somebody asked for a sign-in link to an address that has no account."""

    email: str = field(repr=False)
    language: str


@dataclass(frozen=True)
class ConcernRaised:
    """Somebody says that a published thing is wrong or harmful."""

    concern_id: int
    scope_id: UUID | None
    thing_type: str
    thing_id: UUID


@dataclass(frozen=True)
class ConcernClosed:
    """A report has been looked into; ``upheld`` when it was right."""

    concern_id: int
    upheld: bool
    thing_type: str
    thing_id: UUID


@dataclass(frozen=True)
class SignatureAsked:
    """Somebody is asked by mail to sign. The secret stands here only until the mail is written."""

    signature_id: int
    secret: str = field(repr=False)


@dataclass(frozen=True)
class SignatureGiven:
    """Somebody signed."""

    signature_id: int
    thing_id: UUID
