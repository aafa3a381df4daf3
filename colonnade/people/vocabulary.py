"""Words of people: where a role holds, what kind of organisation this is."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """Where a role holds."""

    PLATFORM = "PLATFORM", _("whole platform")
    CITY = "CITY", _("city")
    NETWORK = "NETWORK", _("network")
    COMMISSION = "COMMISSION", _("National Commission")
    PROVIDER = "PROVIDER", _("learning provider")


class OrganisationType(TextChoices):
    """What kind of body offers or supports learning; UNKNOWN where the source does not say."""

    UNKNOWN = "UNKNOWN", _("not stated")
    LIBRARY = "LIBRARY", _("library")
    SCHOOL = "SCHOOL", _("school")
    UNIVERSITY = "UNIVERSITY", _("university")
    NGO = "NGO", _("non-governmental organisation")
    COMPANY = "COMPANY", _("company")
    MUSEUM = "MUSEUM", _("museum")
    EMPLOYER = "EMPLOYER", _("employer")
    UNION = "UNION", _("trade union")
    HEALTH = "HEALTH", _("health service")
    SPORTS = "SPORTS", _("sports club")
    PERSON = "PERSON", _("one person")
    MUNICIPALITY = "MUNICIPALITY", _("municipality")
    RELIGIOUS = "RELIGIOUS", _("religious community")
    MEDIA = "MEDIA", _("media")


class ConcernState(TextChoices):
    """What has become of a report of abuse or error."""

    OPEN = "OPEN", _("waiting")
    UPHELD = "UPHELD", _("upheld")
    DISMISSED = "DISMISSED", _("dismissed")


class ConcernKind(TextChoices):
    """What somebody found wrong."""

    WRONG = "WRONG", _("The facts are wrong or out of date")
    CANCELLED = "CANCELLED", _("This does not take place")
    HARMFUL = "HARMFUL", _("It is hateful, indecent or dangerous")
    PRIVATE = "PRIVATE", _("It shows somebody's personal data")
    SPAM = "SPAM", _("It is advertising or a fraud")
    OTHER = "OTHER", _("Something else")


class SignatureState(TextChoices):
    """What has become of a signature."""

    ASKED = "ASKED", _("asked for")
    SIGNED = "SIGNED", _("signed")
    DECLINED = "DECLINED", _("declined")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


class Purpose(StrEnum):
    """What a one-time link is for."""

    SIGN_IN = "sign-in"


class Deed(StrEnum):
    """What people do without needing a permission, as the audit trail calls it."""

    ROLES_DEFINE = "people:role:define"
    ROLE_REVOKE = "people:role:revoke"
    PERSON_REGISTER = "people:person:register"
    PERSON_DESCRIBE = "people:person:describe"
    DEVICES_SIGN_OUT = "people:person:sign-out-devices"
    INVITATION_ACCEPT = "people:invitation:accept"
    INVITATION_WITHDRAW = "people:invitation:withdraw"
    CONCERN_RAISE = "people:concern:raise"
    SIGNATURE_GIVE = "people:signature:give"
    SIGNATURE_DECLINE = "people:signature:decline"
    SIGNATURE_TAKE_BACK = "people:signature:take-back"


OPERATOR = "operator"

LINK_LIVES = timedelta(minutes=20)
LINKS_AT_ONCE = 5
INVITATION_LIVES = timedelta(days=14)
SIGNATURE_LIVES = timedelta(days=60)
KEPT_AFTERWARDS = timedelta(days=30)


@dataclass(frozen=True)
class ScopeFacts:
    """What is to be said about a place in which roles are held.

    ``within`` is the place whose team looks after this one too, such as the city of a provider.
    """

    kind: Scope
    name: str
    url: str = ""
    within: UUID | None = None


@dataclass(frozen=True)
class OrganisationFacts:
    """What a feed or a form says about one organisation; ``match_key`` is its folded name."""

    match_key: str
    names: dict[str, str] = field(default_factory=dict)
    type: str = OrganisationType.UNKNOWN
    is_informal: bool = False
    url: str = ""
    email: str = ""
    phone: str = ""
    identifiers: list[dict[str, str]] = field(default_factory=list)
