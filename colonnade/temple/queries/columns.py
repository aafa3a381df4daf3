"""The columns: the building blocks, filled from the base as far as the city has come."""

from collections.abc import Sequence

from colonnade.temple.queries.lettering import Setting, fit_all
from colonnade.temple.queries.plan import Plan
from colonnade.temple.queries.shapes import Line, Shaft, Shape, cushion, rectangle, stroke, tidy
from colonnade.temple.queries.site import LEADING, Site, Stones, Tenant, set_lines
from colonnade.temple.vocabulary import State


def blocks_at(site: Site, tenants: Sequence[Tenant]) -> list[Stones]:
    """Lay the columns, in reading order."""
    plan = site.plan

    def room(count: int, size: float) -> float:
        return site.pitch - 26 if count * size * LEADING < plan.frieze - 6 else 0

    settings = fit_all([tenant.label for tenant in tenants], plan.sizes, 3, room)
    return [
        _column(site, tenant, setting, site.axis(site.slot(i, len(tenants))))
        for i, (tenant, setting) in enumerate(zip(tenants, settings, strict=True))
    ]


def _column(site: Site, tenant: Tenant, setting: Setting, x: float) -> Stones:
    plan, pitch = site.plan, site.pitch
    shaft = Shaft(x, plan.foot, plan.shaft, plan.low * pitch, plan.high * pitch)
    shapes = [
        Shape("hit", rectangle(x - pitch / 2, plan.frieze_top, pitch, plan.steps_top - plan.frieze_top))
    ]
    if tenant.state is State.UNMEASURED:
        shapes.append(Shape("gap", shaft.between(0, 1)))
    else:
        shapes.append(Shape("shaft", shaft.between(0, 1)))
        shapes += _filling(shaft, tenant, plan)
        channels = shaft.flutes(plan.flutes)
        shapes += [
            Shape(f"flute temple-f{round(8 * i / (len(channels) - 1))}", d) for i, d in enumerate(channels)
        ]
        shapes.append(Shape("outline", shaft.between(0, 1)))
    shapes += _capital(plan, shaft) + _base(plan, shaft)
    lines = [
        *set_lines("name", setting, x, plan.frieze_top + plan.frieze / 2 + 3),
        Line(
            "letter",
            tenant.letter,
            tidy(x),
            tidy(plan.plinth_top + plan.plinth / 2 + plan.letter * 0.36),
            plan.letter,
        ),
    ]
    if tenant.value and (plan.sizes or tenant.state is State.ZERO):
        lines.append(_value(plan, shaft, tenant))
    if tenant.state is State.UNMEASURED and plan.sizes:
        lines += _count(shaft, tenant)
    return Stones(tuple(shapes), tuple(lines), x, tenant.level * plan.shaft, tenant.evidence * plan.shaft)


def _filling(shaft: Shaft, tenant: Tenant, plan: Plan) -> list[Shape]:
    """Solid as far as there is evidence, hatched up to the level; a zero is a bold line at the foot."""
    if tenant.state is State.ZERO:
        return [
            Shape(
                "zero",
                rectangle(
                    shaft.x - shaft.low, shaft.foot - plan.torus * 0.4, 2 * shaft.low, plan.torus * 0.4
                ),
            )
        ]
    shapes = []
    level, evidence = tenant.level, tenant.evidence
    if evidence:
        shapes.append(Shape("solid", shaft.between(0, evidence)))
    if level > evidence:
        shapes.append(Shape("tint", shaft.between(evidence, level)))
        shapes.append(Shape("hatch", shaft.hatched(evidence, level, plan.hatch)))
    if level:
        half = shaft.half(level)
        shapes.append(Shape("level", stroke(shaft.x - half, shaft.y(level), shaft.x + half, shaft.y(level))))
    return shapes


def _value(plan: Plan, shaft: Shaft, tenant: Tenant) -> Line:
    """The level in figures: above the filling, or within it where there is no room above."""
    top = shaft.y(tenant.level) - (plan.torus * 0.4 if tenant.state is State.ZERO else 0)
    above = top - plan.value * 0.5
    within = above - plan.value < plan.neck + 2
    return Line(
        "value", tenant.value, tidy(shaft.x), tidy(top + plan.value * 1.3 if within else above), plan.value
    )


def _count(shaft: Shaft, tenant: Tenant) -> tuple[Line, ...]:
    """What can be counted though nobody measured a level: words, never a filling."""
    setting = fit_all([tenant.count], (16, 15, 14, 13, 12, 11), 3, lambda *_: 2 * shaft.high + 2)[0]
    return set_lines("count", setting, shaft.x, shaft.y(0.5))


def _capital(plan: Plan, shaft: Shaft) -> list[Shape]:
    """Slab, cushion, and a ring in the column's own hue."""
    x, neck, high, wide = shaft.x, plan.neck, shaft.high, shaft.low * 1.16
    spring, turn = plan.column_top + plan.abacus, plan.neck - plan.echinus * 0.4
    lip = wide * 0.92
    cushion_d = (
        f"M{tidy(x - high)} {tidy(neck)}q-2 {tidy(turn - neck)} {tidy(high - lip)} {tidy(spring - neck)}"
        f"h{tidy(2 * lip)}q{tidy(high + 2 - lip)} {tidy(turn - spring)} {tidy(high - lip)} {tidy(neck - spring)}Z"
    )
    ring = plan.echinus * 0.24
    return [
        Shape("stone", cushion_d),
        Shape("ring", rectangle(x - high, neck - ring / 2, 2 * high, ring)),
        Shape("stone", rectangle(x - wide, plan.column_top, 2 * wide, plan.abacus)),
    ]


def _base(plan: Plan, shaft: Shaft) -> list[Shape]:
    """A round cushion on the block that carries the letter."""
    half, block = shaft.low * 1.12, shaft.low * 1.2
    return [
        Shape("stone", cushion(shaft.x - half, plan.foot, 2 * half, plan.torus)),
        Shape("stone", rectangle(shaft.x - block, plan.plinth_top, 2 * block, plan.plinth)),
    ]
