"""What waits for somebody: one line on their desk, whichever module it comes from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class DeskItem:
    """Something to do: what, where to do it, by when (if ever), and since when it has been waiting."""

    title: str
    url: str
    by_when: datetime | None = None
    since: datetime | None = None
