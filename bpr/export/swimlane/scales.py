"""The scales at which the pages of one picture are shown together."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_COMMON = 0.75
"""No page is drawn smaller than this only because another page is."""


def common_scales(fits: Sequence[float]) -> tuple[float, ...]:
    """One scale for all pages, so that boxes are alike on each; but a page far too large shrinks alone.

    Args:
        fits: the scale at which each page fits its sheet.

    Example:
        >>> common_scales([1.0, 0.9]), common_scales([1.0, 0.2])
        ((0.9, 0.9), (0.75, 0.2))
    """
    common = max(min(fits, default=1.0), LEAST_COMMON)
    return tuple(min(fit, common) for fit in fits)
