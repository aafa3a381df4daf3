"""Words of peers: how large a city is, beside which others it is seen."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

SMALLEST_GROUP = 5  # values of others without which nothing of a group is shown
YEARS_FRESH = 3  # a value older than this is not set beside others


class Band(IntegerChoices):
    """Population bands after the OECD's classes of urban areas; the number is where a band begins.

    Source: OECD, Urban population by city size (2024): small 50,000 to 200,000, medium-size to 500,000, metropolitan
    to 1.5 million, large metropolitan above. Below 50,000 the OECD has no class; we add one.
    """

    TOWN = 0, _("under 50,000 inhabitants")
    SMALL = 50_000, _("50,000 to 200,000 inhabitants")
    MEDIUM = 200_000, _("200,000 to 500,000 inhabitants")
    METROPOLITAN = 500_000, _("500,000 to 1.5 million inhabitants")
    LARGE = 1_500_000, _("1.5 million inhabitants and more")

    @classmethod
    def of(cls, population: int) -> "Band":
        """The band in which a city of so many inhabitants lies."""
        return max(each for each in cls if each.value <= population)

    @property
    def end(self) -> int | None:
        """Where the next band begins; ``None`` for the largest."""
        return min((each.value for each in Band if each.value > self.value), default=None)
