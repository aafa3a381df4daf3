"""Which column of the temple does an offer stand in? Its own words decide, and they are named.

Method. The title, the keywords, the source's categories and the first sixty words of the
description are folded (case, accents, Arabic article and vowel signs) and looked up in lists of
words, one list per language: ``data/block_words.json``. A word adds its weight (1 hints, 2 speaks
for, 3 decides) times the weight of the place where it stands (title 3, keyword and category 2,
description and audience 1). A list entry counts once, where it weighs most, and one word of the
text speaks once for each block. A block is found when one word alone brings it three points; the
others then add to it. So hints count in a title only, and a description places an offer by itself
only with a word that decides. A weight of 0 silences the shorter words inside ("martial arts" is not
arts). At most two blocks are returned, the second if it has half the points of the first. An offer
in which no word speaks stays unplaced, and that is an answer.

Lists. The list of the record's language is used when there is one (any Chinese uses the simplified
and the traditional list). Else the script of the text decides: Cyrillic the Russian, Arabic the
Arabic, Han the Chinese lists, Latin all Latin lists together (without their shortest words, which
mean something else next door). A declared language is believed, even when the text is in another.

Limits. Words have no context here: a play about work looks like work, and "not for beginners"
looks like beginners. Markup must have been removed. Sport, worship and leisure have no block in
the framework and stay unplaced unless other words speak. The result is a proposal that people can
correct, and it must always be shown with its reasons.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from json import loads
from typing import Any, Final, NamedTuple

_BLOCK_WORDS: Final = "block_words.json"
_AUDIENCE_WORDS: Final = "audience_words.json"

_TITLE, _LABEL, _TEXT = 3.0, 2.0, 1.0
_DECLARED: Final = 3.0  # the source's own audience field, when it holds words instead of codes
_ENOUGH: Final = 3.0
_SHARE_OF_BEST: Final = 0.5
_AT_MOST: Final = 2
_WORDS_READ: Final = 60
_LETTERS_READ: Final = 480
_HAN_READ: Final = 120
_SHORTEST_ABROAD: Final = 5
_WORDS_REMEMBERED: Final = 20_000
_HEAD: Final = 3
_TAIL: Final = 4

_BREAK: Final = " _ "  # between two keywords: a phrase never reaches across it
_words = re.compile(r"\w+").findall
_unmarked = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670]+").sub
_without_article = re.compile(r"\b(?:[وف]?(?:[بك]?ال|لل))(?=\w{3})").sub
_SCRIPTS: Final = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}


class Reason(NamedTuple):
    """Why a block was chosen: the entry as written in the list, and where it was found.

    ``where`` is "title", "keyword", "category", "description" or "audience"; for an audience
    ``word`` is the audience code.
    """

    word: str
    where: str


@dataclass(frozen=True, slots=True)
class Placement:
    """One block an offer stands in, how strongly, and because of which words (weightiest first)."""

    block: str
    score: float
    reason: tuple[Reason, ...]


class _Field(NamedTuple):
    where: str
    weight: float
    text: str


class _Vote(NamedTuple):
    target: str
    points: float
    reason: Reason


class _Part(NamedTuple):
    """One word of a list entry: the whole word, or the stem it begins with, or its ending."""

    text: str
    form: str

    def fits(self, word: str) -> bool:
        if self.form == "word":
            return word == self.text
        if self.form == "stem":
            return word.startswith(self.text)
        return len(word) > len(self.text) and word.endswith(self.text)


class _Entry(NamedTuple):
    written: str
    target: str
    weight: int
    first: _Part
    rest: tuple[_Part, ...]

    def goes_on(self, words: Sequence[str], position: int) -> bool:
        """Do the words after this one complete the phrase?"""
        if position + len(self.rest) >= len(words):
            return False
        for part in self.rest:
            position += 1
            if not part.fits(words[position]):
                return False
        return True


class _Beginnings(dict[str, tuple[_Entry, ...]]):
    """Which entries a word may begin, remembered, because the texts of a city repeat their words.

    Entries are filed by the letters a word begins or ends with, so an unknown word costs two
    look-ups. The memory is emptied when it is full.
    """

    def __init__(self, entries: Iterable[_Entry], clitics: str) -> None:
        super().__init__()
        self.clitics = clitics
        self.heads: dict[str, list[_Entry]] = {}
        self.tails: dict[str, list[_Entry]] = {}
        for entry in sorted(entries, key=_longest_first):
            if entry.first.form == "ending":
                self.tails.setdefault(entry.first.text[-_TAIL:], []).append(entry)
            else:
                self.heads.setdefault(entry.first.text[:_HEAD], []).append(entry)

    def __missing__(self, word: str) -> tuple[_Entry, ...]:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        begun = self._begun_by(word)
        if not begun and word[0] in self.clitics and len(word) > _HEAD:
            begun = self._begun_by(word[1:])  # Arabic writes "and", "by", "for" together with the word
        self[word] = begun
        return begun

    def _begun_by(self, word: str) -> tuple[_Entry, ...]:
        filed = (*self.heads.get(word[:_HEAD], ()), *self.tails.get(word[-_TAIL:], ()))
        return tuple(entry for entry in filed if entry.first.fits(word))


class _Lexicon(NamedTuple):
    """The lists of one or more languages, ready for texts with spaces or for Chinese."""

    beginnings: _Beginnings
    han: Mapping[str, Sequence[_Entry]]
    arabic: bool


@cache
def _data(name: str) -> Mapping[str, Any]:
    """The lists as the file has them; read once."""
    folder = resources.files("colonnade.city.catalogue").joinpath("data")
    content: Mapping[str, Any] = loads(folder.joinpath(name).read_text(encoding="utf-8"))
    return content


METHOD_VERSION: Final[str] = _data(_BLOCK_WORDS)["version"]


def place(
    title: str,
    description: str,
    keywords: Sequence[str],
    categories: Sequence[str],
    audience: Sequence[str],
    kind: str,
    language: str,
) -> list[Placement]:
    """The blocks an offer belongs to, best first; none when its words say nothing.

    ``audience`` holds audience codes; anything else in it is read with the audience lists. ``kind``
    never places an offer by itself: it only halves the culture block for a course, because a course
    about festivals is not a festival. Scores compare blocks of one offer, not offers.
    """
    languages = _languages(language, title, description)
    fields = [
        _Field("title", _TITLE, title),
        _Field("keyword", _LABEL, _BREAK.join(keywords)),
        _Field("category", _LABEL, _BREAK.join(categories)),
        _Field("description", _TEXT, description),
    ]
    votes = [
        *_found(_lexicon(_BLOCK_WORDS, languages), fields),
        *_by_audience(audience, languages),
    ]
    points = _points(votes)
    for block, factor in _data(_BLOCK_WORDS)["kinds"].get(kind.casefold(), {}).items():
        if block in points:
            points[block] *= factor
    return [Placement(block, round(points[block], 2), _reasons(votes, block)) for block in _best(points)]


def audiences(title: str, description: str, keywords: Sequence[str], language: str) -> list[str]:
    """The audiences an offer names itself, as codes in alphabetical order; usually none.

    Same look-up as ``place``, with ``data/audience_words.json`` and more caution: an exhibition about
    women is not an offer for women. Words of weight 1 count only in an audience field, of weight 2 in
    a title or keyword, of weight 3 ("for job seekers") in a description too. An empty list means that
    nothing was said, never that everybody may come.
    """
    fields = [
        _Field("title", _LABEL, title),
        _Field("keyword", _LABEL, _BREAK.join(keywords)),
        _Field("description", _TEXT, description),
    ]
    return _audience_codes(fields, _languages(language, title, description))


def _audience_codes(fields: Iterable[_Field], languages: tuple[str, ...]) -> list[str]:
    return sorted(_points(list(_found(_lexicon(_AUDIENCE_WORDS, languages), fields))))


def _by_audience(audience: Sequence[str], languages: tuple[str, ...]) -> Iterator[_Vote]:
    """What the declared audience says about the block; a code counts once."""
    known: Mapping[str, Mapping[str, float]] = _data(_BLOCK_WORDS)["audiences"]
    codes: dict[str, None] = {}
    for value in audience:
        if value in known:
            codes[value] = None
        else:
            codes.update(dict.fromkeys(_audience_codes([_Field("audience", _DECLARED, value)], languages)))
    for code in codes:
        for block, weight in known.get(code, {}).items():
            yield _Vote(block, _TEXT * weight, Reason(code, "audience"))


def _points(votes: Sequence[_Vote]) -> dict[str, float]:
    """The sum of points of every target that one word alone carries over the threshold."""
    carried = {vote.target for vote in votes if vote.points >= _ENOUGH}
    points = dict.fromkeys(carried, 0.0)
    for vote in votes:
        if vote.target in carried:
            points[vote.target] += vote.points
    return points


def _best(points: Mapping[str, float]) -> list[str]:
    """The blocks worth returning, best first, equal ones in the order of the temple."""
    if not points:
        return []
    least = max(_ENOUGH, _SHARE_OF_BEST * max(points.values()))
    ranked = sorted((-score, block) for block, score in points.items() if score >= least)
    return [block for _score, block in ranked[:_AT_MOST]]


def _reasons(votes: Sequence[_Vote], block: str) -> tuple[Reason, ...]:
    own = sorted((vote for vote in votes if vote.target == block), key=lambda vote: -vote.points)
    return tuple(vote.reason for vote in own)


def _found(lexicon: _Lexicon, fields: Iterable[_Field]) -> Iterator[_Vote]:
    """Every entry that occurs, once, in the first field (fields come weightiest first)."""
    seen: set[tuple[str, str]] = set()
    matches = _matches_in_han if lexicon.han else _matches_in_words
    for where, field_weight, text in fields:
        if not text:
            continue
        for entry in matches(lexicon, text, where == "description"):
            key = (entry.target, entry.written)
            if entry.weight and key not in seen:
                seen.add(key)
                yield _Vote(entry.target, field_weight * entry.weight, Reason(entry.written, where))


def _matches_in_words(lexicon: _Lexicon, text: str, is_long: bool) -> Iterator[_Entry]:
    """Entries in a text whose words are separated; a word, or a phrase, speaks once for a block."""
    words = _split(text[:_LETTERS_READ] if is_long else text, lexicon.arabic)
    if is_long:
        words = words[:_WORDS_READ]
    beginnings = lexicon.beginnings
    spoken: dict[str, int] = {}  # block: last word that has spoken for it
    for position, word in enumerate(words):
        for entry in beginnings[word]:
            if spoken.get(entry.target, -1) < position and (not entry.rest or entry.goes_on(words, position)):
                spoken[entry.target] = position + len(entry.rest)
                yield entry


@lru_cache(maxsize=64)
def _split(text: str, arabic: bool) -> tuple[str, ...]:
    """The folded words of a text; the same record is read with the lists of blocks and with those of audiences."""
    return tuple(_words(_fold(text, arabic)))


def _matches_in_han(lexicon: _Lexicon, text: str, is_long: bool) -> Iterator[_Entry]:
    """Entries in a text without spaces; the longest wins and its characters are used up."""
    text = _fold(text[:_HAN_READ] if is_long else text, arabic=False)
    filed = lexicon.han.get
    position = 0
    while position < len(text) - 1:
        step = 1
        for entry in filed(text[position : position + 2], ()):
            if text.startswith(entry.first.text, position):
                yield entry
                step = len(entry.first.text)
                break
        position += step


def _fold(text: str, arabic: bool) -> str:
    """Case, accents and the Arabic article removed; the lists are folded in the same way."""
    text = text.casefold()
    if text.isascii():
        return text
    text = _unmarked("", unicodedata.normalize("NFKD", text))
    if arabic:
        text = _without_article("", text.replace("ة", "ه").replace("ى", "ي"))
    return text


def _languages(language: str, title: str, description: str) -> tuple[str, ...]:
    """The lists to read with: those of the language if listed, else those of the script."""
    listed = _data(_BLOCK_WORDS)["languages"]
    primary = language.casefold().replace("_", "-").partition("-")[0]
    if primary in listed:
        return (primary,)
    if primary != "zh":
        primary = _script(f"{title} {description[:_LETTERS_READ]}")
    if primary == "zh":
        return ("zh-hans", "zh-hant")
    if primary == "latin":
        return tuple(code for code in listed if code not in ("ru", "ar", "zh-hans", "zh-hant"))
    return (primary,) if primary in listed else ()


def _script(text: str) -> str:
    """The script most of a text is written in, if it is not Latin, as the language read for it.

    Foreign texts are full of Latin names, so a fifth of the letters is enough. Any kana makes a
    text Japanese, for which there is no list.
    """
    counts = {code: len(pattern.findall(text)) for code, pattern in _SCRIPTS.items()}
    if counts["ja"]:
        return "ja"
    code = max(counts, key=lambda script: counts[script])
    letters = sum(map(str.isalpha, text))
    return code if counts[code] * 5 > letters else "latin"


@cache
def _lexicon(name: str, languages: tuple[str, ...]) -> _Lexicon:
    """The lists of these languages, ready for looking up."""
    arabic = languages == ("ar",)
    if not languages or not languages[0].startswith("zh"):
        return _Lexicon(_Beginnings(_entries(name, languages), "وفبلك" if arabic else ""), {}, arabic)
    han: dict[str, list[_Entry]] = {}
    for entry in sorted(_entries(name, languages), key=_longest_first):
        han.setdefault(entry.first.text[:2], []).append(entry)
    return _Lexicon(_Beginnings((), ""), han, arabic)


def _longest_first(entry: _Entry) -> tuple[int, int, int, str]:
    return -len(entry.rest), -len(entry.first.text), -entry.weight, entry.written


def _entries(name: str, languages: Sequence[str]) -> Iterator[_Entry]:
    least = _SHORTEST_ABROAD if len(languages) > 2 else 0
    for language in languages:
        for target, words in _data(name)["languages"].get(language, {}).items():
            for written, weight in words.items():
                parts = [_part(word, language == "ar") for word in written.split()]
                if len(parts) > 1 or parts[0].form != "word" or len(parts[0].text) >= least:
                    yield _Entry(written, target, weight, parts[0], tuple(parts[1:]))


def _part(written: str, arabic: bool) -> _Part:
    text = _fold(written.strip("*"), arabic)
    if written.startswith("*"):
        return _Part(text, "ending")
    return _Part(text, "stem" if written.endswith("*") else "word")
