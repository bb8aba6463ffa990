"""One explained rank out of several components (handbook 5.6).

Formula: ``score = sum of w_i c_i / sum of w_i`` over the components that are known, each scaled to [0, 1]; a missing
    component is listed, not taken as zero. An unstable station ranks above all stable ones. The score is an ordering
    aid, not a measurement.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Components = Mapping[str, float | None]

DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"utilisation": 0.35, "wait_share": 0.30, "cross_inflow": 0.15, "betweenness": 0.10, "rework_share": 0.10}
)


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one station, what each component gives to it, and which components are not known."""

    station: str
    score: float | None
    contributions: Mapping[str, float]
    missing: tuple[str, ...]


def rank(
    components: Mapping[str, Components],
    weights: Mapping[str, float] = DEFAULT_WEIGHTS,
    *,
    unstable: Collection[str] = (),
) -> tuple[Score, ...]:
    """The stations in order, the worst bottleneck first.

    Args:
        components: components in [0, 1] by station; None where not known.
        weights: weight of each component.
        unstable: stations without a steady state.

    Example:
        >>> [found] = rank({"Clerk": {"utilisation": 0.8, "wait_share": None}}, {"utilisation": 0.5, "wait_share": 0.5})
        >>> found.score, found.missing
        (0.8, ('wait_share',))
    """
    scores = [_score(station, parts, weights) for station, parts in components.items()]
    order = {station: place for place, station in enumerate(components)}
    return tuple(
        sorted(
            scores,
            key=lambda found: (
                found.station not in unstable,
                found.score is None,
                -(found.score or 0.0),
                order[found.station],
            ),
        )
    )


def _score(station: str, components: Components, weights: Mapping[str, float]) -> Score:
    known = {name: value for name in weights if (value := components.get(name)) is not None}
    missing = tuple(name for name in weights if name not in known)
    whole = math.fsum(weights[name] for name in known)
    if whole == 0.0:
        return Score(station, None, {}, missing)
    contributions = {name: weights[name] / whole * value for name, value in known.items()}
    return Score(station, math.fsum(contributions.values()), contributions, missing)
