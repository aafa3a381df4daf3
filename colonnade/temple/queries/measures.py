"""What is known about one part of the temple, as whoever draws it passes it in."""

from dataclasses import dataclass
from datetime import date

from colonnade.temple.vocabulary import State


@dataclass(frozen=True, slots=True)
class Measure:
    """How far a part has come, and how sure that is.

    ``level`` runs from 0 to 1; ``None`` means that nobody has measured it, which is never drawn as zero.
    ``evidence`` runs from 0 to ``level``: so far the stone is solid, the rest is what the city itself says.
    ``count_label`` is ``count`` in words, in the reader's language and plural ("34 offers").
    ``note`` says in plain words how the level came about; ``source`` from whom it is.
    """

    level: float | None = None
    evidence: float = 0.0
    count: int | None = None
    count_label: str = ""
    note: str = ""
    source: str = ""
    as_of: date | None = None

    def __post_init__(self) -> None:
        if self.level is None:
            if self.evidence:
                raise ValueError("There cannot be evidence for a level that nobody measured.")
        elif not 0 <= self.evidence <= self.level <= 1:
            raise ValueError(
                f"A level runs from 0 to 1 and evidence from 0 to the level; got {self.level} and {self.evidence}."
            )

    @property
    def declared(self) -> bool:
        """Whether some of the level rests on the city's own word alone."""
        return self.level is not None and self.evidence < self.level

    @property
    def state(self) -> State:
        """What the picture says."""
        if self.level is None:
            return State.UNMEASURED
        if self.level == 0:
            return State.ZERO
        if self.evidence == 0:
            return State.DECLARED
        return State.PARTLY if self.declared else State.EVIDENCED


UNMEASURED = Measure()
