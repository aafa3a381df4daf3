"""The temple as small as a letter: roof, columns with their filling, steps; no words, and less than two kilobytes."""

from collections.abc import Sequence

from colonnade.temple.queries.shapes import Shape, rectangle, tidy
from colonnade.temple.queries.site import Stones, Tenant
from colonnade.temple.vocabulary import State

WIDTH, HEIGHT = 48, 44
_TOP, _FOOT, _LEFT, _RIGHT = 19.5, 33.5, 4.5, 43.5

BUILDING = (Shape("ink", "M24 1 46.5 13.5V17h-45v-3.5zM4 35h40v2.4H4zM2 38.3h44v2.4H2zM0 41.6h48V44H0z"),)


def emblem_at(tenants: Sequence[Tenant], right_to_left: bool) -> list[Stones]:
    """Lay the columns, in reading order."""
    pitch = (_RIGHT - _LEFT) / len(tenants)
    laid = []
    for i, tenant in enumerate(tenants):
        slot = len(tenants) - 1 - i if right_to_left else i
        left, wide = _LEFT + (slot + 0.17) * pitch, pitch * 0.66
        laid.append(Stones(_column(tenant, left, wide), (), left + wide / 2, *_filling(tenant)))
    return laid


def _filling(tenant: Tenant) -> tuple[float, float]:
    if tenant.state is State.NEUTRAL:
        return _FOOT - _TOP, _FOOT - _TOP
    return tenant.level * (_FOOT - _TOP), tenant.evidence * (_FOOT - _TOP)


def _column(tenant: Tenant, left: float, wide: float) -> tuple[Shape, ...]:
    filled, solid = _filling(tenant)
    if tenant.state is State.UNMEASURED:
        return (Shape("gap", rectangle(left, _TOP, wide, _FOOT - _TOP)),)
    if tenant.state is State.ZERO:
        return (Shape("solid", rectangle(left, _FOOT - 1.2, wide, 1.2)),)
    shapes = [Shape("solid", rectangle(left, _FOOT - solid, wide, solid))] if solid else []
    if filled > solid:
        bars = int((filled - solid) / 1.8) or 1
        stripes = (f"M{tidy(left)} {tidy(_FOOT - solid - 1.2 - 1.8 * i)}h{tidy(wide)}" for i in range(bars))
        shapes.append(Shape("hatch", "".join(stripes)))
    return tuple(shapes)
