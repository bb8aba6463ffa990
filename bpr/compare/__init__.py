"""As-is against to-be.

``bpr.compare`` is this package and, for users, also the function: ``bpr.compare(as_is, to_be)``. Python binds a package
to its parent's attribute as soon as anything in it is imported, so the package itself can be called.
"""

import sys
from collections.abc import Mapping
from types import ModuleType

from bpr.compare.benefit import Benefit, summarise_benefit
from bpr.compare.comparison import Comparison, compare
from bpr.compare.edits import Edit, find_edits
from bpr.compare.graph_distance import GraphDistance, graph_distance
from bpr.compare.kpis import Kpi
from bpr.compare.matching import THRESHOLD, Matching, match_nodes
from bpr.compare.similarity import label_similarity, text_similarity
from bpr.diagnosis.analyse import Analysis
from bpr.model.process import Process

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


class _Callable(ModuleType):
    """A package that can be called like its main function."""

    def __call__(
        self,
        as_is: Process | Analysis,
        to_be: Process | Analysis,
        *,
        threshold: float = THRESHOLD,
        same: Mapping[str, str] | None = None,
    ) -> Comparison:
        """See `bpr.compare.comparison.compare`."""
        return compare(as_is, to_be, threshold=threshold, same=same)


sys.modules[__name__].__class__ = _Callable
