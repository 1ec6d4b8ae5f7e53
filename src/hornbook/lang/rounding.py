"""Numbers worked out are compared rounded, half away from zero, as the engine rounds: to cents, or to nine places."""

from functools import cache
from math import floor, inf, isfinite, nextafter

import numpy as np
from numpy.typing import NDArray


@cache
def least_rounded(value: float, places: int, above: bool) -> float:
    """The least number that, rounded, is at least a value that is rounded too, or with `above` greater."""
    value = rounded(value, places)

    def reaches(number: float) -> bool:
        found = rounded(number, places)
        return found > value if above else found >= value

    step = 10.0**-places
    low, high = value - step, value + step
    while not reaches(high):
        high, step = high + step, step * 2
    while reaches(low):
        low, step = low - step, step * 2
    while nextafter(low, inf) < high:
        middle = low + (high - low) / 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


def rounded(value: float, places: int) -> float:
    """Half away from zero, as the engine rounds."""
    scaled = value * 10.0**places
    size = abs(scaled)
    if not isfinite(size) or size >= 2**52:
        return value if not isfinite(scaled) else scaled / 10.0**places
    whole = floor(size)
    whole += size - whole >= 0.5
    return (whole if scaled >= 0 else -whole) / 10.0**places


def all_rounded(values: NDArray[np.float64], places: int) -> NDArray[np.float64]:
    """The same as `rounded`, of many."""
    scaled = values * 10.0**places
    size = np.abs(scaled)
    whole = np.floor(size)
    with np.errstate(invalid="ignore"):  # of what is infinite
        whole += size - whole >= 0.5
    found = np.copysign(whole, scaled) / 10.0**places
    return np.where(np.isfinite(found), found, values)
