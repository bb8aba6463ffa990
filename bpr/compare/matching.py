"""Which node of the to-be is which node of the as-is (handbook 10.1).

Nodes are matched inside their family: activities and sub-processes; decisions; parallel gateways; inclusive gateways;
events of one position. In this order, and each node at most once:

1. ``declared``: pairs the caller names.
2. ``id``: same id and labels that are equal in every language both have.
3. ``label``: labels that are equal and stand once on each side.
4. ``id``: same id and labels at least ``threshold`` alike.
5. ``label``: maximum-weight assignment of the other activities and labelled decisions on label similarity; pairs below
   ``threshold`` are not matched. Ties are decided by the role and by the place in the author's order.
6. ``label``: steps of one role of which one label stands inside the other, where nothing else can be meant.
7. ``id``: same id where labels cannot be compared, or differ wholly. An id alone is no proof: two files numbered on
   their own both have a G1. It counts only where ids are trustworthy (at least half of the same-id nodes with
   comparable labels are alike) or where a drawing program made the id up (``Gateway_1p4kmv4``: no two files hit upon
   it), and wholly different labels also need agreeing neighbours (context >= 0.5).
8. ``id``: gateways of which only the kind changed (an exclusive choice made inclusive), and events of which only the
   position changed: same id, and labels that are alike or missing.
9. ``context``: gateways and events without a label, by neighbours (context >= 0.75).
10. ``position``: the only start, and the only end, on each side.

Context: mean of the Dice overlap of matched predecessors and of matched successors, start and end events left out.
A label match is ambiguous when another candidate lies within 0.05 of it.

Complexity: O(a^2) similarities, O(a^3) for the assignment, on the pairs above the threshold only.
References: Dijkman, Dumas, van Dongen, Kaarik, Mendling 2011, Similarity of business process models; Kuhn 1955, The
    Hungarian method for the assignment problem; Galil 1986, Efficient algorithms for finding maximum matching.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bpr.compare.matches import Ambiguity, Match, MatchedBy, Matching
from bpr.compare.names import Correspondence, correspond
from bpr.compare.sides import Side, sort_of
from bpr.compare.similarity import contains, same_text, text_similarity
from bpr.errors import AnalysisError
from bpr.model.base import is_made_up
from bpr.model.nodes import Activity
from bpr.model.process import Process
from bpr.text import LANGUAGES

__all__ = ["THRESHOLD", "Ambiguity", "Match", "Matching", "match_nodes"]

THRESHOLD = 0.6
AMBIGUOUS_WITHIN = 0.05
_TRUST = 0.5
_AGREEING = 0.5
_SAME_SURROUNDINGS = 0.75


def match_nodes(
    as_is: Process, to_be: Process, *, threshold: float = THRESHOLD, same: Mapping[str, str] | None = None
) -> Matching:
    """Match the nodes of two processes.

    Args:
        as_is: the process today.
        to_be: the process tomorrow.
        threshold: least label similarity of a match.
        same: pairs known to be the same node, as-is id to to-be id.

    Raises:
        AnalysisError: ``same`` names a node that does not exist, or a node twice.
    """
    matcher = _Matcher(as_is, to_be, threshold)
    matcher.declared(same or {})
    matcher.same_id_same_label()
    matcher.unique_labels()
    matcher.same_id_alike()
    matcher.assignment()
    matcher.one_inside_the_other()
    matcher.same_id_in_context()
    matcher.other_kind()
    matcher.same_surroundings()
    matcher.lone_terminals()
    return matcher.result()


class _Matcher:
    """Grows the set of matches, pass by pass."""

    def __init__(self, as_is: Process, to_be: Process, threshold: float) -> None:
        self.one = Side(as_is)
        self.two = Side(to_be)
        self.roles: Correspondence = correspond(as_is, to_be).roles
        self.threshold = threshold
        self.found: dict[str, Match] = {}
        self.taken: set[str] = set()
        self.seen: dict[tuple[str, str], float | None] = {}

    # passes -----------------------------------------------------------------------------------------------------

    def declared(self, same: Mapping[str, str]) -> None:
        for first, second in same.items():
            wrong = [f"{node}" for node, side in ((first, self.one), (second, self.two)) if node not in side.nodes]
            if wrong or second in self.taken:
                raise AnalysisError.because(
                    f"the pair {first} = {second} cannot be matched",
                    f"无法对应 {first} = {second}",
                    fix_en=f"not in the model: {wrong[0]}" if wrong else f"{second} is named twice",
                    fix_zh=f"模型中没有：{wrong[0]}" if wrong else f"{second} 重复出现",
                )
            self._take(first, second, "declared")

    def same_id_same_label(self) -> None:
        for node in self._same_id():
            first, second = self.one.nodes[node].label, self.two.nodes[node].label
            if first is not None and same_text(first, second):
                self._take(node, node, "id")

    def unique_labels(self) -> None:
        """Labels that are equal and stand once on each side, so nothing else can be meant."""
        for lang in LANGUAGES:
            first, second = self._by_label(self.one, lang), self._by_label(self.two, lang)
            for key, nodes in first.items():
                others = second.get(key, [])
                if len(nodes) == len(others) == 1 and self._open(nodes[0], others[0]):
                    self._take(nodes[0], others[0], "label")

    def same_id_alike(self) -> None:
        for node in self._same_id():
            if (score := self._score(node, node)) is not None and score >= self.threshold:
                self._take(node, node, "id")

    def assignment(self) -> None:
        """Maximum-weight assignment on label similarity."""
        import networkx as nx

        scores = self._candidates()
        graph: nx.Graph[tuple[int, str]] = nx.Graph()
        for (first, second), score in scores.items():
            graph.add_edge((1, first), (2, second), weight=self._weight(first, second, score))
        pairs = sorted(tuple(sorted(pair)) for pair in nx.max_weight_matching(graph))
        for (_, first), (_, second) in pairs:
            self._take(first, second, "label")

    def one_inside_the_other(self) -> None:
        """A label that grew or shrank: 'Put away' and 'Put away (data automatic)'; only inside one role."""
        pairs = [
            (first, second)
            for first, mine in self.one.nodes.items()
            for second, theirs in self.two.nodes.items()
            if self._open(first, second)
            and self._same_role(first, second)
            and (contains(mine.label, theirs.label) or contains(theirs.label, mine.label))
        ]
        ones, twos = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
        for first, second in pairs:
            if ones[first] == twos[second] == 1:
                self._take(first, second, "label")

    def same_id_in_context(self) -> None:
        """Same id without comparable labels, or with wholly different ones and agreeing neighbours."""
        trusted = self._trust() >= _TRUST
        for node in self._same_id():
            if self._score(node, node) is None and self._proven(node, trusted=trusted):
                self._take(node, node, "id")
        if not trusted:
            return
        grown = True
        while grown:
            grown = False
            for node in self._same_id():
                if self._context(node, node) >= _AGREEING:
                    self._take(node, node, "id")
                    grown = True

    def other_kind(self) -> None:
        """Gateways that became gateways of another kind, and events that moved to another position."""
        trusted = self._trust() >= _TRUST
        for node, entry in self.one.nodes.items():
            other = self.two.nodes.get(node)
            if other is None or node in self.found or node in self.taken or sort_of(entry) != sort_of(other):
                continue
            score = self._score(node, node)
            if (score is None and self._proven(node, trusted=trusted)) or (score or 0.0) >= self.threshold:
                self._take(node, node, "id")

    def same_surroundings(self) -> None:
        """Unlabelled gateways and events between matched nodes."""
        silent = [
            [node for node, entry in side.nodes.items() if entry.label is None and not isinstance(entry, Activity)]
            for side in (self.one, self.two)
        ]
        ranked = sorted(
            (-score, first, second)
            for first in silent[0]
            for second in silent[1]
            if self._open(first, second) and (score := self._context(first, second)) >= _SAME_SURROUNDINGS
        )
        for _, first, second in ranked:
            if self._open(first, second):
                self._take(first, second, "context")

    def lone_terminals(self) -> None:
        """The only start and the only end of each side."""
        for position in ("start", "end"):
            first, second = (
                [node for node, family in side.family.items() if family == position] for side in (self.one, self.two)
            )
            if len(first) == len(second) == 1 and self._open(first[0], second[0]):
                self._take(first[0], second[0], "position")

    def result(self) -> Matching:
        refused = [
            node
            for node in self.one.nodes
            if node in self.two.nodes
            and (node not in self.found or self.found[node].to_be != node)
            and (score := self._score(node, node)) is not None
            and score < self.threshold
        ]
        return Matching(
            tuple(self.found[node] for node in self.one.nodes if node in self.found),
            tuple(self._rivals()),
            tuple(refused),
            tuple(node for node in self.one.nodes if node not in self.found),
            tuple(node for node in self.two.nodes if node not in self.taken),
        )

    # helpers ----------------------------------------------------------------------------------------------------

    def _open(self, first: str, second: str) -> bool:
        return (
            first not in self.found and second not in self.taken and self.one.family[first] == self.two.family[second]
        )

    def _take(self, first: str, second: str, by: MatchedBy) -> None:
        self.found[first] = Match(first, second, by, self._score(first, second))
        self.taken.add(second)

    def _same_id(self) -> list[str]:
        """Open nodes that have the same id and family on both sides, in the as-is order."""
        return [node for node in self.one.nodes if node in self.two.nodes and self._open(node, node)]

    def _proven(self, node: str, *, trusted: bool) -> bool:
        """Whether the same id alone means the same node."""
        return trusted or is_made_up(node) or self._context(node, node) >= _AGREEING

    def _score(self, first: str, second: str) -> float | None:
        return text_similarity(self.one.nodes[first].label, self.two.nodes[second].label)

    def _near(self, first: str, second: str) -> float | None:
        """The similarity where it reaches the threshold, else None; each pair is compared once."""
        if (first, second) not in self.seen:
            labels = self.one.nodes[first].label, self.two.nodes[second].label
            score = text_similarity(*labels, at_least=self.threshold)
            self.seen[first, second] = score if score is not None and score >= self.threshold else None
        return self.seen[first, second]

    def _by_label(self, side: Side, lang: str) -> dict[tuple[str, str], list[str]]:
        """Nodes by family and folded label; nodes with a partner count too, so that 'once' means once in the file."""
        grouped: dict[tuple[str, str], list[str]] = {}
        for node in side.nodes:
            for language, label in side.folded(node):
                if language == lang and label:
                    grouped.setdefault((side.family[node], label), []).append(node)
        return grouped

    def _candidates(self) -> dict[tuple[str, str], float]:
        """Open pairs of labelled nodes that are alike enough."""
        return {
            (first, second): score
            for first in self.one.nodes
            for second in self.two.nodes
            if self._open(first, second) and (score := self._near(first, second)) is not None
        }

    def _weight(self, first: str, second: str, score: float) -> int:
        """Whole numbers, so that the assignment is exact: similarity first, then the role, then the place."""
        place = 1.0 - abs(self.one.place[first] - self.two.place[second])
        return round(score * 1_000_000) * 1_000 + 400 * self._same_role(first, second) + round(place * 100)

    def _same_role(self, first: str, second: str) -> bool:
        role = self.one.nodes[first].role
        return role is not None and role == self.roles.key(self.two.nodes[second].role)

    def _context(self, first: str, second: str) -> float:
        """Agreement of the neighbours, 0 to 1."""
        sides = [
            overlap
            for mine, theirs in (
                (self.one.before[first], self.two.before[second]),
                (self.one.after[first], self.two.after[second]),
            )
            if (overlap := self._overlap(mine, theirs)) is not None
        ]
        return sum(sides) / len(sides) if sides else 0.0

    def _overlap(self, mine: Iterable[str], theirs: set[str]) -> float | None:
        partners = Counter(self.found[node].to_be if node in self.found else None for node in mine)
        size = partners.total() + len(theirs)
        return 2 * sum(1 for node in partners if node in theirs) / size if size else None

    def _trust(self) -> float:
        """Share of same-id nodes with comparable labels that are alike; 1 when nothing can be compared."""
        scores = [
            score
            for node in self.one.nodes
            if node in self.two.nodes
            and self.one.family[node] == self.two.family[node]
            and (score := self._score(node, node)) is not None
        ]
        return sum(score >= self.threshold for score in scores) / len(scores) if scores else 1.0

    def _rivals(self) -> Iterable[Ambiguity]:
        """Label matches with another candidate nearly as alike; nodes matched by id or declaration are no rivals."""
        sure_one = {match.as_is for match in self.found.values() if match.by in ("id", "declared")}
        sure_two = {match.to_be for match in self.found.values() if match.by in ("id", "declared")}
        for first in self.one.nodes:
            match = self.found.get(first)
            if match is None or match.by != "label" or match.score is None:
                continue
            least = match.score - AMBIGUOUS_WITHIN
            others = [(first, other) for other in self.two.nodes if other not in sure_two | {match.to_be}]
            others += [(other, match.to_be) for other in self.one.nodes if other not in sure_one | {first}]
            rivals = [
                (one, two, score)
                for one, two in others
                if self.one.family[one] == self.two.family[two]
                and (score := self._near(one, two)) is not None
                and score >= least
            ]
            if rivals:
                yield Ambiguity(first, match.to_be, match.score, tuple(sorted(rivals)))
