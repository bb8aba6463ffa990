"""As-is against to-be: `compare(as_is, to_be)` says what changes and what it is worth."""

from bpr.compare.benefit import Benefit, summarise_benefit
from bpr.compare.comparison import Comparison, compare
from bpr.compare.edits import Edit, find_edits
from bpr.compare.graph_distance import GraphDistance, graph_distance
from bpr.compare.kpis import Kpi
from bpr.compare.matching import Matching, match_nodes
from bpr.compare.similarity import label_similarity, text_similarity

__all__ = [
    "Benefit",
    "Comparison",
    "Edit",
    "GraphDistance",
    "Kpi",
    "Matching",
    "compare",
    "find_edits",
    "graph_distance",
    "label_similarity",
    "match_nodes",
    "summarise_benefit",
    "text_similarity",
]
