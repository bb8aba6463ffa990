"""The swimlane picture of a process, laid out once, as SVG or PNG, with overlays for handoffs, rework and waiting.

Overlays: a flow is a handoff when its two ends stand in different lanes (drawn handoffs, start and end events left
out); rework are the flows that lead back; waiting colours each activity by its expected waiting per case
(visits x wait), as a share of the longest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from bpr.analysis.frequency.visits import expected_visits
from bpr.errors import ExportError, InputError
from bpr.export.png import Png, render_png
from bpr.export.svg import PLAIN, Theme, to_svg
from bpr.export.theme import LegendKind, Overlay
from bpr.graph import build_graph
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.metrics import LayoutMetrics, measure
from bpr.layout.swimlane import swimlane
from bpr.model import Process
from bpr.text import Text

LaneChoice = Literal["role", "department"]
MOST_BOXES, MOST_LINKS, MOST_WAYS = 1_500, 3_000, 150
OVERLAYS = ("handoffs", "rework", "waiting")
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
    _rendered: dict[str, Png] = field(default_factory=dict, repr=False, compare=False)

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

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What the reader of the PNG should know: characters that no font could draw."""
        if "_png" not in self.__dict__ or not self._png.replaced:
            return ()
        lost = " ".join(self._png.replaced[:20])
        return (
            Text(
                en=f"no font on this machine draws these characters, the PNG shows a box for each: {lost}",
                zh=f"本机没有字体可显示以下字符，PNG 中以方框代替：{lost}",
            ),
        )

    def render(self, form: str) -> bytes:
        """The bytes of the picture in a format: svg or png.

        Raises:
            ExportError: the format is not one of them.
        """
        if form == "svg":
            return self.svg.encode()
        if form == "png":
            return self.png()
        raise ExportError.because(
            f"pictures cannot be written as '{form}'",
            f"图片不能写成“{form}”格式",
            fix_en=f"choose one of: {', '.join(FORMATS)}",
            fix_zh=f"可用格式：{'、'.join(FORMATS)}",
        )

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
    lanes: str = "role",
    overlay: str | Iterable[str] = OVERLAYS,
    scope: str | None = None,
    theme: Theme = PLAIN,
) -> Picture:
    """Draw the swimlane of a process.

    Args:
        process: the model.
        lang: language of the labels; the other one stands in where a label lacks it.
        lanes: ``role`` (grouped under departments) or ``department``.
        overlay: any of ``handoffs``, ``rework``, ``waiting``, as a list or comma separated; ``none`` for no colours.
        scope: id of a sub-process whose inside is drawn instead of the whole.
        theme: the colours.

    Raises:
        InputError: an unknown word for lanes or overlay.
    """
    wanted = _chosen("overlay", overlay.split(",") if isinstance(overlay, str) else overlay, (*OVERLAYS, "none"))
    (kind,) = _chosen("lanes", [lanes or "?"], ("role", "department"))
    shown = process if scope is None else process.inside(scope)
    ensure_drawable(shown)
    geometry = lay_out(swimlane(shown, lang=lang, lanes="role" if kind == "role" else "department"))
    return Picture(geometry, _overlay(process, geometry, wanted, lang), theme, process.id)


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


def _chosen(name: str, words: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
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


def _overlay(process: Process, geometry: Geometry, wanted: tuple[str, ...], lang: str) -> Overlay:
    """Colours for what was asked, and a legend for what is really there."""
    kinds = {box.id: box.kind for box in geometry.boxes}
    lane = {box.id: box.lane for box in geometry.boxes}
    flows = [
        route
        for route in geometry.routes
        if route.kind == "sequence" and not {"start", "end"} & {kinds[route.source], kinds[route.target]}
    ]
    handoffs = frozenset(route.id for route in flows if lane[route.source] != lane[route.target])
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
