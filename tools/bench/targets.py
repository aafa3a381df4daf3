"""What is aimed at, what others need, and a line of the table.

The recorded figures of peers were measured on 2026-11-22 on the same kind of machine (two cores of 2.5 GHz);
how, and with which versions, stands in docs/explanation/performance.md.
"""

from dataclasses import dataclass

RECORDED = "recorded 2026-11-22 on the same kind of machine"


@dataclass(frozen=True)
class Peer:
    """One figure that was recorded, not measured in this run."""

    name: str
    milliseconds: float


SINGLE_JSON = Peer("Linked Events, 100,000 events", 122)
SINGLE_GANCIO = Peer("Gancio, 3,000 events", 28)
LIST = Peer("Linked Events, place and date", 274)
BROAD = Peer("Linked Events, full text, no facets", 610)
HOME = Peer("Gancio home page, 3,000 events", 1810)
PAGE = Peer("pretalx landing page", 86)


@dataclass(frozen=True)
class Row:
    """What was measured, beside its target, a peer and the floor. Where ``unit`` is a rate, more is better."""

    what: str
    ours: float | None
    unit: str
    target: float | None = None
    peer: str = ""
    peer_value: float | None = None
    floor: str = ""
    floor_value: float | None = None
    note: str = ""

    @property
    def is_rate(self) -> bool:
        """Say whether more is better."""
        return "/" in self.unit

    @property
    def met(self) -> bool | None:
        """Say whether the target is met; ``None`` where there is none or nothing was measured."""
        if self.target is None or self.ours is None:
            return None
        return self.ours >= self.target if self.is_rate else self.ours <= self.target

    @property
    def over_peer(self) -> float | None:
        """How many times better than the peer we are."""
        return self._times(self.peer_value)

    @property
    def over_floor(self) -> float | None:
        """How many times the physical limit we cost."""
        times = self._times(self.floor_value)
        return 1 / times if times else None

    def _times(self, other: float | None) -> float | None:
        if not other or not self.ours:
            return None
        return self.ours / other if self.is_rate else other / self.ours


def recorded(peer: Peer) -> dict[str, object]:
    """The columns of a row for a peer that was recorded."""
    return {"peer": f"{peer.name} (recorded)", "peer_value": peer.milliseconds}
