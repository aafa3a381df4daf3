"""``colonnade find WORDS``: look for learning offers from the command line."""

import argparse
import time
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation

from colonnade.city.catalogue.queries.finding import Found, Wish, find
from colonnade.plumbing.search import outbox
from colonnade.portal.terminal import DONE, Terminal


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date like 2026-07-01") from None


class Command(Terminal):
    """Look for learning offers."""

    help = "Look for learning offers: coming and undated ones, unless --from reaches back."
    needs_tables = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Words and conditions."""
        parser.add_argument("words", nargs="*", help="what to look for; nothing means everything")
        parser.add_argument("--city", default="", metavar="SLUG", help="only in this city")
        parser.add_argument(
            "--from", dest="first", type=_day, metavar="DATE", help="first day, may lie in the past"
        )
        parser.add_argument("--to", dest="last", type=_day, metavar="DATE", help="last day")
        parser.add_argument("--limit", type=int, default=20, help="how many to print")
        parser.add_argument(
            "--language", default="en", help="language to print titles in where there is a choice"
        )

    def run_command(self, **options: Any) -> int:
        """Find and print; no hits is an answer, not an error."""
        if options["city"]:
            self.city(options["city"])
        if options["limit"] < 0:
            self.wrong_use("--limit wants a number that is not negative.")
        started = time.perf_counter()
        outbox.apply_pending()
        wish = Wish(
            text=" ".join(options["words"]),
            city=options["city"],
            first=options["first"],
            last=options["last"],
            limit=options["limit"],
        )
        with translation.override(options["language"]):
            found = find(wish, options["language"])
        seconds = round(time.perf_counter() - started, 4)
        if self.as_json:
            self.print_json(_document(found, seconds))
        else:
            self._describe(found)
        return DONE

    def _describe(self, found: Found) -> None:
        self.say(f"{found.total} found")
        if found.loosened:
            self.say("(nothing has all the words exactly; these are close)")
        for card in found.cards:
            where = ", ".join(filter(None, (card.place, card.city)))
            self.say(f"· {card.title.text}\n    {card.when or 'no date'} · {where} · {' '.join(card.blocks)}")


def _document(found: Found, seconds: float) -> dict[str, Any]:
    return {
        "total": found.total,
        "seconds": seconds,
        "results": [
            {
                "id": str(card.uuid),
                "title": card.title.text,
                "city": card.city_slug,
                "when": card.when_iso or None,
                "url": settings.BASE_URL + card.url,
                "building_blocks": list(card.blocks),
            }
            for card in found.cards
        ],
        "facets": {
            name: [
                {"value": value, "count": count, "name": _name(found, name, value)} for value, count in values
            ]
            for name, values in found.facets.items()
        },
    }


def _name(found: Found, facet: str, value: str) -> str:
    named = found.names.get(facet, {}).get(value)
    return named.text if named else value
