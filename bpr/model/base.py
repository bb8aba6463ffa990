"""What all parts of a model share: frozen, and strict about unknown keys."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bpr.text import Text


class Part(BaseModel):
    """A part of a model: immutable, and an unknown key is an error instead of vanishing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _no_controls(value: str) -> str:
    """Ids are printed and become names of files: no control characters."""
    if any(char < " " or char == "\x7f" for char in value):
        raise PydanticCustomError("control", "an id holds no line breaks, tabs or control characters")
    return value


Id = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), AfterValidator(_no_controls)
]

_MADE_UP = re.compile(r"_[01][a-z\d]{6}$|[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-")


def is_made_up(id_: str) -> bool:
    """Whether a drawing program made the id up: no person reads it, and no two files hit upon it.

    Example:
        >>> is_made_up("Activity_1p4kmv4"), is_made_up("check-invoice")
        (True, False)
    """
    return bool(_MADE_UP.search(id_))


_BLANKS = frozenset({"", "-", "—", "n/a", "na", "?"})


def _blank_is_unknown(value: Any) -> Any:
    """A blank, ``-`` or ``n/a`` in a place for a number means unknown (handbook 15)."""
    if isinstance(value, str) and value.strip().casefold() in _BLANKS:
        return None
    return value


def _one_or_many(value: Any) -> Any:
    """A single item stands for a list of one."""
    if value is None or isinstance(value, list | tuple):
        return value
    return (value,)


def _fraction(value: Any) -> Any:
    """``15%`` or ``0.15`` as a fraction; anything outside 0..1 is refused with the likely meaning."""
    if isinstance(value, bool):
        raise PydanticCustomError("share", "a share is a number such as 15% or 0.15, not yes/no")
    number = value
    if isinstance(value, str):
        text = value.strip().replace("％", "%")
        if text.casefold() in _BLANKS:
            return None
        match = re.fullmatch(r"([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(%?)", text)
        if match is None:
            raise PydanticCustomError("share", "'{text}' is not a share; write 15% or 0.15", {"text": text})
        number = float(match[1]) / (100 if match[2] else 1)
    if isinstance(number, int | float) and not (math.isfinite(number) and 0 <= number <= 1):
        raise PydanticCustomError(
            "share", "{number} is not between 0 and 1; write {number}% if per cent is meant", {"number": f"{value}"}
        )
    return number


ROUNDED_SUM = 0.02
"""Shares of one split may miss 100 % by this much: they were rounded."""


def wrong_sum(shares: Iterable[float], *, complete: bool) -> float | None:
    """The sum of the known shares of ways of which one is taken, if it cannot be right; none where it can.

    Definition: more than 100 %, or less where all shares are known; `ROUNDED_SUM` is allowed (handbook 1.5, 1.6).

    Example:
        >>> wrong_sum((0.5, 0.3), complete=True), wrong_sum((0.5, 0.3), complete=False)
        (0.8, None)
    """
    total = math.fsum(shares)
    return total if total > 1 + ROUNDED_SUM or (complete and total < 1 - ROUNDED_SUM) else None


def wrong_sum_told(total: float) -> tuple[Text, Text]:
    """What is said of shares whose sum cannot be right, and the remedy."""
    return (
        Text(
            en=f"the shares of the branches sum to {total:.2%}, not to 100%",
            zh=f"各分支占比之和为 {total:.2%}，不等于 100%",
        ),
        Text(en="correct the shares so that they sum to 100%", zh="修正占比，使其合计为 100%"),
    )


Share = Annotated[float | None, BeforeValidator(_fraction)]
Amount = Annotated[
    Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)] | None,
    BeforeValidator(_blank_is_unknown),
]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_one_or_many)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_many)]
