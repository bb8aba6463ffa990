"""From two numbers to one word: improved, worse, same, mixed or unknown (handbook 10.4, 15).

Rule: the direction of good decides the word, never the sign alone. Known numbers: by the sign of the difference, equal
    within 1e-9. Bounds: only where the intervals do not overlap, else ``mixed``. A number that is not known makes it
    ``unknown``. Infinite is worse or better than any finite number. Measures without a good direction are ``changed``.
    The same model on both sides gives the same number, even an unknown one.
"""

from __future__ import annotations

import math
from typing import Literal

from bpr.quantity import Quantity, Status, worst

Good = Literal["lower", "higher", "neither"]
Verdict = Literal["improved", "worse", "same", "changed", "mixed", "unknown"]

_EQUAL = 1e-9


def difference(as_is: Quantity, to_be: Quantity, *, identical: bool = False) -> Quantity:
    """What changed: to-be minus as-is, with bounds where the numbers have bounds.

    Args:
        as_is: the number before.
        to_be: the number after, in the same unit.
        identical: both belong to equal models, so they are equal even where they are not known.
    """
    method = "to_be - as_is"
    assumptions = tuple(dict.fromkeys((*as_is.assumptions, *to_be.assumptions)))
    if identical:
        return Quantity(0.0, as_is.unit, assumptions=assumptions, method=method)
    status = worst((as_is.status, to_be.status))
    missing = tuple(dict.fromkeys((*as_is.missing, *to_be.missing)))
    if as_is.value is not None and to_be.value is not None:
        value = to_be.value - as_is.value
        if math.isclose(as_is.value, to_be.value, rel_tol=_EQUAL, abs_tol=_EQUAL):
            value = 0.0
        return Quantity(value, as_is.unit, status, assumptions=assumptions, method=method)
    before, after = interval(as_is), interval(to_be)
    if before is None or after is None:
        return Quantity(None, as_is.unit, status, missing=missing, assumptions=assumptions, method=method)
    low, high = after[0] - before[1], after[1] - before[0]
    return Quantity(
        None,
        as_is.unit,
        status,
        low if math.isfinite(low) else None,
        high if math.isfinite(high) else None,
        missing=missing,
        assumptions=assumptions,
        method=method,
    )


def relative(as_is: Quantity, delta: Quantity) -> Quantity:
    """The change as a share of the as-is; not defined where the as-is is zero or not known."""
    known = as_is.value is not None and delta.value is not None
    value = delta.value / as_is.value if known and delta.value is not None and as_is.value else None
    if delta.value == 0.0 and value is None:
        value = 0.0
    return Quantity(
        value, "1", delta.status, missing=delta.missing, assumptions=delta.assumptions, method="delta / as_is"
    )


def judge(as_is: Quantity, to_be: Quantity, good: Good, *, identical: bool = False) -> Verdict:
    """The word for a change; the arguments are those of `difference`."""
    if identical:
        return "same"
    before, after = interval(as_is), interval(to_be)
    if before is None or after is None:
        return "unknown"
    known = as_is.value is not None and to_be.value is not None
    if (known and math.isclose(before[0], after[0], rel_tol=_EQUAL, abs_tol=_EQUAL)) or (
        before == after and before[0] == before[1]
    ):
        return "same"
    if before[0] <= after[1] and after[0] <= before[1]:
        return "mixed"
    if good == "neither":
        return "changed"
    return "improved" if (after[1] < before[0]) == (good == "lower") else "worse"


def interval(quantity: Quantity) -> tuple[float, float] | None:
    """The least and greatest value a number can have; None where it is not known."""
    if quantity.value is not None:
        return quantity.value, quantity.value
    if quantity.status is Status.INFINITE:
        return math.inf, math.inf
    if quantity.status in (Status.BOUNDED, Status.ASSUMED, Status.ESTIMATED):
        if quantity.lower is None and quantity.upper is None:
            return None
        return (
            -math.inf if quantity.lower is None else quantity.lower,
            math.inf if quantity.upper is None else quantity.upper,
        )
    if quantity.lower is not None and quantity.upper is not None and quantity.status is Status.UNKNOWN:
        return quantity.lower, quantity.upper
    return None
