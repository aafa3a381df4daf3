"""Words of counting: how a value comes from what was counted, and what can be counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SOURCE_NAME = "Colonnade"  # the one data source of everything this site counts itself
DIVIDED_BY = "divided_by"  # the caveat that holds what the sum was divided by
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-Hans")


class Formula(TextChoices):
    """How the value comes from the records that were counted."""

    SUM = "sum", _("the sum of everything on the list")
    SHARE = "share", _("the sum of everything on the list, as a share of the whole, in percent")
    RATE = "rate", _("the sum of everything on the list, for every 100,000 inhabitants")


class Span(TextChoices):
    """Of when a value speaks."""

    DAY = "day", _("as it stood on that day")
    YEAR = "year", _("within the year, up to that day")


class RecordKind(TextChoices):
    """What stands on the list of what was counted."""

    OFFER = "offer", pgettext_lazy("what was counted", "offer")
    DISTRICT = "district", pgettext_lazy("what was counted", "district")
    LANGUAGE = "language", pgettext_lazy("what was counted", "language")
    PLACE = "place", pgettext_lazy("what was counted", "learning space")
    PROVIDER = "provider", pgettext_lazy("what was counted", "provider")
    COMMITMENT = "commitment", pgettext_lazy("what was counted", "commitment")
    MEETING = "meeting", pgettext_lazy("what was counted", "meeting")
    BUDGET_LINE = "budget-line", pgettext_lazy("what was counted", "budget line")
    RESOURCE = "resource", pgettext_lazy("what was counted", "shared resource")
    STAKEHOLDER = "stakeholder", pgettext_lazy("what was counted", "organisation or person in the register")
    SECTOR = "sector", pgettext_lazy("what was counted", "sector")
    PLEDGE = "pledge", pgettext_lazy("what was counted", "promise")
    ACTION = "action", pgettext_lazy("what was counted", "action of the plan")
    DOCUMENT = "document", pgettext_lazy("what was counted", "document")


class Match(TextChoices):
    """How near an automatic indicator comes to one of the framework."""

    CLOSE = "close", _("comes close to")
    RELATED = "related", _("has to do with")
