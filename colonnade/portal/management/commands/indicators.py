"""``colonnade indicators load FILE…`` and ``colonnade indicators export``: figures of a city, in and out."""

import argparse
from pathlib import Path
from typing import Any

import orjson
from django.utils import timezone

from colonnade.city.monitoring.actions.indicators import define_indicators
from colonnade.city.monitoring.actions.loading import bring_files, keep_file
from colonnade.city.monitoring.models import Batch
from colonnade.city.monitoring.queries.books import sentence
from colonnade.city.monitoring.queries.checking import Choices
from colonnade.city.monitoring.queries.exporting import exported, figures_document
from colonnade.city.monitoring.queries.formats import figure_formats
from colonnade.city.monitoring.queries.observations import indicators_with_newest
from colonnade.city.monitoring.queries.places import CITY_ITSELF, WIDER
from colonnade.city.monitoring.vocabulary.observing import BatchState
from colonnade.city.profile.actions import CountryUnknown, found_territory
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_called
from colonnade.plumbing.permissions import System
from colonnade.portal.terminal import DONE, NOTHING_USABLE, Terminal

BY = System("colonnade indicators")
COUNTS = ("read", "created", "corrected", "unchanged", "rejected")
LAYOUT = "open_sdg"


class Command(Terminal):
    """Load figures into a city, or write them out."""

    help = "Load figures (Open SDG files, spreadsheets) into a city, or write them out."
    needs_tables = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to do, with which files, for which city."""
        parser.add_argument("deed", choices=["load", "export"])
        parser.add_argument(
            "path",
            nargs="+",
            type=Path,
            help="load: files, or folders of them; export: the folder to write to",
        )
        parser.add_argument("--city", help="address name (slug) of the city")
        parser.add_argument("--create-city", metavar="NAME", help="found this city if it does not exist yet")
        parser.add_argument(
            "--country", metavar="CODE", help="ISO 3166-1 code of the country of --create-city"
        )
        parser.add_argument(
            "--source", default="", help="where the figures come from, if the files do not say"
        )
        parser.add_argument("--unit", default="", help="what they are counted in, if the files do not say")
        parser.add_argument(
            "--about",
            choices=[CITY_ITSELF, WIDER],
            default="",
            help="what the figures are about, if the files do not say",
        )
        parser.add_argument(
            "--whole-city", default="", metavar="CODE", help="area code that stands for the whole city"
        )
        parser.add_argument(
            "--exact",
            action="store_true",
            help="they measure exactly the Goals' indicators with the files' codes",
        )
        parser.add_argument("--look", action="store_true", help="only say what would become of the rows")
        parser.add_argument(
            "--limit", type=int, default=20, help="how many remarks to print (all of them with --json)"
        )

    def run_command(self, **options: Any) -> int:
        """Load or write."""
        if options["deed"] == "export":
            return self._export(options)
        files = [(path.name, path.read_bytes()) for path in self._files(options["path"])]
        city = self._city(options)
        at = timezone.now()
        define_indicators(by=BY, at=at)
        choices = Choices(
            source=options["source"], unit=options["unit"], scope=options["about"], whole_city=options["whole_city"],
            is_exact=options["exact"],
        )  # fmt: skip
        batches = bring_files(
            territory=city, files=files, choices=choices, by=BY, at=at, is_examined=options["look"]
        )
        if not options["look"]:
            batches = [
                keep_file(batch=each, by=BY, at=at) if each.state == BatchState.PREVIEW else each
                for each in batches
            ]
        reports = [_report(each) for each in batches]
        if self.as_json:
            self.print_json(reports[0] if len(reports) == 1 else reports)
        else:
            for each in batches:
                self._describe(each, options["limit"])
        return DONE if any(each.state != BatchState.REFUSED for each in batches) else NOTHING_USABLE

    def _export(self, options: dict[str, Any]) -> int:
        """One file for each indicator, and everything in one document."""
        city = self._city(options)
        folder = options["path"][0]
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for indicator in indicators_with_newest(city):
            rows = exported(city, indicator) if indicator.has_figures else []  # type: ignore[attr-defined]
            made = figure_formats()[LAYOUT].write(rows) if rows else None
            if made is not None:
                target = folder / f"indicator_{indicator.code.replace('/', '-')}.{made.suffix}"
                target.write_bytes(made.data)
                written.append({"file": str(target), "figures": len(rows)})
        self._write_document(city, folder)
        if self.as_json:
            self.print_json(written)
        self.say(f"{len(written)} files and figures.json in {folder}.")
        return DONE

    def _write_document(self, city: Territory, folder: Path) -> None:
        (folder / "figures.json").write_bytes(
            orjson.dumps(figures_document(city), option=orjson.OPT_INDENT_2)
        )

    def _files(self, paths: list[Path]) -> list[Path]:
        found: list[Path] = []
        for path in paths:
            if path.is_dir():
                found += sorted(each for each in path.iterdir() if each.is_file())
            elif path.is_file():
                found.append(path)
            else:
                self.wrong_use(f"there is no file “{path}”.")
        if not found:
            self.wrong_use("there are no files in that folder.")
        return found

    def _city(self, options: dict[str, Any]) -> Territory:
        name, country = options["create_city"], options["country"]
        if not name:
            if not options["city"]:
                self.wrong_use("say which city: --city SLUG, or --create-city NAME --country CODE.")
            return self.city(options["city"])
        if not country:
            self.wrong_use("--create-city needs --country with its ISO 3166-1 code, such as DE.")
        existing = city_called(name, country)
        if existing:
            return existing
        try:
            return found_territory(name=name, country=country, by=BY, at=timezone.now())
        except CountryUnknown:
            self.wrong_use(f"“{country}” is not an ISO 3166-1 country code.")

    def _describe(self, batch: Batch, limit: int) -> None:
        if batch.state == BatchState.REFUSED:
            self.say(f"{batch.name}: refused. {_said(batch.notes[-1])}")
            return
        counts = ", ".join(f"{getattr(batch, name)} {name}" for name in COUNTS)
        self.say(f"{batch.name}: {counts}")
        for note in batch.notes[:limit]:
            self.say(f"  {note['kind']}, {note['where']}: {_said(note)}")
        more = sum(batch.options.get("told", {}).values()) - limit
        if more > 0:
            self.say(f"  … and {more} more")


def _report(batch: Batch) -> dict[str, Any]:
    refused = batch.state == BatchState.REFUSED
    return {
        "file": batch.name,
        "format": batch.format or None,
        "refused": _said(batch.notes[-1]) if refused else None,
        **{name: getattr(batch, name) for name in COUNTS},
        "remarks": []
        if refused
        else [
            {
                "code": note["code"],
                "kind": note["kind"],
                "where": note["where"],
                "reason": _said(note),
                "row": note["excerpt"],
            }
            for note in batch.notes
        ],
        "seconds": batch.options.get("seconds", 0.0),
    }


def _said(note: dict[str, Any]) -> str:
    return sentence(note["code"], note["details"])
