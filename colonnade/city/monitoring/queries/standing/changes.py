"""What stands otherwise than a year before, and why."""

from dataclasses import dataclass
from fractions import Fraction

from colonnade.city.monitoring.queries.standing.reckoning import Member, Standing
from colonnade.city.monitoring.vocabulary.standing import Cause


@dataclass(frozen=True, slots=True)
class Change:
    """One member that changed: from which level to which, and because of what."""

    area: str
    member: str
    before: Fraction | None
    after: Fraction | None
    cause: Cause

    @property
    def by(self) -> Fraction | None:
        """How much higher (or lower) it stands; ``None`` where one of the two is not known."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def changes(before: Standing, after: Standing) -> list[Change]:
    """Every member whose level or evidence differs, the largest change of level first."""
    found = []
    for old_area, new_area in zip(before.areas, after.areas, strict=True):
        old = {member.code: member for member in old_area.members}
        for member in new_area.members:
            held = old.pop(member.code, None)
            cause = _cause(held, member)
            if cause is not None:
                level = held.level if held else None
                found.append(Change(new_area.area.code, member.code, level, member.level, cause))
        found += [
            Change(new_area.area.code, gone.code, gone.level, None, Cause.GONE)
            for gone in old.values()
            if gone.level is not None
        ]
    return sorted(found, key=lambda each: -abs(each.by if each.by is not None else Fraction(1)))


def _cause(old: Member | None, new: Member) -> Cause | None:
    before = old.level if old else None
    if before is None and new.level is None:
        return None
    if before is None:
        return Cause.FIRST
    if new.level is None:
        return Cause.GONE
    assert old is not None
    if before == new.level:
        return Cause.EVIDENCE if old.evidence != new.evidence else None
    return Cause.FIGURE if any(basis.figure for basis in new.bases) else Cause.SCORE
