"""The order of lanes in a picture: as authored, or the one in which work travels least, with what that saves."""

from __future__ import annotations

from bpr.analysis.frequency.visits import expected_visits
from bpr.graph import build_graph
from bpr.layout.plan.diagram import Diagram
from bpr.layout.plan.lane_order import LaneOrder, propose_lane_order, reordered
from bpr.model.process import Process
from bpr.text import Text

LANE_ORDERS = ("authored", "best")


def best_lanes(process: Process, diagram: Diagram) -> tuple[Diagram, Text]:
    """The diagram with its lanes in the best order, and a sentence on what that saves.

    Flows are weighted by their expected passes per case; where one of those between lanes is unknown, each flow counts
    once, and the sentence says so.

    Args:
        process: the model behind the diagram.
        diagram: its swimlane.
    """
    lane_of = {box.id: box.lane for box in diagram.boxes}
    between = [
        link.id for link in diagram.links if link.kind == "sequence" and lane_of[link.source] != lane_of[link.target]
    ]
    flow = expected_visits(build_graph(process)).flow
    known = {link: passes for link in between if (passes := flow.get(link)) is not None}
    is_weighted = len(known) == len(between)
    order = propose_lane_order(diagram, known if is_weighted else dict.fromkeys(between, 1.0))
    return reordered(diagram, order.lanes), _sentence(order, is_weighted=is_weighted)


def _sentence(order: LaneOrder, *, is_weighted: bool) -> Text:
    """What the order saves, how it was counted and how sure that is."""
    if order.length >= order.authored_length:
        if order.is_exact:
            return Text(
                en="lane order: the authored order is already the shortest",
                zh="泳道次序：原有次序已是交接路程最短的次序",
            )
        return Text(en="lane order: no shorter one found", zh="泳道次序：未找到交接路程更短的次序")
    share = f"{order.saving * 100:.0f} %"
    was, now = (f"{length:.3g}" for length in (order.authored_length, order.length))
    per = (" per case", "每案例") if is_weighted else (", each flow counted once because shares are unknown", "")
    en = f"lane order: {share} less handoff length ({now} instead of {was} lane borders{per[0]})"
    zh = f"泳道次序：交接路程缩短 {share}（{per[1]}跨越泳道边界 {now} 次，原为 {was} 次"
    zh += "）" if is_weighted else "；分支比例未知，每条流各计一次）"
    if not order.is_exact:
        en, zh = f"{en}; the best that a search found", f"{zh}；为搜索所得的最好结果"
    return Text(en=en, zh=zh)
