"""What a city's own figures cost: the temple of many cities, pages over a million figures, loading, a long report."""

import csv
import io
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tools.bench import child
from tools.bench.measure import cpu
from tools.bench.targets import Row

CITIES, FIGURES, LOADED, PAGES = 500, 1_000_000, 100_000, 60
QUICK_FIGURES = 200_000


def rows(home: Path, figures: int, say: Any) -> Iterator[Row]:
    """Fill a site with figures and measure the four things that were promised (issue 3, Numbers)."""
    filled = child.run("steering:fill", home, cities=CITIES, figures=figures)
    say(f"steering: {filled['figures']} figures of {filled['cities']} cities")
    found = child.run("steering:measure", home)
    yield Row(f"temple of {CITIES} cities, cold", found["temple_s"], "s", target=5)
    for name, milliseconds in found["pages"].items():
        yield Row(f"{name}, {figures:,} figures", milliseconds, "ms", target=50)
    yield Row(f"{found['paper_pages']} pages of report as PDF", found["pdf_s"], "s", target=10)
    loaded = child.run("steering:load", home, count=LOADED)
    yield Row(f"loading {loaded['read']:,} figures", loaded["seconds"], "s", target=20)
    say(f"loading: {loaded['created']} of {loaded['read']} created, wall {loaded['wall']:.1f} s")


# --- in the child ---------------------------------------------------------------------------------------


def fill(cities: int, figures: int) -> dict[str, int]:
    """Invented cities with figures of every indicator of the framework, broken down, over ten years."""
    from django.utils import timezone  # noqa: PLC0415  (needs Django, which only the child has)

    from colonnade.city.monitoring.actions.indicators import define_indicators  # noqa: PLC0415
    from colonnade.city.monitoring.models import DataSource, Indicator, Observation  # noqa: PLC0415
    from colonnade.city.profile.models import Territory  # noqa: PLC0415
    from colonnade.plumbing.permissions import System  # noqa: PLC0415
    from colonnade.temple.queries import default_framework  # noqa: PLC0415

    at = timezone.now()
    define_indicators(by=System("bench"), at=at)
    indicators = list(Indicator.objects.filter(scheme=default_framework().key).order_by("pk"))
    made = Territory.objects.bulk_create(
        [
            Territory(
                slug=f"bench-{n}",
                names={"en": f"Bench {n}"},
                country="DE",
                default_language="en",
                is_demo=True,
            )
            for n in range(cities)
        ]
    )
    sources = DataSource.objects.bulk_create(
        [DataSource(territory=each, name="Office", kind="OFFICIAL") for each in made]
    )
    each_city = figures // cities
    groups = max(each_city // (len(indicators) * 10), 1)
    count = 0
    for city, source in zip(made, sources, strict=True):
        batch = []
        for indicator in indicators:
            for year in range(2016, 2026):
                for group in range(groups):
                    key = f"Group={group}" if group else ""
                    batch.append(
                        Observation(
                            territory=city, indicator=indicator, source=source, period=str(year), starts_on=date(year, 1, 1),
                            ends_on=date(year, 12, 31), dimensions={"Group": str(group)} if group else {}, key=key,
                            is_headline=not group, value=(year * 7 + group + indicator.pk) % 97, unit=indicator.unit, made_at=at,
                        )
                    )  # fmt: skip
        Observation.objects.bulk_create(batch, batch_size=5000)
        count += len(batch)
    return {"cities": cities, "figures": count}


def measure() -> dict[str, Any]:
    """CPU of the temple of all cities, of two pages, and of a long PDF."""
    from django.test import Client  # noqa: PLC0415  (needs Django, which only the child has)
    from django.utils import timezone  # noqa: PLC0415

    from colonnade.city.monitoring.queries.standing import facts_of, reckon  # noqa: PLC0415
    from colonnade.city.profile.models import Territory  # noqa: PLC0415
    from colonnade.plumbing.documents import Document, Heading, Paragraph, as_pdf, words  # noqa: PLC0415
    from colonnade.temple.queries import default_framework  # noqa: PLC0415

    territories, framework, today = (
        list(Territory.objects.filter(slug__startswith="bench-")),
        default_framework(),
        timezone.localdate(),
    )
    begun = cpu()
    for facts in facts_of(territories, framework).values():
        reckon(facts, framework, today.year, today)
    temple = cpu() - begun
    client, pages = Client(headers={"host": "localhost"}), {}
    for name, path in (("temple page", "temple/"), ("figures page", "indicators/")):
        address = f"/en/cities/bench-7/{path}"
        for _turn in range(3):
            client.get(address)
        times = []
        for _turn in range(21):
            begun = cpu()
            answer = client.get(address)
            times.append((cpu() - begun) * 1000)
        if answer.status_code == 200:
            pages[name] = sorted(times)[10]
    text = "A city learns when everybody in it can learn, at every age and in every district. " * 12
    blocks = tuple(
        block
        for n in range(PAGES * 3)
        for block in (Heading(1 if n == 0 else 2, f"Part {n}"), Paragraph(words(text)))
    )
    begun = cpu()
    paper = as_pdf(Document("Report", "en", blocks))
    return {
        "temple_s": temple,
        "pages": pages,
        "pdf_s": cpu() - begun,
        "paper_pages": paper.count(b"/Type/Page/") or paper.count(b"/Type /Page\n") or PAGES,
    }


def load(count: int) -> dict[str, float]:
    """Bring one Open SDG table with so many rows, look at it and keep it."""
    from django.utils import timezone  # noqa: PLC0415  (needs Django, which only the child has)

    from colonnade.city.monitoring.actions.loading import bring_file, keep_file  # noqa: PLC0415
    from colonnade.city.monitoring.actions.observing import keep_data_source  # noqa: PLC0415
    from colonnade.city.monitoring.queries.checking import Choices  # noqa: PLC0415
    from colonnade.city.profile.models import Territory  # noqa: PLC0415
    from colonnade.plumbing.permissions import System  # noqa: PLC0415

    sheet = io.StringIO()
    table = csv.writer(sheet)
    table.writerow(["Year", "Group", "Units", "Value"])
    for n in range(count):
        table.writerow([2000 + n % 25, f"Group {n // 25}", "Percentage (%)", (n * 37) % 1000 / 10])
    by, at = System("bench"), timezone.now()
    city = Territory.objects.get(slug="bench-1")
    source = keep_data_source(territory=city, name="Bench", kind="OFFICIAL", by=by, at=at)
    begun, wall = cpu(), time.monotonic()
    brought = bring_file(
        territory=city, name="indicator_4-1-1.csv", data=sheet.getvalue().encode(), choices=Choices(source=source.name), by=by,
        at=at, is_examined=False,
    )  # fmt: skip
    batch = keep_file(batch=brought, by=by, at=at)
    return {
        "read": batch.read,
        "created": batch.created,
        "seconds": cpu() - begun,
        "wall": time.monotonic() - wall,
    }
