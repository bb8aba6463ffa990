"""The strip beside a page border in which cut routes end at their circles.

A route meets the border at some place; its circle stands as near to that place as the other circles and the borders of
the zones (lanes) allow. Where it has to stand aside, the route takes one step in a track of its own; tracks are
ordered so that no two routes cross in the strip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CIRCLE = 20.0
_FIRST_TRACK = 10.0
_TRACK = 6.0
_ARROW_ROOM = 16.0
_END_ROOM = 4.0
_WALL = 1.0
_SNAP = 1.5

Zone = tuple[float, float]


@dataclass(frozen=True, slots=True)
class GutterStyle:
    """How far circles stand apart, and how much room the page number beside a circle takes, in px."""

    pitch: float
    word_room: float


BESIDE = GutterStyle(pitch=24.0, word_room=34.0)
"""At the left and right border of a page: circles stand above each other."""

BELOW = GutterStyle(pitch=40.0, word_room=14.0)
"""At the upper and lower border: circles stand side by side."""


@dataclass(frozen=True, slots=True)
class Berth:
    """Where one route ends: the place of its circle along the border, its size, and the track of its step.

    Without a track the route runs straight into the circle.
    """

    place: float
    size: float
    track: int | None


def gutter_width(tracks: int, style: GutterStyle) -> float:
    """The width of a strip with so many tracks; without routes use 0 instead."""
    return _FIRST_TRACK + tracks * _TRACK + _ARROW_ROOM + CIRCLE + style.word_room + _END_ROOM


def track_place(track: int) -> float:
    """How far a track is from the border of the content."""
    return _FIRST_TRACK + track * _TRACK


def circle_place(tracks: int) -> float:
    """How far the near side of every circle is from the border of the content."""
    return _FIRST_TRACK + tracks * _TRACK + _ARROW_ROOM


def most_tracks(places: Sequence[float], zones: Sequence[Zone]) -> int:
    """An upper bound of the tracks for these places and for any part of them."""
    return max((len(group) for group in _by_zone(places, zones).values()), default=0)


def berths(places: Sequence[float], zones: Sequence[Zone], style: GutterStyle) -> list[Berth]:
    """A berth for each place at which a route meets the border, in the given order."""
    found: dict[int, Berth] = {}
    for zone, members in _by_zone(places, zones).items():
        found |= _in_zone([(places[i], i) for i in members], zone, style)
    return [found[i] for i in range(len(places))]


def _by_zone(places: Sequence[float], zones: Sequence[Zone]) -> dict[Zone, list[int]]:
    """The routes of each zone; a place outside all zones belongs to the nearest one."""
    groups: dict[Zone, list[int]] = {}
    for i, place in enumerate(places):
        zone = min(zones, key=lambda z: max(z[0] - place, place - z[1], 0.0), default=(place, place))
        groups.setdefault(zone, []).append(i)
    return groups


def _in_zone(members: list[tuple[float, int]], zone: Zone, style: GutterStyle) -> dict[int, Berth]:
    members = sorted(members)
    low, high = zone[0] + CIRCLE / 2 + _WALL, zone[1] - CIRCLE / 2 - _WALL
    if low > high:
        low = high = (zone[0] + zone[1]) / 2
    pitch = min(style.pitch, (high - low) / (len(members) - 1)) if len(members) > 1 else style.pitch
    size = max(6.0, min(CIRCLE, pitch - 2))
    spread = _spread([place for place, _ in members], pitch, low, high)
    tracks = _tracks([place for place, _ in members], spread)
    return {
        i: Berth(round(place, 1), round(size, 1), track)
        for (_, i), place, track in zip(members, spread, tracks, strict=True)
    }


def _spread(places: list[float], pitch: float, low: float, high: float) -> list[float]:
    """The nearest places (least squares) that are at least ``pitch`` apart, between ``low`` and ``high``."""
    pools: list[tuple[float, int]] = []  # mean and number of members that stand side by side
    for i, place in enumerate(places):
        mean, count = place - i * pitch, 1
        while pools and pools[-1][0] >= mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    last = high - (len(places) - 1) * pitch
    flat = [min(max(mean, low), last) for mean, count in pools for _ in range(count)]
    return [base + i * pitch for i, base in enumerate(flat)]


def _tracks(places: list[float], spread: list[float]) -> list[int | None]:
    """The track of each route: in a run that steps down the upper ones step further out, in a run upwards the lower."""
    tracks: list[int | None] = [None] * len(places)
    shifts = [0 if abs(b - a) <= _SNAP else 1 if b > a else -1 for a, b in zip(places, spread, strict=True)]
    for way in (1, -1):
        order = range(len(places) - 1, -1, -1) if way == 1 else range(len(places))
        depth = 0
        for i in order:
            if shifts[i] == way:
                tracks[i] = depth
                depth += 1
            else:
                depth = 0
    return tracks
