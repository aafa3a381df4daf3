"""``colonnade temple FILE``: reckon a temple anew from its open export, and say whether it comes to the same."""

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from colonnade.city.monitoring.queries.standing import facts_from, reckon
from colonnade.city.monitoring.queries.standing.pages import result
from colonnade.temple.queries import frameworks


class Command(BaseCommand):
    """Checks an export with the published rules; needs no database."""

    help = "reckon a temple anew from its open export (data.json) and compare"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether to answer with JSON."""
        parser.add_argument("file", help="the export, as /cities/…/temple/data.json gives it")
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0: the same; 1: the file is no export, or comes to something else; 2: no such file."""
        try:
            with open(options["file"], encoding="utf-8") as handle:
                data = json.load(handle)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=2) from error
        except ValueError as error:
            raise CommandError(f"{options['file']} is not JSON: {error}", returncode=1) from error
        try:
            facts, today = facts_from(data), date.fromisoformat(data["as_of"])
            framework = next(each for each in frameworks() if each.key == facts.framework)
            again = [result(reckon(facts, framework, each["year"], today)) for each in data["results"]]
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            raise CommandError(
                f"{options['file']} is no export of a temple: {error}", returncode=1
            ) from error
        same = again == data["results"]
        if options["json"]:
            print(json.dumps({"city": facts.city, "same": same, "results": again}))
        else:
            for each in again:
                known = {code: area["level"] for code, area in each["areas"].items() if area["level"]}
                print(
                    f"{each['year']}: "
                    + (", ".join(f"{code} {level}" for code, level in known.items()) or "–")
                )
            print("The same." if same else "Not the same as in the file.")
        if not same:
            raise CommandError("", returncode=1)
