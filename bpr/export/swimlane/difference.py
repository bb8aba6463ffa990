"""As-is and to-be on one picture, and each alone with everything that stays at the same place.

Method: both swimlanes are laid out as one (`bpr.layout.two_states.union`). On the common picture what is only in the
as-is is removed, what is only in the to-be is added, and changed is what the comparison lists as an edit of a node or
flow (renamed, reassigned, automated, other time, share or condition); a step that moved to another lane is shown as
removed at its old place and as changed at the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bpr.compare.edits import Edit, find_edits
from bpr.compare.matches import Matching
from bpr.compare.matching import match_nodes
from bpr.compare.names import correspond
from bpr.compare.units import common_units
from bpr.export.swimlane.choices import OVERLAYS, USUAL
from bpr.export.swimlane.picture import Picture, chosen, ensure_drawable, overlay_of
from bpr.export.theme.theme import PLAIN, Change, LegendKind, Overlay, Theme
from bpr.graph import build_graph
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.plan.lane_plan import LanePlan
from bpr.layout.plan.swimlane import swimlane
from bpr.layout.two_states.sides import one_side, relabelled
from bpr.layout.two_states.union import Union, unite
from bpr.model.process import Process
from bpr.text import Text

LEGEND: dict[Change | Literal["rework", "message"], Text] = {
    "added": Text(en="added", zh="新增"),
    "removed": Text(en="removed", zh="取消"),
    "changed": Text(en="changed", zh="变更"),
    "rework": Text(en="rework", zh="返工"),
    "message": Text(en="message", zh="消息"),
}
_NODE_EDITS = frozenset({"renamed", "reassigned", "automated", "de_automated", "attribute", "merged", "split"})


@dataclass(frozen=True)
class Difference:
    """Three pictures on one ground: both states with what changed, the as-is alone, the to-be alone."""

    both: Picture
    as_is: Picture
    to_be: Picture


def draw_difference(
    as_is: Process,
    to_be: Process,
    *,
    lang: str = "en",
    lanes: str = USUAL.lanes,
    overlay: str | Iterable[str] = USUAL.overlay,
    matching: Matching | None = None,
    edits: Iterable[Edit] | None = None,
    theme: Theme = PLAIN,
) -> Difference:
    """Draw two states of a process so that unchanged parts keep their place.

    Args:
        as_is: the process today.
        to_be: the process tomorrow.
        lang: language of the labels.
        lanes: ``role`` or ``department``.
        overlay: colours of the two single pictures: any of ``handoffs``, ``rework``, ``waiting``, or ``none``.
        matching: which nodes are the same; worked out if not given.
        edits: what was changed; worked out if not given.
        theme: the colours.

    Raises:
        InputError: an unknown word for lanes or overlay.
        ExportError: a process too large for a picture.
    """
    wanted = chosen("overlay", overlay.split(",") if isinstance(overlay, str) else overlay, (*OVERLAYS, "none"))
    (kind,) = chosen("lanes", [lanes or "?"], ("role", "department"))
    for process in (as_is, to_be):
        ensure_drawable(process)
    matching = match_nodes(as_is, to_be) if matching is None else matching
    parts = correspond(as_is, to_be)
    if edits is None:
        units = common_units(as_is, to_be)
        edits = find_edits(build_graph(as_is), build_graph(to_be), matching, parts, units)
    lane_kind: Literal["role", "department"] = "role" if kind == "role" else "department"
    before, after = (swimlane(process, lang=lang, lanes=lane_kind, phases=False) for process in (as_is, to_be))
    same_lane = {lane.id: lane.id for lane in after.lanes} | _same_lanes(as_is, to_be, lane_kind)
    union = unite(
        before,
        after,
        same_box={**matching.as_is_of, **_same_parties(as_is, to_be)},
        same_lane=same_lane,
        title=_title(as_is, to_be, lang),
    )
    ground = lay_out(union.diagram)
    changes = _changes(union, list(edits))
    whole = _removed_below(relabelled(ground, union), changes)
    old, new = one_side(ground, union, "before"), one_side(ground, union, "after")
    return Difference(
        Picture(whole, Overlay(changes=changes, legend=_legend(whole, changes, lang)), theme, to_be.id),
        Picture(old, overlay_of(as_is, old, wanted, lang), theme, as_is.id),
        Picture(new, overlay_of(to_be, new, wanted, lang), theme, to_be.id),
    )


def draw_stable(
    process: Process,
    other: Process,
    *,
    lang: str = "en",
    lanes: str = USUAL.lanes,
    overlay: str | Iterable[str] = USUAL.overlay,
    theme: Theme = PLAIN,
) -> Picture:
    """Draw a process so that what it has in common with another one stands at the same place in the pictures of both.

    Which of the two comes first (the as-is, else the smaller id) does not depend on the order of the arguments.
    """
    first, second = sorted((process, other), key=lambda p: (p.stage != "as-is", p.stage == "to-be", p.id))
    found = draw_difference(first, second, lang=lang, lanes=lanes, overlay=overlay, theme=theme)
    return found.as_is if first is process else found.to_be


def _same_parties(as_is: Process, to_be: Process) -> dict[str, str]:
    """The boxes that stand for whole organisations."""
    names = correspond(as_is, to_be).organisations.as_is_of
    return {LanePlan.party_box(new): LanePlan.party_box(old) for new, old in names.items()}


def _same_lanes(as_is: Process, to_be: Process, lanes: Literal["role", "department"]) -> dict[str, str]:
    """Lanes and groups of lanes by the parts that they stand for."""
    parts = correspond(as_is, to_be)
    own = parts.roles if lanes == "role" else parts.departments
    same = dict(own.as_is_of)
    for prefix, names in (
        ("role", parts.roles),
        ("department", parts.departments),
        ("organisation", parts.organisations),
    ):
        same |= {f"{prefix}:{new}": f"{prefix}:{old}" for new, old in names.as_is_of.items()}
    return same


def _title(as_is: Process, to_be: Process, lang: str) -> str:
    """The common title with both stages, else the two headlines."""
    titles = [p.title.pick(lang) if p.title is not None else p.id for p in (as_is, to_be)]
    if titles[0] == titles[1] and (as_is.stage, to_be.stage) == ("as-is", "to-be"):
        return f"{titles[0]}：现状 → 未来" if lang == "zh" else f"{titles[0]}: as-is → to-be"
    return f"{as_is.headline(lang)} → {to_be.headline(lang)}"


def _changes(union: Union, edits: list[Edit]) -> dict[str, Change]:
    """What happened to each box and link of the union."""
    changed = {node for edit in edits if edit.kind in _NODE_EDITS for node in (*edit.as_is, *edit.to_be)}
    flows = {flow for edit in edits if edit.kind == "flow_changed" for flow in edit.as_is}
    changes: dict[str, Change] = {}
    for box in union.diagram.boxes:
        old, new = union.box_before.get(box.id), union.box_after.get(box.id)
        change = _change(old, new, is_changed=box.id in union.moved or (old in changed and new is not None))
        if change is not None:
            changes[box.id] = change
    for link in union.diagram.links:
        old, new = union.link_before.get(link.id), union.link_after.get(link.id)
        change = _change(old, new, is_changed=old in flows and new is not None)
        if change is not None:
            changes[link.id] = change
    return changes


def _change(old: str | None, new: str | None, *, is_changed: bool) -> Change | None:
    if is_changed:
        return "changed"
    if old is None:
        return "added"
    return "removed" if new is None else None


def _removed_below(geometry: Geometry, changes: Mapping[str, Change]) -> Geometry:
    """What is gone is drawn first, so that it covers nothing that stays."""
    routes = sorted(geometry.routes, key=lambda route: changes.get(route.id) != "removed")
    return replace(geometry, routes=tuple(routes))


def _legend(geometry: Geometry, changes: Mapping[str, Change], lang: str) -> tuple[tuple[LegendKind, str], ...]:
    """The entries for what is really there."""
    kinds: tuple[Change, ...] = ("added", "removed", "changed")
    entries: list[tuple[LegendKind, str]] = [(k, LEGEND[k].pick(lang)) for k in kinds if k in changes.values()]
    same = [route for route in geometry.routes if route.id not in changes]
    if any(route.rework for route in same):
        entries.append(("rework", LEGEND["rework"].pick(lang)))
    if any(route.kind == "message" for route in same):
        entries.append(("message", LEGEND["message"].pick(lang)))
    return tuple(entries)
