"""What a page costs with a full catalogue: CPU and queries of a request, bytes on the wire, how soon a change is found."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tools.bench import child, corpus, targets
from tools.bench.measure import cpu
from tools.bench.targets import Row
from tools.bench.writing import write

BUDGET_KILOBYTES = 50
TURNS, FIRST_TURNS, ROUNDS = 150, 30, 4
_LIMITS: dict[str, tuple[float | None, targets.Peer | None]] = {
    "offer, JSON": (3, targets.SINGLE_JSON),
    "offer, HTML": (8, targets.SINGLE_GANCIO),
    "search with facets, one broad word": (12, targets.BROAD),
    "search with facets, a word in one city": (12, targets.BROAD),
    "search with facets, a block in one city": (12, targets.LIST),
    "search with facets, everything": (12, targets.BROAD),
    "home": (8, targets.HOME),
    "city": (8, targets.PAGE),
    "suggestions": (None, None),
    "nothing but the stack (robots.txt)": (None, None),
}


def rows(offers: int, home: Path, served: float, say: Any) -> Iterator[Row]:
    """Fill a site by harvesting the corpus, then measure every kind of page."""
    with tempfile.TemporaryDirectory(prefix="colonnade-bench-corpus-") as folder:
        feeds = []
        for city, count in corpus.shares(offers):
            path = write(corpus.offers(count, city, date.today()), "csv", Path(folder) / f"{city.slug}.csv")
            feeds.append([city.slug, str(path)])
        loaded = child.run("pages:load", home, feeds=feeds)
    say(
        f"pages: {loaded['offers']} offers of {len(corpus.CITIES)} cities, brought by harvest at {loaded['speed']:.0f} a CPU second"
    )
    yield Row("harvest, own corpus in 7 languages (CSV)", loaded["speed"], "records/CPU s", target=1000)
    for page in child.run("pages:measure", home, turns=TURNS):
        target, peer = _LIMITS[page["name"]]
        if page["status"] != 200:
            yield Row(page["name"], None, "ms", target=target, note=f"skipped: answers {page['status']}")
            continue
        say(f"{page['name']}: {page['queries']} queries, {page['bytes'] / 1000:.1f} kB as sent")
        if page["first_ms"]:
            say(f"{page['name']}: {page['first_ms']:.1f} ms CPU the first time after a change of the index")
        columns = targets.recorded(peer) if peer else {}
        yield Row(
            page["name"],
            page["ms"],
            "ms",
            target=target,
            floor="granian, constant JSON",
            floor_value=served,
            **columns,  # type: ignore[arg-type]
        )
        if page["weight"]:
            yield Row(
                f"weight, {page['name']}", page["weight"]["compressed"] / 1000, "kB", target=BUDGET_KILOBYTES
            )
            parts = ", ".join(f"{part} {size / 1000:.1f}" for part, size in page["weight"].items())
            say(f"weight {page['name']} (kB): {parts}")
    fresh = child.run("pages:freshness", home, turns=40)
    yield Row("a change is found, worst of 40 (on the clock)", fresh["worst_ms"], "ms", target=1000)
    say(
        f"freshness: found {fresh['mean_ms']:.0f} ms after the commit (worst {fresh['worst_ms']:.0f}), {fresh['cpu_ms']:.0f} ms CPU with "
        f"the asking; the indexer looks every {fresh['every_ms']:.0f} ms"
    )


# --- in the child ---------------------------------------------------------------------------------------


def load(feeds: list[list[str]]) -> dict[str, float]:
    """Harvest one feed for each city of the corpus."""
    from colonnade.plumbing.search import outbox  # noqa: PLC0415  (needs Django, which only the child has)
    from tools.bench import sites  # noqa: PLC0415

    outbox.rebuild()
    cities = {city.slug: sites.invented(city) for city in corpus.CITIES}
    sources = [(sites.source_for(cities[slug], "bench"), Path(path)) for slug, path in feeds]
    begun = cpu()
    read = sum(sites.bring(source, path).read for source, path in sources)
    return {"offers": read, "speed": read / (cpu() - begun)}


def measure(turns: int) -> list[dict[str, Any]]:
    """Ask for each kind of page many times, the way a web server does, and tell what one costs."""
    from tools.bench.asking import Browser, addresses  # noqa: PLC0415  (needs Django)

    browser = Browser()
    return [_measured(browser, name, found, turns) for name, found in addresses().items()]


def _measured(browser: Any, name: str, addresses: list[str], turns: int) -> dict[str, Any]:
    from tools.bench.weight import weigh  # noqa: PLC0415  (needs Django)

    status, _, body = browser.get(addresses[0])
    found: dict[str, Any] = {"name": name, "status": status, "weight": None, "first_ms": None}
    if status != 200:
        return found
    found["queries"] = max(browser.queries(address) for address in addresses[:3])
    if body.lstrip()[:9].lower() == b"<!doctype":
        weight = weigh(body)
        found["weight"] = {"html": weight.html, "css": weight.styles, "js": weight.scripts, "compressed": weight.compressed, "plain": weight.plain}  # fmt: skip
    found["ms"], found["bytes"] = _mean(browser.get, addresses, turns)
    if name.startswith("search with facets"):
        found["first_ms"] = _first(browser.get, addresses)
    return found


def _first(get: Callable[..., Any], addresses: list[str]) -> float:
    """Mean CPU milliseconds of an answer that nobody has asked for since the index changed."""
    from tools.bench.asking import forget_answers  # noqa: PLC0415  (needs Django)

    seconds = 0.0
    for turn in range(FIRST_TURNS):
        forget_answers()
        begun = cpu()
        get(addresses[turn % len(addresses)], packed=True)
        seconds += cpu() - begun
    return seconds * 1000 / FIRST_TURNS


def _mean(get: Callable[..., Any], addresses: list[str], turns: int) -> tuple[float, float]:
    """Mean CPU milliseconds and bytes of a compressed answer, every address in turn, after a warm-up.

    The lowest of some rounds with the same addresses: whatever else runs on the processor makes a round dearer,
    nothing makes it cheaper.
    """
    for address in addresses[:20]:
        get(address, packed=True)
    rounds = []
    for _ in range(ROUNDS):
        begun, size = cpu(), 0
        for turn in range(turns):
            size += len(get(addresses[turn % len(addresses)], packed=True)[2])
        rounds.append(cpu() - begun)
    return min(rounds) * 1000 / turns, size / turns


def freshness(turns: int) -> dict[str, float]:
    """Change an offer, commit, let the indexer run once, and ask for it."""
    from tools.bench.asking import changed_and_found  # noqa: PLC0415  (needs Django)

    return changed_and_found(turns)
