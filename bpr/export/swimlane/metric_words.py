"""The measures of a picture in words, the promises of the layout first."""

from __future__ import annotations

from bpr.layout.metrics import LayoutMetrics
from bpr.text import Text

NAMES: dict[str, Text] = {
    "lane_violations": Text(en="boxes outside their lane", zh="超出泳道的节点"),
    "phase_violations": Text(en="boxes outside their phase", zh="超出阶段的节点"),
    "edge_through_box": Text(en="arrows through boxes", zh="穿过节点的连线"),
    "box_overlaps": Text(en="overlapping boxes", zh="重叠的节点"),
    "lane_inversions": Text(en="lanes in the wrong order", zh="次序颠倒的泳道"),
    "heads_cut": Text(en="names cut off in lane heads", zh="被截断的泳道名称"),
    "non_orthogonal": Text(en="slanted parts of arrows", zh="倾斜的连线段"),
    "crossings": Text(en="crossings of arrows", zh="连线交叉"),
    "bends": Text(en="bends of arrows", zh="连线拐弯"),
    "overlap_px": Text(en="length on which arrows overlap, px", zh="连线重叠长度（像素）"),
    "label_hits": Text(en="labels that touch something", zh="与其他图形相碰的文字"),
    "left_to_right": Text(en="share of arrows that lead forward", zh="顺流程方向的连线占比"),
    "route_length": Text(en="length of all arrows, px", zh="连线总长（像素）"),
    "aspect": Text(en="width / height", zh="宽高比"),
}
"""What people call each measure."""


def metric_lines(metrics: LayoutMetrics, lang: str) -> list[str]:
    """One line for each measure: its value, its field name, what it is, and a mark at a broken promise.

    Args:
        metrics: the measures of one picture.
        lang: language of the words.
    """
    promised = list(NAMES)[: list(NAMES).index("crossings")]
    lines: list[str] = []
    for name, words in NAMES.items():
        value = getattr(metrics, name)
        shown = "-" if value is None else f"{value:.0%}" if name == "left_to_right" else f"{value:,}"
        mark = "" if name not in promised or not value else "  !"
        lines.append(f"{shown:>10}  {name:17} {words.pick(lang)}{mark}")
    return lines
