"""What a source calls the state of a figure, and how sure it says it is; in our words and those of SDMX."""

from functools import cache

from django.conf import settings
from django.utils.translation import override

from colonnade.city.monitoring.vocabulary.observing import Status, Sure

WORDS = {
    Status.MEASURED: "Normal value",
    Status.ESTIMATED: "Estimated value",
    Status.PROXY: "National proxy",
    Status.NOT_AVAILABLE: "Not available",
    Status.NOT_APPLICABLE: "Not applicable",
}
_ALSO = {
    Status.MEASURED: ("a", "normal", "actual", "measured", "undefined", "final", "official", "confirmed"),
    Status.ESTIMATED: ("e", "p", "i", "f", "estimate", "estimated", "provisional", "imputed", "forecast", "preliminary"),
    Status.PROXY: ("proxy", "national", "national value", "regional proxy"),
    Status.NOT_AVAILABLE: ("o", "l", "missing", "missing value", "no data", "n/a", "na"),
    Status.NOT_APPLICABLE: ("m", "data cannot exist", "missing value; data cannot exist", "does not apply"),
}  # fmt: skip


def status_meant(text: str) -> Status | None:
    """The status that a source means; ``None`` for a word we do not know, or none at all."""
    return _statuses().get(" ".join(text.casefold().split()))


def sure_meant(text: str) -> Sure | None:
    """How sure a source says that it is; ``None`` for a word we do not know, or none at all."""
    return _sures().get(" ".join(text.casefold().split()))


@cache
def _statuses() -> dict[str, Status]:
    words: dict[str, Status] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.update({str(each.label).casefold(): each for each in Status})
    for each in Status:
        words.update(dict.fromkeys((each.value.casefold(), WORDS[each].casefold(), *_ALSO[each]), each))
    return words


@cache
def _sures() -> dict[str, Sure]:
    words: dict[str, Sure] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.update({str(each.label).casefold(): each for each in Sure})
    words.update({each.value.casefold(): each for each in Sure})
    return words
