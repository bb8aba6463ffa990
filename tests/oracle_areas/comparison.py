"""Oracle area `comparison`: label similarity, matching, graph distance, edits and benefit."""

from __future__ import annotations

from typing import Any

from bpr.compare import find_edits, graph_distance, label_similarity, match_nodes, summarise_benefit
from bpr.compare.names import correspond
from bpr.compare.units import common_units
from bpr.graph import build_graph
from tests.oracle_models import process_of

# the edit kinds that the oracle lists (handbook, appendix B)
KINDS = {
    "added",
    "removed",
    "renamed",
    "reassigned",
    "automated",
    "parallelised",
    "serialised",
    "order_inverted",
}


def run(case: dict[str, Any]) -> dict[str, Any]:
    inputs = case["inputs"]
    if "pairs" in inputs:
        return {"similarity": [label_similarity(first, second) for first, second in inputs["pairs"]]}
    if "cases_per_year" in inputs:
        benefit = summarise_benefit(**inputs).to_json()
        return {key: value for key, value in benefit.items() if key != "cashable"}
    as_is, to_be = process_of(inputs["as_is"]), process_of(inputs["to_be"])
    matching = match_nodes(as_is, to_be, threshold=inputs["label_threshold"])
    activities = {activity.id for activity in as_is.activities()}
    distance = graph_distance(as_is, to_be, matching).to_json()
    edits = find_edits(
        build_graph(as_is), build_graph(to_be), matching, correspond(as_is, to_be), common_units(as_is, to_be)
    )
    return {
        "pairs": matching.to_be_of,
        "matched_by": {match.as_is: match.by for match in matching.matches if match.as_is in activities},
        "ged": {key: value for key, value in distance.items() if key != "reach"},
        "edits": [[edit.kind, ",".join(edit.as_is or edit.to_be)] for edit in edits if edit.kind in KINDS],
    }
