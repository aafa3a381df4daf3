"""What every temple has, whatever is known about it: roof, beam with the sentence, frieze, ground."""

from colonnade.temple.queries.lettering import fit_all
from colonnade.temple.queries.shapes import Line, Shape, disc, polygon, rectangle, stroke
from colonnade.temple.queries.site import Site, set_lines


def building_at(site: Site, roof: str) -> tuple[tuple[Shape, ...], tuple[Line, ...]]:
    """Lay the building behind its parts, with the roof's sentence on the beam."""
    plan, wall, middle = site.plan, site.plan.wall, site.plan.centre
    k = plan.width / 1000
    ornament = 3 + 15 * k  # a sun that rises behind the roof
    right, beam = plan.width - plan.eaves, plan.width - 2 * wall
    shapes = [
        Shape("sun", disc(middle, plan.apex + ornament * 0.2, ornament)),
        Shape("halo", disc(middle, plan.apex + ornament * 0.2, ornament * 1.42)),
        Shape("stone", polygon((plan.eaves, plan.floor), (middle, plan.apex), (right, plan.floor))),
        Shape("stone", rectangle(plan.eaves - 6 * k, plan.floor, right - plan.eaves + 12 * k, plan.cornice)),
        Shape(
            "joint",
            stroke(plan.eaves, plan.floor + plan.cornice * 0.6, right, plan.floor + plan.cornice * 0.6),
        ),
        Shape("beam", rectangle(wall - 8 * k, plan.band_top, beam + 16 * k, plan.band)),
        Shape("stone", rectangle(wall, plan.frieze_top, beam, plan.frieze)),
    ]
    if plan.sizes:
        shapes += [Shape("triglyph", _triglyph(site, i)) for i in range(site.blocks + 1)]
    shapes.append(Shape("shadow", rectangle(wall, plan.column_top, beam, 8 * k)))
    shapes.append(
        Shape("ground", stroke(0, site.height - plan.ground / 2, plan.width, site.height - plan.ground / 2))
    )

    def room(count: int, size: float) -> float:
        return beam - 40 if count * size * 1.2 < plan.band - 4 else 0

    setting = fit_all([roof], plan.sizes_of_roof, 2, room)[0]
    return tuple(shapes), set_lines("roof", setting, middle, plan.band_top + plan.band / 2)


def _triglyph(site: Site, number: int) -> str:
    """Three upright bars between two names, as above every column of a Doric temple."""
    plan, broad = site.plan, 18.0
    x = plan.wall + number * site.pitch
    left = min(max(x - broad / 2, plan.wall + 2), plan.width - plan.wall - broad - 2)
    top, bottom = plan.frieze_top + 8, plan.column_top - 1
    bars = "".join(rectangle(left + i * 7, top, 4, bottom - top) for i in range(3))
    return bars + rectangle(left - 1, plan.frieze_top + 1, broad + 2, 5)
