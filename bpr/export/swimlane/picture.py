"""The swimlane picture of a process, laid out once, as SVG or PNG, with overlays for handoffs, rework and waiting.

Overlays: a flow is a handoff when its two ends stand in different lanes (drawn handoffs, start and end events left
out); rework are the flows that lead back; waiting colours each activity by its expected waiting per case
(visits x wait), as a share of the longest one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from bpr.analysis.frequency.visits import expected_visits
from bpr.errors import ExportError, InputError
from bpr.export.scene.coverage import png_warnings, svg_warnings
from bpr.export.scene.png import Png, render_png
from bpr.export.scene.svg import PLAIN, Theme, to_svg
from bpr.export.swimlane.choices import OVERLAYS, USUAL
from bpr.export.swimlane.expansion import closed_note, inside_of, to_expand
from bpr.export.swimlane.guard import check_picture
from bpr.export.swimlane.lane_choice import LANE_ORDERS, best_lanes
from bpr.export.theme.theme import LegendKind, Overlay
from bpr.graph import build_graph
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.layout.plan.badge_plan import BADGES
from bpr.layout.plan.diagram import Diagram
from bpr.layout.plan.link_events import whole_links, with_link_events
from bpr.layout.plan.swimlane import swimlane
from bpr.model import Process
from bpr.text import Text

LaneChoice = Literal["role", "department"]
MOST_BOXES, MOST_LINKS, MOST_WAYS = 1_500, 3_000, 150
FORMATS = ("svg", "png")

_LEGEND: dict[str, dict[str, str]] = {
    "handoff": {"en": "handoff", "zh": "交接"},
    "rework": {"en": "rework", "zh": "返工"},
    "message": {"en": "message", "zh": "消息"},
    "heat": {"en": "expected waiting per case", "zh": "每案例预期等待"},
    "illustrative": {"en": "; numbers are illustrative", "zh": "；数据为示意"},
}


@dataclass(frozen=True)
class Picture:
    """One drawn process; shows itself in Jupyter."""

    geometry: Geometry
    overlay: Overlay
    theme: Theme = PLAIN
    name: str = "process"
    notes: tuple[Text, ...] = ()

    @cached_property
    def svg(self) -> str:
        """The picture as one standalone SVG document."""
        return to_svg(self.geometry, theme=self.theme, overlay=self.overlay)

    @cached_property
    def metrics(self) -> LayoutMetrics:
        """Crossings, bends, overlaps and other measures of the layout."""
        return measure(self.geometry)

    @cached_property
    def _png(self) -> Png:
        return render_png(self.svg)

    def png(self) -> bytes:
        """The picture as PNG, two pixels for each px."""
        return self._png.data

    def warnings(self, form: str = "svg") -> tuple[Text, ...]:
        """What the reader of a format should know: sub-processes left closed, and characters that its fonts lack.

        Raises:
            ExportError: the format is neither svg nor png.
        """
        _check_form(form)
        return (*self.notes, *(svg_warnings(self.svg) if form == "svg" else png_warnings(self._png)))

    def render(self, form: str) -> bytes:
        """The bytes of the picture in a format: svg or png.

        Raises:
            ExportError: the format is not one of them, or the picture would tell a lie (`bpr.export.swimlane.guard`).
        """
        _check_form(form)
        if self.geometry.page is None:  # pages are cut from a picture that was checked as a whole
            check_picture(self.geometry, self.metrics)
        return self.svg.encode() if form == "svg" else self.png()

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, str]:
        """What Jupyter shows."""
        bundle = {"image/svg+xml": self.svg, "text/plain": f"<swimlane of {self.name}>"}
        wanted = set(include) if include else set(bundle)
        return {kind: text for kind, text in bundle.items() if kind in wanted - set(exclude or ())}


def draw(
    process: Process,
    *,
    lang: str = "en",
    lanes: str = USUAL.lanes,
    overlay: str | Iterable[str] = USUAL.overlay,
    scope: str | None = USUAL.scope,
    lane_order: str = USUAL.lane_order,
    phases: bool | None = USUAL.phases,
    badges: str | Iterable[str] = USUAL.badges,
    expand: str | Iterable[str] = USUAL.expand,
    direction: str = USUAL.direction,
    links_longer_than: int | None = USUAL.links_longer_than,
    theme: Theme = PLAIN,
    lay_out: Callable[[Diagram], Geometry] = lay_out,
) -> Picture:
    """Draw the swimlane of a process.

    Args:
        process: the model.
        lang: language of the labels; the other one stands in where a label lacks it.
        lanes: ``role`` (grouped under departments) or ``department``.
        overlay: any of ``handoffs``, ``rework``, ``waiting``, as a list or comma separated; ``none`` for no colours.
        scope: id of a sub-process whose inside is drawn instead of the whole.
        lane_order: ``authored``, or ``best`` for the order in which work travels least; a note says what that saves.
        phases: whether the phases that the model names are columns; None: when most nodes name one and the flow
            keeps their order.
        badges: small notes on activities: any of ``documents``, ``systems``, ``raci``, as a list or comma separated.
        expand: sub-processes whose inside is drawn in a frame: their ids, or ``all``; those whose steps need several
            lanes stay closed, and `Picture.warnings` names them.
        direction: where the flow runs: ``right`` (lanes are rows) or ``down`` (lanes are columns).
        links_longer_than: flows that pass more columns than this are cut at a numbered pair of link events.
        theme: the colours.
        lay_out: gives a diagram its places; an `Album` passes its own, which remembers them.

    Raises:
        InputError: an unknown word for lanes, lane order, overlay, badges or direction, or an unknown sub-process.
    """
    (order,) = chosen("lane order", [lane_order or "?"], LANE_ORDERS)
    wanted = chosen("overlay", split_words(overlay), (*OVERLAYS, "none"))
    (kind,) = chosen("lanes", [lanes or "?"], ("role", "department"))
    marks = chosen("badges", split_words(badges), BADGES)
    (way,) = chosen("direction", [direction or "?"], ("right", "down"))
    shown = process if scope is None else inside_of(process, scope)
    ensure_drawable(shown)
    lane_kind: LaneChoice = "role" if kind == "role" else "department"
    opened = to_expand(shown, split_words(expand))
    diagram = swimlane(
        shown, lang=lang, lanes=lane_kind, phases=phases, badges=marks, expand=opened, vertical=way == "down"
    )
    notes: list[Text] = []
    if order == "best":
        diagram, saving = best_lanes(shown, diagram)
        notes.append(saving)
    if links_longer_than is not None:
        diagram = with_link_events(diagram, links_longer_than)
    geometry = lay_out(diagram)
    notes += closed_note(shown, opened, geometry)
    return Picture(geometry, overlay_of(process, geometry, wanted, lang), theme, process.id, tuple(notes))


def _check_form(form: str) -> None:
    if form not in FORMATS:
        raise ExportError.because(
            f"pictures cannot be written as '{form}'",
            f"图片不能写成“{form}”格式",
            fix_en=f"choose one of: {', '.join(FORMATS)}",
            fix_zh=f"可用格式：{'、'.join(FORMATS)}",
        )


def ensure_drawable(process: Process) -> None:
    """Pictures of thousands of boxes are neither readable nor quick; better say so than never end."""
    boxes = len(process.steps)
    ways = [len(node.next) for node in process.steps]
    if boxes <= MOST_BOXES and sum(ways) <= MOST_LINKS and max(ways, default=0) <= MOST_WAYS:
        return
    raise ExportError.because(
        f"a picture holds at most {MOST_BOXES:,} boxes, {MOST_LINKS:,} arrows and {MOST_WAYS} ways out of one box; "
        f"this process has {boxes:,}, {sum(ways):,} and {max(ways):,}",
        f"一张图最多 {MOST_BOXES:,} 个节点、{MOST_LINKS:,} 条连线、每个节点 {MOST_WAYS} 条出口；"
        f"该流程有 {boxes:,}、{sum(ways):,} 和 {max(ways):,}",
        fix_en="put parts of it into sub-processes; each is drawn on its own",
        fix_zh="把其中一部分放入子流程，每个子流程单独成图",
    )


def split_words(words: str | Iterable[str]) -> Iterable[str]:
    """Words given one by one, or as one text with commas."""
    return words.split(",") if isinstance(words, str) else words


def chosen(name: str, words: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """The words asked for, each of them known."""
    chosen = tuple(word.strip().lower() for word in words if word.strip())
    for word in chosen:
        if word not in known:
            raise InputError.because(
                f"'{word}' is not a choice for {name}",
                f"“{word}”不是 {name} 的可选值",
                fix_en=f"use: {', '.join(known)}",
                fix_zh=f"可用：{'、'.join(known)}",
            )
    return chosen


def overlay_of(process: Process, geometry: Geometry, wanted: tuple[str, ...], lang: str) -> Overlay:
    """Colours for what was asked, and a legend for what is really there."""
    kinds = {box.id: box.kind for box in geometry.boxes}
    lane = {box.id: box.lane for box in geometry.boxes}
    ends = whole_links(geometry)
    flows = {route.id: ends[route.id] for route in geometry.routes if route.kind == "sequence"}
    handoffs = frozenset(
        id_
        for id_, (source, target) in flows.items()
        if lane[source] != lane[target] and not {"start", "end"} & {kinds[source], kinds[target]}
    )
    rework = frozenset(route.id for route in geometry.routes if route.rework)
    heat = _heat(process, kinds)
    legend: list[tuple[LegendKind, str]] = []
    if "handoffs" in wanted and handoffs:
        legend.append(("handoff", _LEGEND["handoff"][lang]))
    if "rework" in wanted and rework:
        legend.append(("rework", _LEGEND["rework"][lang]))
    if any(route.kind == "message" for route in geometry.routes):
        legend.append(("message", _LEGEND["message"][lang]))
    note = _LEGEND["heat"][lang] + (_LEGEND["illustrative"][lang] if process.illustrative else "")
    return Overlay(
        handoff_links=handoffs if "handoffs" in wanted else frozenset(),
        rework_links=rework if "rework" in wanted else frozenset(),
        heat=heat if "waiting" in wanted else {},
        heat_note=note if "waiting" in wanted and heat else "",
        legend=tuple(legend),
    )


def _heat(process: Process, drawn: Mapping[str, Any]) -> dict[str, float]:
    """Expected waiting per case of each drawn activity, as a share of the longest one."""
    graph = build_graph(process)
    visits = expected_visits(graph)
    waiting = {}
    for node in graph.nodes.values():
        executions = visits.executions(graph, node.id)
        if node.id in drawn and node.wait is not None and executions is not None:
            waiting[node.id] = executions * node.wait.mean
    longest = max(waiting.values(), default=0.0)
    return {node: wait / longest for node, wait in waiting.items() if wait > 0} if longest > 0 else {}
