"""The measures of the building, one plan for each size in which it is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """All measures of one drawing, from the roof down; lengths are units of the picture.

    A plan without ``sizes`` has no names in the picture: only letters and figures.
    """

    width: float
    apex: float
    pediment: float
    rake: float
    eaves: float
    cornice: float
    band: float
    frieze: float
    wall: float
    abacus: float
    echinus: float
    shaft: float
    torus: float
    plinth: float
    step: float
    tread: float
    ground: float
    low: float
    high: float
    flutes: int
    hatch: float
    bar: float
    bar_of_benefit: float
    letter: float
    value: float
    sizes: tuple[float, ...] = ()
    sizes_of_roof: tuple[float, ...] = ()
    sizes_of_benefit: tuple[float, ...] = ()

    @property
    def centre(self) -> float:
        """The axis of the building."""
        return self.width / 2

    @property
    def floor(self) -> float:
        """Where the pediment stands on the cornice."""
        return self.apex + self.pediment

    @property
    def band_top(self) -> float:
        """Top of the beam that carries the sentence."""
        return self.floor + self.cornice

    @property
    def frieze_top(self) -> float:
        """Top of the row of names."""
        return self.band_top + self.band

    @property
    def column_top(self) -> float:
        """Where the columns begin."""
        return self.frieze_top + self.frieze

    @property
    def neck(self) -> float:
        """Where the shafts begin, below the capitals."""
        return self.column_top + self.abacus + self.echinus

    @property
    def foot(self) -> float:
        """Where the shafts end: level 0."""
        return self.neck + self.shaft

    @property
    def plinth_top(self) -> float:
        """Top of the blocks with the letters."""
        return self.foot + self.torus

    @property
    def steps_top(self) -> float:
        """Where the columns stand on the steps."""
        return self.plinth_top + self.plinth

    @property
    def slope(self) -> float:
        """How much the roof falls for each unit of width."""
        return self.pediment / (self.centre - self.eaves)

    @property
    def tympanum_floor(self) -> float:
        """Lower edge of the field within the pediment."""
        return self.floor - self.rake * 0.45

    def ceiling(self, x: float) -> float:
        """Height of the field's upper edge at ``x``."""
        return self.apex + self.rake + abs(x - self.centre) * self.slope

    def height(self, steps: int) -> float:
        """Height of the whole picture with so many steps."""
        return self.steps_top + steps * self.step + self.ground


WIDE = Plan(
    width=1000,
    apex=36,
    pediment=196,
    rake=16,
    eaves=22,
    cornice=15,
    band=54,
    frieze=74,
    wall=50,
    abacus=13,
    echinus=19,
    shaft=244,
    torus=14,
    plinth=42,
    step=46,
    tread=17,
    ground=12,
    low=0.275,
    high=0.222,
    flutes=9,
    hatch=9,
    bar=10,
    bar_of_benefit=108,
    letter=23,
    value=19,
    sizes=(19, 18, 17, 16.5, 16, 15.5, 15, 14.5, 14, 13, 12, 11),
    sizes_of_benefit=(18, 17.5, 17, 16.5, 16, 15.5, 15, 14.5, 14, 13, 12, 11),
    sizes_of_roof=(25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14),
)

CARD = Plan(
    width=320,
    apex=13,
    pediment=66,
    rake=7,
    eaves=5,
    cornice=5,
    band=13,
    frieze=5,
    wall=14,
    abacus=5,
    echinus=7,
    shaft=104,
    torus=6,
    plinth=25,
    step=24,
    tread=5,
    ground=4,
    low=0.315,
    high=0.255,
    flutes=5,
    hatch=6,
    bar=11,
    bar_of_benefit=50,
    letter=17,
    value=13,
)
