"""Where a place stands on our map of the world, in the units of the drawing.

The map is the Equal Earth projection: every square kilometre of land takes the
same room, so no part of the network looks larger than it is.

Source: Bojan Šavrič, Tom Patterson and Bernhard Jenny, "The Equal Earth map
projection", International Journal of Geographical Information Science 33:3
(2018), https://doi.org/10.1080/13658816.2018.1504949.
"""

from math import asin, cos, pi, radians, sin, sqrt

WIDTH = 1000
HEIGHT = 487

# The polynomial of the article, equations 9 to 11.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_SCALE = WIDTH * 3 * _A1 / (4 * sqrt(3) * pi)


def equal_earth(latitude: float, longitude: float) -> tuple[float, float]:
    """Turn degrees into a point of the viewBox "0 0 1000 487" (y grows downwards).

    Not rounded; one decimal is enough to draw. The land of
    ``data/world_land.json`` is drawn with this same function.

    >>> equal_earth(0, 0)
    (500.0, 243.5)
    >>> [round(value, 1) for value in equal_earth(0, 180)]
    [1000.0, 243.5]
    >>> [round(value, 1) for value in equal_earth(90, 0)]
    [500.0, 0.1]
    >>> [round(value, 1) for value in equal_earth(53.55073, 9.99302)]  # Hamburg
    [522.2, 59.5]
    >>> equal_earth(91, 0)
    Traceback (most recent call last):
        ...
    ValueError: not a place on Earth: latitude 91, longitude 0
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"not a place on Earth: latitude {latitude}, longitude {longitude}")
    theta = asin(_M * sin(radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    slope = _A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)
    east = 2 * sqrt(3) * radians(longitude) * cos(theta) / (3 * slope)
    north = theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
    return WIDTH / 2 + _SCALE * east, HEIGHT / 2 - _SCALE * north
