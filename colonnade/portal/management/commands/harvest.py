"""``colonnade harvest FEED``: bring a feed, from a file or an address, into a city's catalogue."""

import argparse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import CommandError
from django.utils import timezone

from colonnade.city.catalogue.actions import harvest, keep_source
from colonnade.city.catalogue.actions.harvesting import AlreadyHarvesting
from colonnade.city.catalogue.harvest import readers
from colonnade.city.catalogue.harvest.reasons import sentence
from colonnade.city.catalogue.models import HarvestRun, Note
from colonnade.city.catalogue.vocabulary import Outcome, RunState
from colonnade.city.profile.actions import CountryUnknown, found_territory
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_called
from colonnade.plumbing.fetching import FetchFailed, fetched
from colonnade.plumbing.permissions import System
from colonnade.portal.terminal import DONE, NOTHING_USABLE, Terminal

BY = System("colonnade harvest")


class Command(Terminal):
    """Bring a feed into a city's catalogue."""

    help = "Bring a feed (file or address) into a city's catalogue."
    needs_tables = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Feed, city, source."""
        parser.add_argument("feed", nargs="+", help="file, or address starting with http:// or https://")
        parser.add_argument("--city", help="address name (slug) of the city")
        parser.add_argument("--create-city", metavar="NAME", help="found this city if it does not exist yet")
        parser.add_argument(
            "--country", metavar="CODE", help="ISO 3166-1 code of the country of --create-city"
        )
        parser.add_argument(
            "--source", metavar="NAME", help="name of the feed, so that a later snapshot updates it"
        )
        parser.add_argument("--format", choices=sorted(readers()), help="read it as this format")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="FIELD=COLUMN",
            help="column of a table that holds one of our fields; may be repeated",
        )
        parser.add_argument(
            "--limit", type=int, default=20, help="how many refusals to print (all of them with --json)"
        )

    def run_command(self, **options: Any) -> int:
        """Harvest every feed named; the worst code counts."""
        for feed in options["feed"]:
            if not _is_address(feed) and not Path(feed).is_file():
                self.wrong_use(f"there is no file “{feed}”.")
        city = self._city(options)
        reports = [self._harvest_one(feed, city, options) for feed in options["feed"]]
        if self.as_json:
            self.print_json(reports[0][1] if len(reports) == 1 else [report for _, report in reports])
        return max(code for code, _ in reports)

    def _city(self, options: dict[str, Any]) -> Territory:
        if options["create_city"]:
            if not options["country"]:
                self.wrong_use("--create-city needs --country with its ISO 3166-1 code, such as DE.")
            existing = city_called(options["create_city"], options["country"])
            if existing:
                return existing
            try:
                return found_territory(
                    name=options["create_city"], country=options["country"], by=BY, at=timezone.now()
                )
            except CountryUnknown:
                self.wrong_use(f"“{options['country']}” is not an ISO 3166-1 country code.")
        if not options["city"]:
            self.wrong_use("say which city: --city SLUG, or --create-city NAME --country CODE.")
        return self.city(options["city"])

    def _harvest_one(self, feed: str, city: Territory, options: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        at = timezone.now()
        name = options["source"] or (feed if _is_address(feed) else Path(feed).name)
        facts: dict[str, Any] = {"address": feed} if _is_address(feed) else {}
        if options["format"]:
            facts["format"] = options["format"]
        if options["map"]:
            facts["mapping"] = dict(self._mapping(pair) for pair in options["map"])
        source = keep_source(city=city, name=name, by=BY, at=at, **facts)
        try:
            if _is_address(feed):
                with fetched(feed) as page:
                    run = harvest(
                        source=source, stream=page.stream, name=feed, content_type=page.content_type,
                        complete=page.complete, by=BY, at=at,
                    )  # fmt: skip
            else:
                with Path(feed).open("rb") as stream:
                    run = harvest(source=source, stream=stream, name=Path(feed).name, by=BY, at=at)
        except FetchFailed as failure:
            return self._refused(failure.code, failure.details)
        except AlreadyHarvesting:
            self.wrong_use("this source is being harvested right now; wait until that run has ended.")
        except OSError as error:
            raise CommandError(f"{feed} cannot be read: {error.strerror}") from None
        return self._told(feed, run, options["limit"])

    def _mapping(self, pair: str) -> tuple[str, str]:
        field, separator, column = pair.partition("=")
        if not separator:
            self.wrong_use(f"--map wants FIELD=COLUMN, such as title=Kursname; found “{pair}”.")
        return field.strip(), column.strip()

    def _refused(self, code: str, details: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        reason = sentence(code, details)
        self.say(f"Refused: {reason}")
        empty = dict.fromkeys(Outcome.values, 0)
        report = {
            "format": None,
            "read": 0,
            **empty,
            "withdrawn": 0,
            "repairs": [],
            "rejections": [{"where": "", "reason": reason}],
            "seconds": 0.0,
        }
        return NOTHING_USABLE, report

    def _told(self, feed: str, run: HarvestRun, limit: int) -> tuple[int, dict[str, Any]]:
        report = {
            "format": run.format or None,
            "read": run.read,
            **{outcome: getattr(run, outcome) for outcome in Outcome.values},
            "withdrawn": run.withdrawn,
            "repairs": [_said(note) for note in run.notes.filter(is_repair=True).order_by("id")]
            if self.as_json
            else [],
            "rejections": [_said(note) for note in run.notes.filter(is_repair=False).order_by("id")]
            if self.as_json
            else [],
            "seconds": run.seconds,
        }
        if not self.as_json:
            self._describe(feed, run, limit)
        useless = run.state == RunState.REFUSED or (run.read > 0 and run.rejected == run.read)
        return (NOTHING_USABLE if useless else DONE), report

    def _describe(self, feed: str, run: HarvestRun, limit: int) -> None:
        if run.state == RunState.REFUSED:
            note = run.notes.filter(is_repair=False).latest("id")
            self.say(f"{feed}: refused. {sentence(note.code, note.details)}")
            return
        counts = ", ".join(f"{getattr(run, outcome)} {outcome}" for outcome in Outcome.values)
        self.say(
            f"{feed}: {run.format}, {run.read} records: {counts}; {run.withdrawn} withdrawn; {run.seconds:.2f} s"
        )
        for is_repair, title in ((True, "Repaired"), (False, "Rejected")):
            notes = run.notes.filter(is_repair=is_repair).order_by("id")
            for note in notes[:limit]:
                said = _said(note)
                self.say(f"  {title}, {said['where']}: {said['reason']}")
            more = notes.count() - limit
            if more > 0:
                self.say(f"  … and {more} more")


def _said(note: Note) -> dict[str, str]:
    return {"where": note.where, "reason": sentence(note.code, note.details)}


def _is_address(feed: str) -> bool:
    return urlsplit(feed).scheme in {"http", "https"}
