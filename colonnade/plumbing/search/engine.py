"""Asking an index: from a question to the engine's query, and back to keys and counts."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tantivy

from colonnade.plumbing.search import analysis, store
from colonnade.plumbing.search.kinds import Kind, kinds
from colonnade.plumbing.search.question import Answer, Question

TITLE, ALL, STEM_TITLE, STEM_BODY, OWN_LANGUAGE = 4.0, 1.0, 2.0, 0.6, 1.6
SHORTEST_FUZZY, LONG_WORD = 4, 8
MOST_REMEMBERED, LARGEST_REMEMBERED = 200, 50  # answers, and things listed in one

Must, Should = tantivy.Occur.Must, tantivy.Occur.Should


@dataclass(frozen=True)
class _Open:
    """An index as it was after one commit. What is remembered came from this searcher, so it is never older."""

    path: Path
    index: tantivy.Index
    schema: tantivy.Schema
    seen: tuple[int, int]
    searcher: tantivy.Searcher
    remembered: dict[str, Answer] = field(default_factory=dict)


_open: dict[str, _Open] = {}
_lock = threading.Lock()


def _current(kind: Kind) -> _Open | None:
    """The open index, reloaded when a writer has committed or swapped since."""
    path = store.folder(kind)
    if path is None:
        return None
    written = (path / "meta.json").stat()  # a commit puts a new file in its place
    seen = written.st_mtime_ns, written.st_ino
    held = _open.get(kind.name)
    if held is not None and held.path == path and held.seen == seen:
        return held
    with _lock:
        index = held.index if held is not None and held.path == path else store.open_index(kind, path)
        index.reload()
        fresh = _open[kind.name] = _Open(path, index, index.schema, seen, index.searcher())
    return fresh


def ask(kind_name: str, question: Question) -> Answer:
    """Answer a question. When nothing has all the words, similar words and then fewer words are accepted.

    An index that was never built answers with nothing. What everybody asks (everything, a city, a block) is
    counted once after each change of the index; everybody gets a copy.
    """
    kind = kinds()[kind_name]
    held = _current(kind)
    if held is None:
        return Answer([], 0, {name: [] for name in question.facets}, {})
    if question.text or question.limit > LARGEST_REMEMBERED:
        return _answered(held, question)
    key = repr(replace(question, language=""))  # which only weighs words
    answer = held.remembered.get(key)
    if answer is None:
        answer = _answered(held, question)
        if len(held.remembered) >= MOST_REMEMBERED:
            held.remembered.clear()
        held.remembered[key] = answer
    facets = {name: list(counted) for name, counted in answer.facets.items()}
    return replace(answer, ids=list(answer.ids), facets=facets, windows=dict(answer.windows))


def _answered(held: _Open, question: Question) -> Answer:
    searcher = held.searcher
    words = _meaningful(question.text)
    answer = _Asking(held.schema, searcher, question, words).answer()
    if answer.total or not words:
        return answer
    for loosened in ("spelling", "words"):
        answer = _Asking(held.schema, searcher, question, words, loosened).answer()
        if answer.total:
            return replace(answer, loosened=loosened)
    return answer


def completions(
    kind_name: str, beginning: str, chosen: dict[str, tuple[str, ...]], limit: int = 8
) -> list[int]:
    """Keys of things whose title has a word that begins like the last one typed, and all words before it."""
    kind = kinds()[kind_name]
    held = _current(kind)
    typed = list(analysis.words(beginning))[:8]
    if held is None or not typed:
        return []
    asking = _Asking(held.schema, held.searcher, Question(chosen=chosen, limit=limit), [])
    clauses = [(Must, asking.word(each)) for each in typed[:-1]]
    clauses.append((Must, asking.beginning(typed[-1])))
    clauses += asking.filters()
    return asking.keys(tantivy.Query.boolean_query(clauses), limit, 0, "")[0]


def _meaningful(text: str) -> list[str]:
    every = list(dict.fromkeys(analysis.words(text)))[:16]
    telling = [
        word
        for word in every
        if analysis.script(word) in {"signs", "arabic"} or not analysis.is_stopword(word)
    ]
    return telling or every


class _Asking:
    """One question put to one searcher."""

    def __init__(
        self,
        schema: tantivy.Schema,
        searcher: tantivy.Searcher,
        question: Question,
        words: list[str],
        loosened: str = "",
    ) -> None:
        self.schema = schema
        self.searcher = searcher
        self.question = question
        self.words = words
        self.loosened = loosened

    def answer(self) -> Answer:
        question = self.question
        query = self.query()
        ids, total = self.keys(query, question.limit, question.offset, question.order_by)
        if total or any(question.chosen.values()):
            facets, windows = self.counts(query)
        else:
            facets, windows = {name: [] for name in question.facets}, dict.fromkeys(question.windows, 0)
        return Answer(ids, total, facets, windows)

    # -- words ----------------------------------------------------------------------------------------

    def term(self, field: str, value: str, boost: float) -> tantivy.Query:
        return tantivy.Query.boost_query(tantivy.Query.term_query(self.schema, field, value, "freq"), boost)

    def word(self, word: str) -> tantivy.Query:
        """One word in any field it may stand in."""
        script = analysis.script(word)
        if script == "signs":
            return self._signs(word)
        plain = analysis.folded(word)
        either = [self.term("title", plain, TITLE), self.term("all", plain, ALL)]
        for language in analysis.BY_SCRIPT[script]:
            stem = analysis.stem(language, word)
            if stem:
                weight = OWN_LANGUAGE if self.question.language.startswith(language) else 1.0
                either.append(self.term(f"title_{language}", stem, STEM_TITLE * weight))
                either.append(self.term(f"body_{language}", stem, STEM_BODY * weight))
        if self.loosened == "spelling" and len(plain) >= SHORTEST_FUZZY:
            distance = 2 if len(plain) >= LONG_WORD else 1
            either += [
                tantivy.Query.boost_query(
                    tantivy.Query.fuzzy_term_query(self.schema, field, plain, distance), boost
                )
                for field, boost in (("title", TITLE / 2), ("all", ALL / 2))
            ]
        return tantivy.Query.boolean_query([(Should, each) for each in either])

    def _signs(self, run: str) -> tantivy.Query:
        either = []
        for name, boost in ((f"title_{analysis.SIGNS}", TITLE), (f"body_{analysis.SIGNS}", ALL)):
            every = [(Must, self.term(name, pair, boost)) for pair in analysis.pairs(run)]
            either.append((Should, tantivy.Query.boolean_query(every)))
        return tantivy.Query.boolean_query(either)

    def beginning(self, word: str) -> tantivy.Query:
        """Words of the title that begin like this."""
        if analysis.script(word) == "signs":
            return self._signs(word)
        return tantivy.Query.fuzzy_term_query(
            self.schema, "title", analysis.folded(word), 0, True, prefix=True
        )

    # -- conditions -----------------------------------------------------------------------------------

    def filters(self, but: str = "") -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """Every condition but the one on the facet ``but``."""
        question = self.question
        kept = []
        for name, values in question.chosen.items():
            if values and name != but:
                kept.append(self._any_of(name, values))
        integer = tantivy.FieldType.Integer
        for name, lowest in question.at_least.items():
            kept.append(tantivy.Query.range_query(self.schema, name, integer, lower_bound=lowest))
        for name, (low, high) in question.between.items():
            kept.append(
                tantivy.Query.range_query(self.schema, name, integer, lower_bound=low, upper_bound=high)
            )
        if question.box:
            south, west, north, east = question.box
            number = tantivy.FieldType.Float
            kept.append(
                tantivy.Query.range_query(self.schema, "lat", number, lower_bound=south, upper_bound=north)
            )
            kept.append(
                tantivy.Query.range_query(self.schema, "lon", number, lower_bound=west, upper_bound=east)
            )
        return [(Must, tantivy.Query.const_score_query(each, 0.0)) for each in kept]

    def _any_of(self, name: str, values: Iterable[str]) -> tantivy.Query:
        """Any of these exact values. (The engine's own query for sets visits every document that has one.)"""
        terms = [tantivy.Query.term_query(self.schema, name, value, "basic") for value in values]
        return (
            terms[0] if len(terms) == 1 else tantivy.Query.boolean_query([(Should, each) for each in terms])
        )

    def query(self, but: str = "") -> tantivy.Query:
        """Everything that is asked for: conditions and words."""
        clauses = self.filters(but)
        if self.loosened == "words":
            some = tantivy.Query.boolean_query(
                [(Should, self.word(word)) for word in self.words],
                minimum_number_should_match=max(1, len(self.words) // 2),
            )
            clauses.append((Must, some))
        else:
            clauses += [(Must, self.word(word)) for word in self.words]
        return tantivy.Query.boolean_query(clauses) if clauses else tantivy.Query.all_query()

    # -- answers --------------------------------------------------------------------------------------

    def keys(self, query: tantivy.Query, limit: int, offset: int, order_by: str) -> tuple[list[int], int]:
        options: dict[str, Any] = {"order_by_field": order_by, "order": tantivy.Order.Asc} if order_by else {}
        found = self.searcher.search(query, limit=max(limit, 1), offset=offset, **options)
        addresses = [address for _, address in found.hits][:limit]
        return _ids(self.searcher, addresses), _total(found)

    def counts(self, query: tantivy.Query) -> tuple[dict[str, list[tuple[str, int]]], dict[str, int]]:
        """Counts for every facet and window; a facet somebody chose from is counted as if they had not."""
        question = self.question
        free = [name for name in question.facets if not question.chosen.get(name)]
        counted, windows = self._count(query, free, question.windows)
        for name in question.facets:
            if question.chosen.get(name):
                counted.update(self._count(self.query(but=name), [name], {})[0])
        return {name: counted.get(name, []) for name in question.facets}, windows

    def _count(
        self, query: tantivy.Query, names: Iterable[str], windows: Mapping[str, tuple[str, int, int]]
    ) -> tuple[dict[str, list[tuple[str, int]]], dict[str, int]]:
        """Count facets and windows in one pass over what is found."""
        size = self.question.values_per_facet
        terms = {
            f"f:{name}": {"terms": {"field": name, "size": size, "segment_size": size * 4}} for name in names
        }
        spans = {
            f"w:{name}": {"filter": f"{field}:[{low} TO {high}]"}
            for name, (field, low, high) in windows.items()
        }
        if not terms and not spans:
            return {}, {}
        found = self.searcher.aggregate(query, {**terms, **spans})
        return {
            name[2:]: [(bucket["key"], int(bucket["doc_count"])) for bucket in found[name]["buckets"]]
            for name in terms
        }, {name[2:]: int(found[name]["doc_count"]) for name in spans}


def _ids(searcher: tantivy.Searcher, addresses: list[tantivy.DocAddress]) -> list[int]:
    if not addresses:
        return []
    return [int(value) for value in searcher.fast_field_values("id", addresses) if value is not None]


def _total(found: Any) -> int:
    """How many documents match; the engine's type hints do not know this attribute."""
    return int(found.count or 0)
