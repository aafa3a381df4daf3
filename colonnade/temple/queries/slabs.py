"""The fields of the pediment and the steps: benefits and conditions, each with a bar that fills as one reads."""

from collections.abc import Sequence

from colonnade.temple.queries.lettering import Setting, fit_all
from colonnade.temple.queries.plan import Plan
from colonnade.temple.queries.shapes import Line, Shape, hatching, polygon, rectangle, stroke, tidy
from colonnade.temple.queries.site import LEADING, Site, Stones, Tenant, set_lines
from colonnade.temple.vocabulary import State

GAUGE = (120, 10)
_ROOM_FOR_FIGURE = 46.0


def gauge(tenant: Tenant, right_to_left: bool) -> tuple[Shape, ...]:
    """The same filling as a bar of its own, for the list beside the picture."""
    length, thick = GAUGE
    return tuple(_bar(tenant, 1, 1, length - 2, thick - 2, right_to_left)) if tenant.measure else ()


def _bar(tenant: Tenant, x: float, y: float, length: float, thick: float, right_to_left: bool) -> list[Shape]:
    def at(share: float) -> float:
        return x + length * (1 - share if right_to_left else share)

    def piece(a: float, b: float) -> tuple[float, float]:
        return min(at(a), at(b)), max(at(a), at(b))

    if tenant.state is State.UNMEASURED:
        return [Shape("gap", rectangle(x, y, length, thick))]
    shapes = [Shape("trough", rectangle(x, y, length, thick))]
    if tenant.state is State.ZERO:
        left = at(0) - (thick * 0.4 if right_to_left else 0)
        zero = Shape("zero", rectangle(left, y - 1, thick * 0.4, thick + 2))
        return [*shapes, Shape("outline", rectangle(x, y, length, thick)), zero]
    if tenant.level > tenant.evidence:
        left, right = piece(tenant.evidence, tenant.level)
        shapes.append(Shape("tint", rectangle(left, y, right - left, thick)))
        shapes.append(Shape("hatch", hatching(y, y + thick, lambda _: left, lambda _: right, thick * 0.6)))
    if tenant.evidence:
        left, right = piece(0, tenant.evidence)
        shapes.append(Shape("solid", rectangle(left, y, right - left, thick)))
    if tenant.level:
        shapes.append(Shape("level", stroke(at(tenant.level), y, at(tenant.level), y + thick)))
    return [*shapes, Shape("outline", rectangle(x, y, length, thick))]


def benefits_at(site: Site, tenants: Sequence[Tenant]) -> list[Stones]:
    """Lay the fields of the pediment, in reading order."""
    plan = site.plan
    gauged = any(tenant.measure for tenant in tenants)
    fields = [_Field(site, site.slot(i, len(tenants)), gauged) for i in range(len(tenants))]
    each = [
        fit_all([tenant.label], plan.sizes_of_benefit, 2, field.room)[0]
        for tenant, field in zip(tenants, fields, strict=True)
    ]
    smallest = min((setting.size for setting in each), default=0)
    laid = []
    for tenant, field in zip(tenants, fields, strict=True):
        setting = fit_all([tenant.label], [smallest] if smallest else [], 2, field.room)[0]
        x, middle, bar = field.places(len(setting.lines) * setting.size * LEADING)
        shapes, lines = [Shape("hit temple-field", field.outline)], [*set_lines("name", setting, x, middle)]
        if tenant.measure:
            gauge_shapes, value = _gauge_of_benefit(site, tenant, x, bar)
            shapes += gauge_shapes
            lines += value
        length = plan.bar_of_benefit
        laid.append(Stones(tuple(shapes), tuple(lines), x, tenant.level * length, tenant.evidence * length))
    return laid


class _Field:
    """The part of the pediment between two walls, under the slope of the roof."""

    def __init__(self, site: Site, slot: int, gauged: bool) -> None:
        self.plan = site.plan
        self.pad = 9 * site.plan.width / 1000
        self.left, self.right = site.walls()[slot : slot + 2]
        self.below = self.plan.bar + self.pad * 0.8 if gauged else 0.0
        self.base = self.plan.tympanum_floor - self.pad * (1.1 if gauged else 1.7) - self.below

    @property
    def under_the_ridge(self) -> bool:
        """Whether the highest point of the roof is above it."""
        return self.left < self.plan.centre < self.right

    @property
    def outline(self) -> str:
        plan, floor = self.plan, self.plan.tympanum_floor
        a, b = self.left, self.right
        top = [(plan.centre, plan.ceiling(plan.centre))] if self.under_the_ridge else []
        return polygon(
            (a, floor), (a, min(floor, plan.ceiling(a))), *top, (b, min(floor, plan.ceiling(b))), (b, floor)
        )

    def span(self, top: float) -> tuple[float, float]:
        """From where to where a text may run whose upper edge is at ``top``."""
        reach = max(0.0, (top - self.plan.apex - self.plan.rake) / self.plan.slope)
        return max(self.left, self.plan.centre - reach) + self.pad, min(
            self.right, self.plan.centre + reach
        ) - self.pad

    def room(self, count: int, size: float) -> float:
        """How wide so many lines may be."""
        left, right = self.span(self.base - count * size * LEADING)
        return right - left

    def places(self, tall: float) -> tuple[float, float, float]:
        """Axis and middle of a text of this height, and the top of the bar below it."""
        left, right = self.span(self.base - max(tall, self.pad))
        lift = (
            (self.base - tall - self.plan.apex - self.plan.rake) * 0.3
            if self.under_the_ridge and tall
            else 0.0
        )
        base = self.base - lift
        x = (left + right) / 2
        if self.below:  # the bar and its figure are wider than the words may be
            row = self.plan.bar_of_benefit + (_ROOM_FOR_FIGURE if self.plan.sizes else 0)
            x = max(min(x, self.right - self.pad - row / 2), self.left + self.pad + row / 2)
        return x, base - tall / 2, base + self.pad * 0.8


def _gauge_of_benefit(site: Site, tenant: Tenant, x: float, y: float) -> tuple[list[Shape], list[Line]]:
    plan = site.plan
    length = plan.bar_of_benefit
    if not plan.sizes or tenant.state is State.UNMEASURED:
        return _bar(tenant, x - length / 2, y, length, plan.bar, site.right_to_left), []
    room = _ROOM_FOR_FIGURE
    left = x - (length + room) / 2 + (room if site.right_to_left else 0)
    edge = left - 8 if site.right_to_left else left + length + 8
    value = Line("figure", tenant.value, tidy(edge), tidy(y + plan.bar / 2 + 5), 15, "start")
    return _bar(tenant, left, y, length, plan.bar, site.right_to_left), [value]


def conditions_at(site: Site, tenants: Sequence[Tenant]) -> list[Stones]:
    """Lay the steps from the top down, in reading order."""
    plan = site.plan
    gauged = any(tenant.measure for tenant in tenants)

    def room(count: int, size: float) -> float:
        return plan.width - 2 * plan.wall - 200 if count * size * LEADING < plan.step - plan.bar else 0

    settings = fit_all([tenant.label for tenant in tenants], plan.sizes, 1, room)
    return [
        _step(site, tenant, setting, i, gauged)
        for i, (tenant, setting) in enumerate(zip(tenants, settings, strict=True))
    ]


def _step(site: Site, tenant: Tenant, setting: Setting, number: int, gauged: bool) -> Stones:
    plan = site.plan
    count = site.conditions
    left = plan.wall - 6 * plan.width / 1000 - number * plan.tread * min(1, 3 / count)
    long, top = plan.width - 2 * left, plan.steps_top + number * plan.step
    shapes = [
        Shape("hit temple-step", rectangle(left, top, long, plan.step)),
        Shape("joint", stroke(left, top + plan.step * 0.1, left + long, top + plan.step * 0.1)),
    ]
    length, y, middle = _place_of_bar(plan, long, top, gauged)
    lines = list(set_lines("name", setting, plan.centre, middle))
    if tenant.measure:
        start = plan.centre - length / 2
        shapes += _bar(tenant, start, y, length, plan.bar, site.right_to_left)
        if plan.sizes and tenant.state is not State.UNMEASURED:
            edge = start if site.right_to_left else start + length
            lines.append(Line("figure", tenant.value, tidy(edge), tidy(middle + 5), 15, "end"))
    return Stones(tuple(shapes), tuple(lines), plan.centre, tenant.level * length, tenant.evidence * length)


def _place_of_bar(plan: Plan, long: float, top: float, gauged: bool) -> tuple[float, float, float]:
    """Length and height of a step's bar, and the height of the words above it."""
    side = 14 if plan.sizes else 8
    if not plan.sizes:
        return long - 2 * side, top + (plan.step - plan.bar) / 2 + 1, top
    y = top + plan.step - plan.bar - 6
    return long - 2 * side, y, (top + 4 + y) / 2 if gauged else top + plan.step / 2 + 2
