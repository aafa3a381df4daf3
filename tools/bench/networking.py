"""What a network costs: a call with many applications, many people who save at once, a directory of many cities."""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from tools.bench import child
from tools.bench.measure import cpu
from tools.bench.targets import Row

APPLICATIONS, QUESTIONS, SAVERS, CITIES = 2_000, 60, 500, 10_000


def rows(home: Path, cities: int, say: Any) -> Iterator[Row]:
    """Fill a site with a network and measure what was promised (issue 4, Numbers)."""
    made = child.run("networking:fill", home, cities=cities)
    say(f"network: {made['cities']} cities, {made['applications']} applications of {QUESTIONS} questions")
    found = child.run("networking:measure", home)
    for name, seconds in found["call"].items():
        yield Row(f"{name}, {APPLICATIONS:,} applications", seconds * 1000, "ms", target=1000)
    for name, milliseconds in found["directory"].items():
        yield Row(f"{name}, {cities:,} cities", milliseconds, "ms", target=100)
    saved = child.run("networking:save", home, people=SAVERS)
    say(f"{saved['kept']} of {saved['sent']} answers kept, {saved['workers']} at a time, on this machine")
    yield Row(f"saving, 99th of {saved['sent']} (wall)", saved["p99_ms"], "ms", target=500)


# --- in the child ---------------------------------------------------------------------------------------


def fill(cities: int) -> dict[str, int]:
    """Invented cities, all members of one network; two thousand of them have answered a call of sixty questions."""
    from django.utils import timezone  # noqa: PLC0415  (needs Django, which only the child has)

    from colonnade.city.profile.models import Territory  # noqa: PLC0415
    from colonnade.network.charter.models import Answer, Application, Call, Network, Questionnaire, Stage  # noqa: PLC0415
    from colonnade.network.membership.models import Membership  # noqa: PLC0415

    at, chance = timezone.now(), random.Random(7)  # noqa: S311  (places of invented cities)
    regions = ("Africa", "Arab States", "Asia and the Pacific", "Europe and North America")
    made = Territory.objects.bulk_create(
        [
            Territory(
                slug=f"bench-{n}", names={"en": f"Bench {n}"}, country=("DE", "KE", "JO", "JP")[n % 4], region=regions[n % 4],
                latitude=chance.uniform(-50, 65), longitude=chance.uniform(-120, 150), population=chance.randrange(5_000, 9_000_000),
                population_year=2024, default_language="en", languages=["en"], is_demo=True,
            )
            for n in range(cities)
        ],
        batch_size=1000,
    )  # fmt: skip
    network = Network.objects.create(slug="bench", kind="GLOBAL", names={"en": "Bench"}, is_demo=True)
    Membership.objects.bulk_create(
        [
            Membership(network=network, territory=city, state="ACTIVE", since_year=2013 + n % 13, is_demo=True)
            for n, city in enumerate(made)
        ],
        batch_size=1000,
    )
    call = Call.objects.create(
        network=network, slug="call", kind="MEMBERSHIP", state="PUBLISHED", titles={"en": "Call"}, needs_signature=False,
        needs_commission=False, is_demo=True,
    )  # fmt: skip
    Stage.objects.create(call=call, kind="OPEN", opens_at=at - timedelta(days=1), closes_at=at + timedelta(days=9))
    questions = [
        {"code": f"q{n}", "type": ("LONG_TEXT", "NUMBER", "YES_NO")[n % 3], "labels": {"en": f"Question {n}"}}
        for n in range(QUESTIONS)
    ]
    definition = {"sections": [{"code": "all", "titles": {"en": "All"}, "questions": questions}]}
    asked = Questionnaire.objects.create(call=call, version=1, definition=definition, made_at=at)
    applications = Application.objects.bulk_create(
        [
            Application(
                call=call, territory=city, questionnaire=asked, state="RECEIVED", started_at=at, submitted_at=at, is_demo=True
            )
            for city in made[:APPLICATIONS]
        ]
    )
    values = ["A city learns when everybody in it can learn. " * 12, 41, True]
    Answer.objects.bulk_create(
        [
            Answer(application=row, question=f"q{n}", value=values[n % 3], edited_at=at)
            for row in applications
            for n in range(QUESTIONS)
        ],
        batch_size=5000,
    )
    return {"cities": len(made), "applications": len(applications)}


def measure() -> dict[str, Any]:
    """CPU of the secretariat's list, a filter and the export, and of the directory."""
    from django.test import Client  # noqa: PLC0415  (needs Django, which only the child has)

    from colonnade.people.models import Person  # noqa: PLC0415

    operator = Person.objects.create(email="bench@example.org", name="Bench", is_operator=True)
    client, work = Client(), "/en/networks/bench/calls/call/work/"
    client.force_login(operator)
    call = {
        "list": _median(client, work, 5) / 1000,
        "filter": _median(client, f"{work}?country=KE&state=RECEIVED", 5) / 1000,
        "export of every answer": _median(client, f"{work}?format=csv", 3) / 1000,
    }
    members = "/en/networks/bench/members/"
    client.logout()
    directory = {
        "directory with its map": _median(client, members, 11),
        "directory, filtered": _median(client, f"{members}?region=Africa", 11),
    }
    return {"call": call, "directory": directory}


def _median(client: Any, address: str, turns: int) -> float:
    """Milliseconds of CPU for one page, the middle of several turns; a page that is not there is an error."""
    times = []
    for _turn in range(turns):
        begun = cpu()
        answer = client.get(address)
        times.append((cpu() - begun) * 1000)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return sorted(times)[turns // 2]


def save(people: int) -> dict[str, float]:
    """So many people save an answer, eight at a time, as in the last hour before a deadline; then all is counted."""
    from django.db import connection  # noqa: PLC0415  (needs Django, which only the child has)
    from django.utils import timezone  # noqa: PLC0415

    from colonnade.network.charter.actions.answering import Given, save_answers  # noqa: PLC0415
    from colonnade.network.charter.models import AnswerVersion, Application  # noqa: PLC0415
    from colonnade.plumbing.permissions import System  # noqa: PLC0415

    by, at = System("bench"), timezone.now()
    Application.objects.update(state="DRAFT")
    rows = list(Application.objects.select_related("call", "territory", "questionnaire").order_by("pk")[:people])

    def one(row: Any) -> float:
        begun = time.perf_counter()
        save_answers(application=row, given={"q0": Given("A new answer.", 1)}, by=by, at=at)
        connection.close()
        return (time.perf_counter() - begun) * 1000

    with ThreadPoolExecutor(8) as pool:
        times = sorted(pool.map(one, rows))
    kept = AnswerVersion.objects.filter(answer__application__in=[row.pk for row in rows]).count()
    return {"sent": len(rows), "kept": kept, "p99_ms": times[int(len(times) * 0.99) - 1], "workers": 8}
