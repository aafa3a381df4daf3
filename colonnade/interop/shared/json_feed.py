"""A JSON feed read for the harvest: records out of the plumbing pipe, damage told in the harvest's words."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Head, Raw, Report, Unusable
from colonnade.interop.shared.text_feed import feed_text
from colonnade.plumbing.json_records import RECORD_LIMIT, Damage, JsonRecords, NotJson


def json_start(head: Head) -> str:
    """Return the beginning of a feed if it may be JSON, else ""; wide characters are read like narrow ones."""
    data = head.data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    if data[:1] not in (b"{", b"["):
        return ""
    return data.replace(b"\0", b"").decode("utf-8", "replace")


def open_feed(
    stream: BinaryIO, report: Report, *paths: str, keep: Iterable[str] = (), noun: str = "record"
) -> JsonRecords:
    """Open a feed whose records stand under one of ``paths`` and step in front of the first.

    ``noun`` names a record in what is reported: "event 12, line 340".

    :raises Unusable: ``empty`` where there is nothing, ``not_json`` where the text before the records is none.
    """
    document = JsonRecords(feed_text(stream, report), *paths, keep=keep, told=damage_told(report, noun))
    try:
        document.look()
    except NotJson as fault:
        raise Unusable("not_json", position=fault.position) from None
    if document.blank:
        raise Unusable("empty")
    return document


def raws(document: JsonRecords, report: Report, noun: str = "record") -> Iterator[Raw]:
    """Yield every object of the list; what is no object is rejected."""
    for record in document:
        where = f"{noun} {record.key or record.number}"
        if isinstance(record.value, dict):
            yield Raw(where, record.value)
        else:
            report.rejected(where, "not_an_offer", excerpt=repr(record.value)[:200], what=_("not an object"))
    if document.gap:
        report.cut = True  # some may be missing besides those told: nothing must be withdrawn


def records_of(stream: BinaryIO, report: Report, *paths: str, noun: str = "record") -> Iterator[Raw]:
    """Open a feed and yield its records.

    :raises Unusable: as :func:`open_feed`, and ``not_offers`` where no list stands under any of ``paths``.
    """
    document = open_feed(stream, report, *paths, noun=noun)
    require_list(document)
    yield from raws(document, report, noun)


def require_list(document: JsonRecords) -> None:
    """Make sure that the list was found, unless the feed was cut before it came."""
    if document.path is None and not document.cut:
        raise Unusable("not_offers", what=_("a JSON document without the list of offers this format has"))


def tell_page(report: Report, shown: object, total: object) -> None:
    """Say that a feed is one page of a longer answer, if it is: what it does not show must not be withdrawn."""
    if isinstance(shown, int) and isinstance(total, int) and total > shown:
        report.cut = True
        report.repaired("file", "page_only", shown=shown, total=total)


def damage_told(report: Report, noun: str) -> Callable[[Damage], None]:
    """Return what hears of damage in a JSON document and tells it to ``report``."""

    def told(damage: Damage) -> None:
        where = f"{noun} {damage.number}, line {damage.line}" if damage.number else f"line {damage.line}"
        if damage.kind == "broken":
            detail = f"{damage.detail} (character {damage.position})"
            report.rejected(where, "broken_record", excerpt=damage.excerpt, detail=detail)
        elif damage.kind == "too_large":
            report.rejected(where, "too_large_record", excerpt=damage.excerpt, kilobytes=RECORD_LIMIT // 1000)
        elif damage.kind == "cut":
            report.cut = True
            if damage.number:
                report.rejected(where, "cut_record", excerpt=damage.excerpt)
            report.repaired("file", "cut_file")
        else:
            report.repaired(where, damage.kind, position=damage.position)

    return told
