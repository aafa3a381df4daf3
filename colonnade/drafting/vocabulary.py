"""Words of a text written together, and the measures that apply to it."""

import re
from datetime import timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DraftState(TextChoices):
    """Where a text stands."""

    WRITING = "WRITING", _("being written")
    CONSULTING = "CONSULTING", _("open for comments")
    CLOSED = "CLOSED", _("comments are being answered")
    FROZEN = "FROZEN", _("final")


class Origin(TextChoices):
    """Where a version of a section comes from."""

    WRITTEN = "WRITTEN", _("written here")
    COMPUTED = "COMPUTED", _("drafted from the data")
    COPIED = "COPIED", _("copied from the last time")
    ASIDE = "ASIDE", _("written at the same time as another; not merged yet")


class CommentKind(TextChoices):
    """What somebody says to a draft."""

    COMMENT = "COMMENT", pgettext_lazy("to a draft", "comment")
    QUESTION = "QUESTION", pgettext_lazy("to a draft", "question")
    AMENDMENT = "AMENDMENT", _("change of wording")
    OBJECTION = "OBJECTION", _("objection")


class Outcome(TextChoices):
    """What became of a comment."""

    OPEN = "OPEN", _("not answered yet")
    TAKEN = "TAKEN", _("taken up")
    PARTLY = "PARTLY", _("partly taken up")
    NOT_TAKEN = "NOT_TAKEN", _("not taken up")
    NOTED = "NOTED", _("noted")


class Visibility(TextChoices):
    """Whether a comment may be seen."""

    WAITING = "WAITING", _("waits to be looked at")
    SHOWN = "SHOWN", _("shown")
    HIDDEN = "HIDDEN", _("hidden")


class Saved(StrEnum):
    """What came of an attempt to write."""

    KEPT = "kept"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    ASIDE = "aside"


class Deed(StrEnum):
    """What people do without needing a permission, as the audit trail calls it."""

    COMMENT_MAKE = "drafting:comment:make"
    COMMENT_WITHDRAW = "drafting:comment:withdraw"
    COMMENT_SUPPORT = "drafting:comment:support"


ONE_GO = timedelta(minutes=5)  # what somebody saves within this time of their last saving belongs together
KEPT_APART = timedelta(days=1)  # pages opened longer ago than this are no longer merged automatically
KEPT_AWAY = timedelta(days=30)  # how long a text that was put away can be brought back
CLOSING_SOON = timedelta(days=7)
LONGEST_TEXT = 100_000
LONGEST_COMMENT = 5_000
MOST_COMMENTS_AN_HOUR = 20  # of one person on one text
MOST_WAITING = 300  # comments without an account that wait to be looked at, on one text

# A Chinese or Japanese sign counts as a word, as in the word processors people know; else what stands between spaces.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\s{_SIGNS}]*[^\W_{_SIGNS}][^\s{_SIGNS}]*")


def words_in(text: str) -> int:
    """Number of words, in any script; marks that stand alone, such as those of Markdown, do not count."""
    return len(_WORD.findall(text))
