"""What was edited on the way from as-is to to-be (handbook 10.2).

Definition, on matched nodes:

- ``removed``, ``added``: steps without partner.
- ``merged``, ``split``: two or more steps whose labels stand inside the label of one new or renamed step, or the
  reverse; they are then not listed as removed or added, and their attributes are not compared.
- ``renamed``; ``reassigned`` (role or department); ``automated``, ``de_automated``.
- ``attribute``: time, wait, cost, value, system, documents, kind of gateway or position of event changed.
- ``parallelised``, ``serialised``, ``order_inverted``, ``moved``: see `bpr.compare.order`.
- ``flow_removed``, ``flow_added``, ``flow_changed``: flows between matched nodes.
- ``routing_removed``, ``routing_added``: gateways and events that bear no work.

Roles, departments, systems and documents are compared by `bpr.compare.names`, times in the unit of the as-is.
Complexity: O(n + m), and O(a^2) for the order.
References: Dijkman et al. 2009; Weidlich, Mendling, Weske 2011.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bpr.compare.matching import Matching
from bpr.compare.names import Correspondences
from bpr.compare.naming import name_of
from bpr.compare.order import compare_order
from bpr.compare.sides import family_of
from bpr.compare.similarity import contains, same_text
from bpr.compare.units import Units
from bpr.graph.process_graph import ProcessGraph
from bpr.model.nodes import Activity, NodeBase
from bpr.model.process import Flow, Process
from bpr.model.time import Duration
from bpr.text import Text

EditKind = Literal[
    "removed",
    "added",
    "merged",
    "split",
    "renamed",
    "reassigned",
    "automated",
    "de_automated",
    "attribute",
    "parallelised",
    "serialised",
    "order_inverted",
    "moved",
    "flow_removed",
    "flow_added",
    "flow_changed",
    "routing_removed",
    "routing_added",
]

Value = str | float | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One change.

    Attributes:
        kind: what happened.
        as_is: ids in the as-is (nodes, or one flow).
        to_be: ids in the to-be.
        name: what people call the place, in the as-is where it exists there.
        attribute: which attribute, for changed values.
        old: the value before; None when unknown.
        new: the value after; None when unknown.
        relative: (new - old) / old for numbers.
    """

    kind: EditKind
    as_is: tuple[str, ...]
    to_be: tuple[str, ...]
    name: Text
    attribute: str | None = None
    old: Value | Text = None
    new: Value | Text = None
    relative: float | None = None

    def to_json(self) -> dict[str, Any]:
        """A plain document for JSON; attribute, old and new only where there is a value."""
        document: dict[str, Any] = {
            "kind": self.kind,
            "as_is": list(self.as_is),
            "to_be": list(self.to_be),
            "name": self.name.both(),
        }
        if self.attribute is not None or self.old is not None or self.new is not None:
            document |= {"attribute": self.attribute, "old": _plain(self.old), "new": _plain(self.new)}
        if self.relative is not None:
            document["relative"] = round(self.relative, 9)
        return document


def find_edits(
    as_is: ProcessGraph, to_be: ProcessGraph, matching: Matching, parts: Correspondences, units: Units
) -> tuple[Edit, ...]:
    """All edits, grouped by kind in the order of the handbook, inside in the author's order."""
    return tuple(_Edits(as_is, to_be, matching, parts, units).all())


class _Edits:
    """Walks the matches once for each kind of edit."""

    def __init__(
        self, as_is: ProcessGraph, to_be: ProcessGraph, matching: Matching, parts: Correspondences, units: Units
    ) -> None:
        self.one, self.two = as_is, to_be
        self.old, self.new = as_is.process, to_be.process
        self.matching = matching
        self.parts = parts
        self.units = units
        self.blended: set[str] = set()

    def all(self) -> Iterator[Edit]:
        gone = [node for node in self.matching.removed if self.one.nodes[node].step]
        fresh = [node for node in self.matching.added if self.two.nodes[node].step]
        merged = _contained(self.old, gone, self.new, fresh, self.matching.as_is_of)
        split = _contained(self.new, fresh, self.old, gone, self.matching.to_be_of)
        self.blended = {*merged, *(part for parts in split.values() for part in parts)}
        absorbed = {*split, *(part for parts in merged.values() for part in parts)}
        yield from (Edit("removed", (node,), (), name_of(self.one, node)) for node in gone if node not in absorbed)
        yield from (Edit("added", (), (node,), name_of(self.two, node)) for node in fresh if node not in self.blended)
        yield from (Edit("merged", parts, (whole,), name_of(self.two, whole)) for whole, parts in merged.items())
        yield from (Edit("split", (whole,), parts, name_of(self.one, whole)) for whole, parts in split.items())
        pairs = [(self.old.nodes[match.as_is], self.new.nodes[match.to_be]) for match in self.matching.matches]
        yield from self._each(pairs, self._renamed)
        yield from self._each(pairs, self._reassigned)
        yield from self._each(pairs, self._automated)
        yield from self._each(pairs, self._attributes)
        yield from self._order()
        yield from self._flows()
        for node in self.matching.removed:
            if not self.one.nodes[node].step:
                yield Edit("routing_removed", (node,), (), name_of(self.one, node))
        for node in self.matching.added:
            if not self.two.nodes[node].step:
                yield Edit("routing_added", (), (node,), name_of(self.two, node))

    @staticmethod
    def _each(
        pairs: list[tuple[NodeBase, NodeBase]], look: Callable[[NodeBase, NodeBase], Iterator[Edit]]
    ) -> Iterator[Edit]:
        for before, after in pairs:
            yield from look(before, after)

    # nodes ------------------------------------------------------------------------------------------------------

    def _edit(self, kind: EditKind, before: NodeBase, after: NodeBase, **change: Any) -> Edit:
        return Edit(kind, (before.id,), (after.id,), name_of(self.one, before.id), **change)

    def _renamed(self, before: NodeBase, after: NodeBase) -> Iterator[Edit]:
        if before.label != after.label and not same_text(before.label, after.label):
            yield self._edit("renamed", before, after, attribute="name", old=before.label, new=after.label)

    def _reassigned(self, before: NodeBase, after: NodeBase) -> Iterator[Edit]:
        departments = self.old.department_of(before), self.new.department_of(after)
        if before.roles != self.parts.roles.keys(after.roles):
            yield self._edit("reassigned", before, after, attribute="role", old=before.roles, new=after.roles)
        elif departments[0] != self.parts.departments.key(departments[1]):
            yield self._edit(
                "reassigned", before, after, attribute="department", old=departments[0], new=departments[1]
            )

    def _automated(self, before: NodeBase, after: NodeBase) -> Iterator[Edit]:
        if isinstance(before, Activity) and isinstance(after, Activity):
            was, is_now = bool(before.automated), bool(after.automated)
            if was != is_now:
                yield self._edit("automated" if is_now else "de_automated", before, after)

    def _attributes(self, before: NodeBase, after: NodeBase) -> Iterator[Edit]:
        if after.id in self.blended:
            return
        if (old_kind := family_of(before)) != (new_kind := family_of(after)):
            yield self._edit("attribute", before, after, attribute="kind", old=old_kind, new=new_kind)
        for field in ("time", "wait"):
            old, new = getattr(before, field, None), getattr(after, field, None)
            if old != new or (old is not None and self.units.factor != 1.0):
                yield from self._duration(before, after, field, old, new)
        if not (isinstance(before, Activity) and isinstance(after, Activity)):
            return
        if before.cost != after.cost and self.units.same_currency:
            relative = _relative(before.cost, after.cost)
            yield self._edit(
                "attribute", before, after, attribute="cost", old=before.cost, new=after.cost, relative=relative
            )
        if before.value != after.value:
            yield self._edit("attribute", before, after, attribute="value", old=before.value, new=after.value)
        yield from self._part(before, after, "system", before.systems, after.systems)
        documents = before.documents, after.documents
        for field, key in (("read", "documents_in"), ("written", "documents_out")):
            yield from self._part(before, after, key, *(getattr(entry, field, None) for entry in documents))

    def _duration(
        self, before: NodeBase, after: NodeBase, field: str, old: Duration | None, new: Duration | None
    ) -> Iterator[Edit]:
        was, is_now = self.units.mean(self.old, old), self.units.mean(self.new, new)
        unclear = (old is not None and was is None) or (new is not None and is_now is None)
        if was is not None and is_now is not None:
            unclear = math.isclose(was, is_now, rel_tol=1e-9, abs_tol=1e-12)
            if unclear and old is not None and new is not None and old.family == new.family == "mean":
                return
        if not unclear:
            yield self._edit(
                "attribute", before, after, attribute=field, old=was, new=is_now, relative=_relative(was, is_now)
            )
        elif (before_words := _words(old)) != (after_words := _words(new)):
            yield self._edit("attribute", before, after, attribute=field, old=before_words, new=after_words)

    def _part(
        self, before: NodeBase, after: NodeBase, key: str, old: tuple[str, ...] | None, new: tuple[str, ...] | None
    ) -> Iterator[Edit]:
        names = self.parts.systems if key == "system" else self.parts.documents
        if (None if old is None else set(old)) != (None if new is None else set(names.keys(new))):
            yield self._edit("attribute", before, after, attribute=key, old=old, new=new)

    # order ------------------------------------------------------------------------------------------------------

    def _order(self) -> Iterator[Edit]:
        partners = {
            match.as_is: match.to_be
            for match in self.matching.matches
            if isinstance(self.old.nodes[match.as_is], Activity)
            and self.one.nodes[match.as_is].step
            and self.two.nodes[match.to_be].step
        }
        changes = compare_order(self.one, self.two, partners)
        for kind, first, second in changes.pairs:
            yield Edit(
                kind, (first, second), (partners[first], partners[second]), _both_names(self.one, first, second, " / ")
            )
        for node in changes.moved:
            yield Edit("moved", (node,), (partners[node],), name_of(self.one, node))

    # flows ------------------------------------------------------------------------------------------------------

    def _flows(self) -> Iterator[Edit]:
        as_is_of = self.matching.as_is_of
        before = _by_ends((flow, flow.source, flow.target) for flow in self.old.flows)
        after = _by_ends((flow, as_is_of.get(flow.source), as_is_of.get(flow.target)) for flow in self.new.flows)
        kept = set(self.matching.to_be_of)
        removed, added, changed = [], [], []
        for ends in dict.fromkeys((*before, *after)):
            if not set(ends) <= kept:
                continue
            pairs, gone, fresh = _pair_flows(before.get(ends, []), after.get(ends, []))
            removed += [Edit("flow_removed", (flow.id,), (), self._flow_name(self.one, flow)) for flow in gone]
            added += [Edit("flow_added", (), (flow.id,), self._flow_name(self.two, flow)) for flow in fresh]
            for old, new in pairs:
                changed += list(self._flow_changes(old, new))
        yield from (*removed, *added, *changed)

    def _flow_changes(self, old: Flow, new: Flow) -> Iterator[Edit]:
        name = self._flow_name(self.one, old)
        ids = (old.id,), (new.id,)
        if old.share != new.share:
            relative = _relative(old.share, new.share)
            yield Edit("flow_changed", *ids, name, "share", old.share, new.share, relative)
        if old.when != new.when and not same_text(old.when, new.when):
            yield Edit("flow_changed", *ids, name, "when", old.when, new.when)
        if old.kind != new.kind:
            yield Edit("flow_changed", *ids, name, "kind", old.kind, new.kind)

    @staticmethod
    def _flow_name(graph: ProcessGraph, flow: Flow) -> Text:
        return _both_names(graph, flow.source, flow.target, " → ")


def _contained(
    parts_of: Process, parts: list[str], wholes_of: Process, wholes: list[str], partner: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Wholes with the two or more parts whose labels stand inside the label of the whole.

    A matched whole that was renamed has its partner as first part.
    """
    free = list(parts)
    found: dict[str, tuple[str, ...]] = {}
    for whole, node in wholes_of.nodes.items():
        first = partner.get(whole)
        if first is not None and same_text(parts_of.nodes[first].label, node.label):
            continue
        if first is None and whole not in wholes:
            continue
        inside = [part for part in free if type(parts_of.nodes[part]) is type(node)]
        inside = [part for part in inside if contains(node.label, parts_of.nodes[part].label)]
        both = (first, *inside) if first is not None else tuple(inside)
        if inside and len(both) > 1:
            free = [part for part in free if part not in inside]
            found[whole] = both
    return found


def _by_ends(flows: Iterable[tuple[Flow, str | None, str | None]]) -> dict[tuple[str, str], list[Flow]]:
    grouped: dict[tuple[str, str], list[Flow]] = {}
    for flow, source, target in flows:
        if source is not None and target is not None:
            grouped.setdefault((source, target), []).append(flow)
    return grouped


def _pair_flows(before: list[Flow], after: list[Flow]) -> tuple[list[tuple[Flow, Flow]], list[Flow], list[Flow]]:
    """Flows between the same two nodes: those with equal conditions first, the rest in the author's order."""
    pairs: list[tuple[Flow, Flow]] = []
    left, right = list(before), list(after)
    for old in before:
        new = next((flow for flow in right if flow.when == old.when or same_text(flow.when, old.when)), None)
        if new is not None:
            pairs.append((old, new))
            left.remove(old)
            right.remove(new)
    size = min(len(left), len(right))
    pairs += list(zip(left[:size], right[:size], strict=True))
    return pairs, left[size:], right[size:]


def _relative(old: float | None, new: float | None) -> float | None:
    return (new - old) / old if old and new is not None else None


def _words(duration: Duration | None) -> str | None:
    """A distribution in words, such as ``triangular 2, 3, 7 h``."""
    if duration is None:
        return None
    numbers = ", ".join(f"{number:g}" for number in duration.values[:6]) + (" ..." if len(duration.values) > 6 else "")
    return " ".join(part for part in (duration.family, numbers, duration.unit) if part)


def _both_names(graph: ProcessGraph, first: str, second: str, between: str) -> Text:
    one, two = name_of(graph, first), name_of(graph, second)
    return Text(en=f"{one.pick('en')}{between}{two.pick('en')}", zh=f"{one.pick('zh')}{between}{two.pick('zh')}")


def _plain(value: Value | Text) -> Any:
    if isinstance(value, Text):
        return value.model_dump(exclude_none=True)
    return list(value) if isinstance(value, tuple) else value
