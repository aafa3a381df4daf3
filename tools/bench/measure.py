"""The clocks: CPU time of this process, CPU time of others, memory at its highest, and stages of a run."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

MEGABYTE = 1_000_000
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu() -> float:
    """Seconds of CPU that this process has used in all its threads, in user and system mode."""
    return time.process_time()


def cpu_of(pid: int) -> float:
    """Seconds of CPU that another process has used; ten milliseconds is the finest step."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def children_of(pid: int) -> list[int]:
    """Every process that descends from this one."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            found += [child, *children_of(child)]
    return found


def peak_megabytes() -> float:
    """Most memory that this process had in use at once, pages of mapped files included.

    ``getrusage`` would also remember what the parent used before it became this program.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / MEGABYTE
    return 0.0


def milliseconds(deed: Callable[[], object], times: int, warm_up: int = 0) -> float:
    """Mean CPU milliseconds of a deed, after some turns that do not count."""
    for _ in range(warm_up):
        deed()
    begun = cpu()
    for _ in range(times):
        deed()
    return (cpu() - begun) * 1000 / times


class Stages:
    """CPU seconds by stage of a run. A stage that calls another is not charged for it."""

    def __init__(self, rest: str) -> None:
        self.seconds: dict[str, float] = {}
        self._now = rest
        self._since = cpu()

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time goes to ``stage``."""

        def wrapped(*args: Any, **options: Any) -> Any:
            before = self._enter(stage)
            try:
                return function(*args, **options)
            finally:
                self._enter(before)

        return wrapped

    def timed_each(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function that yields, so that the making of each thing goes to ``stage``."""

        def wrapped(*args: Any, **options: Any) -> Iterator[Any]:
            make = self.timed(stage, iter(function(*args, **options)).__next__)
            while True:
                try:
                    thing = make()
                except StopIteration:
                    return
                yield thing

        return wrapped

    def close(self) -> dict[str, float]:
        """End the run and return the seconds of every stage."""
        self._enter(self._now)
        return self.seconds

    def _enter(self, stage: str) -> str:
        """Charge the time until now to the present stage and go on in another; returns the one left."""
        now, before = cpu(), self._now
        self.seconds[before] = self.seconds.get(before, 0.0) + now - self._since
        self._since, self._now = now, stage
        return before
