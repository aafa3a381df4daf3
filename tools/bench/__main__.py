"""``python -m tools.bench``: measure, and print every figure beside its target, a peer and the physical limit."""

import argparse
import sys
from collections.abc import Iterator

from tools.bench import child, engines, floors, harvesting, pages, report, steering
from tools.bench.targets import Row

PARTS = ("harvest", "pages", "engines", "steering")
QUICK_OFFERS, FULL_OFFERS = 30_000, 100_000


def main(arguments: list[str]) -> int:
    """Measure what was asked for; a missed target is said, not failed, for it may be the machine's."""
    chosen = _parser().parse_args(arguments)
    told: list[str] = []

    def say(line: str) -> None:
        told.append(line)
        if not chosen.json:
            print(f"· {line}", flush=True)

    try:
        rows = list(_rows(chosen, say))
    finally:
        child.forget()
    print(report.as_json(rows, told) if chosen.json else f"\n{report.table(rows)}\n\n{_footnote(chosen)}")
    return 0


def _rows(chosen: argparse.Namespace, say: object) -> Iterator[Row]:
    parts = chosen.only or PARTS
    offers = _offers(chosen)
    assert callable(say)
    if "harvest" in parts:
        raw = floors.inserted(10_000)
        say(
            f"floor of harvest: {raw['sqlite']:,.0f} rows into SQLite, {raw['tantivy']:,.0f} into Tantivy a CPU second"
        )
        yield from harvesting.rows(harvesting.FULL if chosen.full else harvesting.QUICK, raw["both"], say)
    if "pages" in parts or "engines" in parts:
        with child.home() as home:
            served = floors.served()
            found = list(pages.rows(offers, home, served, say))
            yield from found if "pages" in parts else []
            if "engines" in parts:
                yield from engines.rows(offers, home, say)
    if "steering" in parts:
        with child.home() as home:
            figures = steering.FIGURES if chosen.full else steering.QUICK_FIGURES
            yield from steering.rows(home, figures, say)


def _footnote(chosen: argparse.Namespace) -> str:
    machine = ", ".join(f"{name} {value}" for name, value in report.machine().items())
    size = "" if chosen.full else f"Quick run with {_offers(chosen):,} offers"
    if size:
        more = f"{FULL_OFFERS:,} and " if _offers(chosen) != FULL_OFFERS else ""
        size += f"; --full has {more}feeds of a gigabyte.\n"
    return f"CPU time, but for how soon a change is found. {size}“recorded”: {report.RECORDED}.\n{machine}"


def _offers(chosen: argparse.Namespace) -> int:
    """How many offers the pages are measured with."""
    return int(chosen.offers or (FULL_OFFERS if chosen.full else QUICK_OFFERS))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.bench", description="What Colonnade costs in CPU time."
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="a few minutes (what happens without options)")
    size.add_argument(
        "--full", action="store_true", help="100,000 offers, feeds up to a gigabyte: an hour or more"
    )
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; may be repeated")
    parser.add_argument("--offers", type=int, help="how many offers the pages are measured with")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
