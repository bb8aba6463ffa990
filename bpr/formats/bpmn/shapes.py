"""The shape a field of bpr's own data must have before it is used; what it says is checked by the model later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_list_of(inner: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(inner(found) for found in value)


def _is_map_of(inner: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(inner(found) for found in value.values())


def _is_way(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("to"), str)


_IDS = _is_list_of(_is_text)
_SHAPES: Final[dict[str, Callable[[Any], bool]]] = {
    **dict.fromkeys(("id", "kind", "on", "to", "source", "target"), _is_text),
    **dict.fromkeys(("department", "organisation", "owner", "reports_to"), _is_text),
    **dict.fromkeys(("roles", "accountable", "consulted", "informed", "support", "systems", "+order"), _IDS),
    **dict.fromkeys(("rights", "documents"), _is_map_of(_IDS)),
    "raci": lambda value: isinstance(value, str | dict),
    "separate": _is_list_of(_IDS),
    "next": _is_list_of(_is_way),
    "+entries": _is_map_of(_is_map_of(lambda value: isinstance(value, dict))),
    "+unread": lambda value: isinstance(value, dict),
}


def fits(name: str, value: Any) -> bool:
    """Whether a value has the shape that a field of this name has; None (no value) always fits.

    Example:
        >>> fits("roles", ["clerk"]), fits("roles", "clerk"), fits("time", {"uniform": [1, 2]})
        (True, False, True)
    """
    return value is None or _SHAPES.get(name, lambda _: True)(value)
