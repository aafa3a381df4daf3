"""Words of a call: its kind, its dated stages, and what becomes of an application."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallKind(TextChoices):
    """What a call is for."""

    MEMBERSHIP = "MEMBERSHIP", _("Joining the network")
    REPORT = "REPORT", _("Progress report")
    AWARD = "AWARD", _("Award")
    HOSTING = "HOSTING", _("Hosting a conference")


class CallState(TextChoices):
    """Whether a call can be seen."""

    DRAFT = "DRAFT", pgettext_lazy("state of a call", "draft")
    PUBLISHED = "PUBLISHED", pgettext_lazy("state of a call", "published")
    CANCELLED = "CANCELLED", pgettext_lazy("state of a call", "cancelled")


class StageKind(TextChoices):
    """The dated stages of a call, in their order."""

    OPEN = "OPEN", _("Applications")
    ENDORSEMENT = "ENDORSEMENT", _("Endorsement by National Commissions")
    REVIEW = "REVIEW", _("Review")
    DECISION = "DECISION", _("Decision")
    PUBLICATION = "PUBLICATION", _("Publication")


STAGE_ORDER = list(StageKind)


class ApplicationState(TextChoices):
    """What has become of an application. Every change is a :class:`Step` with actor, moment and reason."""

    DRAFT = "DRAFT", pgettext_lazy("state of an application", "being written")
    SUBMITTED = "SUBMITTED", pgettext_lazy("state of an application", "with the National Commission")
    RETURNED = "RETURNED", pgettext_lazy("state of an application", "returned with comments")
    ENDORSED = "ENDORSED", pgettext_lazy("state of an application", "endorsed")
    NOT_ENDORSED = "NOT_ENDORSED", pgettext_lazy("state of an application", "not endorsed")
    RECEIVED = "RECEIVED", pgettext_lazy("state of an application", "received by the secretariat")
    INELIGIBLE = "INELIGIBLE", pgettext_lazy("state of an application", "not eligible")
    UNDER_REVIEW = "UNDER_REVIEW", pgettext_lazy("state of an application", "under review")
    ACCEPTED = "ACCEPTED", pgettext_lazy("state of an application", "accepted")
    DEFERRED = "DEFERRED", pgettext_lazy("state of an application", "deferred")
    DECLINED = "DECLINED", pgettext_lazy("state of an application", "declined")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("state of an application", "withdrawn")


WRITABLE = (ApplicationState.DRAFT, ApplicationState.RETURNED)
AT_COMMISSION = (ApplicationState.SUBMITTED, ApplicationState.ENDORSED)
DECISIONS = (ApplicationState.ACCEPTED, ApplicationState.DEFERRED, ApplicationState.DECLINED)

# From which state an application may go where; anything else is refused.
WAYS: dict[str, tuple[str, ...]] = {
    ApplicationState.DRAFT: (
        ApplicationState.SUBMITTED,
        ApplicationState.RECEIVED,
        ApplicationState.WITHDRAWN,
    ),
    ApplicationState.RETURNED: (
        ApplicationState.SUBMITTED,
        ApplicationState.RECEIVED,
        ApplicationState.WITHDRAWN,
    ),
    ApplicationState.SUBMITTED: (
        ApplicationState.RETURNED,
        ApplicationState.ENDORSED,
        ApplicationState.NOT_ENDORSED,
        ApplicationState.WITHDRAWN,
    ),
    ApplicationState.ENDORSED: (
        ApplicationState.SUBMITTED,
        ApplicationState.RECEIVED,
        ApplicationState.WITHDRAWN,
    ),
    ApplicationState.RECEIVED: (
        ApplicationState.RETURNED,
        ApplicationState.UNDER_REVIEW,
        ApplicationState.INELIGIBLE,
        ApplicationState.ACCEPTED,
        ApplicationState.DEFERRED,
        ApplicationState.DECLINED,
        ApplicationState.WITHDRAWN,
    ),
    ApplicationState.UNDER_REVIEW: (
        ApplicationState.INELIGIBLE,
        ApplicationState.ACCEPTED,
        ApplicationState.DEFERRED,
        ApplicationState.DECLINED,
        ApplicationState.WITHDRAWN,
    ),
}


class Side(TextChoices):
    """Who says something about an application."""

    CITY = "CITY", _("city")
    COMMISSION = "COMMISSION", _("National Commission")
    SECRETARIAT = "SECRETARIAT", _("secretariat")


class Interest(TextChoices):
    """What a reviewer declares before reading a file."""

    NONE = "NONE", _("I have no tie to this city")
    TIED = "TIED", _("I have a tie to this city and cannot judge it")


class Per(TextChoices):
    """What a quota is counted by."""

    COUNTRY = "COUNTRY", _("country")
    COMMISSION = "COMMISSION", _("National Commission")
    REGION = "REGION", _("region")
    ROUND = "ROUND", _("round")


class RuleKind(TextChoices):
    """Conditions a call may set; each is evaluated by ``queries.eligibility``."""

    MEMBER = "MEMBER", _("must be a member")
    NOT_MEMBER = "NOT_MEMBER", _("must not be a member")
    MEMBER_FOR = "MEMBER_FOR", _("must have been a member for more than a number of months")
    NOT_AWARDED = "NOT_AWARDED", _("must not have been awarded within a number of years")
    POPULATION = "POPULATION", _("must have at least a number of inhabitants")
    COUNTRY = "COUNTRY", _("must lie in one of these countries")
    REGION = "REGION", _("must lie in one of these regions")
    REPORTED = "REPORTED", _("must not owe a progress report")


class Severity(TextChoices):
    """What happens where a condition is not met."""

    REFUSAL = "REFUSAL", _("refuses")
    WARNING = "WARNING", _("warns only")


class Outcome(TextChoices):
    """What a condition says about a city."""

    MET = "MET", _("met")
    FAILED = "FAILED", _("not met")
    UNKNOWN = "UNKNOWN", _("cannot be told")


class Deed(TextChoices):
    """What people do without needing a permission, as the audit trail calls it."""

    INTEREST_DECLARE = "charter:interest:declare"


# The permissions that queries ask about; ``rules.Permission`` gives each its predicate.
APPLICATION_WRITE = "charter:application:write"
APPLICATION_SUBMIT = "charter:application:submit"
APPLICATION_ENDORSE = "charter:application:endorse"
APPLICATION_DECIDE = "charter:application:decide"
CALL_KEEP = "charter:call:keep"
