"""A process: a directed graph of nodes with roles, departments, owner, customer, times and duties.

The model is what people wrote, checked and frozen. Nothing in it is worked out: unknown stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator, model_validator

from bpr.errors import ModelError
from bpr.model.base import Id, Ids, Part, Texts
from bpr.model.nodes import Activity, Event, FlowKind, Next, Node, NodeBase, SubProcess
from bpr.model.organisation import Department, Document, Organisation, Role, System, Volume, WorkingTime
from bpr.model.raci import Variant
from bpr.model.time import Duration, TimeUnit, unit_of
from bpr.text import LANGUAGES, Lang, Text

if TYPE_CHECKING:
    from bpr import Picture

Stage = Literal["as-is", "to-be", "reference"]

STAGES: dict[Stage, Text] = {
    "as-is": Text(en="as-is", zh="现状"),
    "to-be": Text(en="to-be", zh="未来"),
    "reference": Text(en="reference", zh="参考"),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow between two nodes, with its own id."""

    id: str
    source: str
    target: str
    when: Text | None = None
    share: float | None = None
    kind: FlowKind = "normal"
    default: bool = False
    delay: Duration | None = None
    promise: Text | None = None


class Message(Part):
    """A message flow between two parties (pools); it carries information, not control."""

    id: Id
    source: Id = Field(alias="from")
    target: Id = Field(alias="to")
    name: Text | None = None


class Unread(Part):
    """Something found in a file that the model has no place for: kept as text and named, never dropped silently."""

    what: str
    where: str = ""
    reason: str = ""
    raw: str = ""


class Process(Part):
    """One process (or several parties' processes drawn together).

    Times without a unit of their own are in ``time_unit``. ``owner`` and ``customer`` are roles (or, for the
    customer, plain words). ``separate`` holds pairs of activities that must have different performers.
    """

    id: Id = Field(alias="process")
    title: Text | None = None
    stage: Stage | None = None
    family: Id | None = None
    owner: Id | None = None
    customer: Id | None = None
    place: Id | None = None
    parent: Id | None = None
    level: int | None = Field(default=None, ge=0, le=5)
    volume: Volume | None = None
    cadence: Text | None = None
    time_unit: TimeUnit = "min"
    working_time: WorkingTime | None = None
    currency: str | None = Field(default=None, max_length=20)
    illustrative: Ids = ()
    value: Text | None = None
    kpis: Texts = ()
    sources: Texts = ()
    note: Text | None = None
    raci: Variant = "RACI"
    separate: tuple[tuple[Id, Id], ...] = ()
    organisations: dict[Id, Organisation] = Field(default_factory=dict)
    departments: dict[Id, Department] = Field(default_factory=dict)
    roles: dict[Id, Role] = Field(default_factory=dict)
    systems: dict[Id, System] = Field(default_factory=dict)
    documents: dict[Id, Document] = Field(default_factory=dict)
    steps: tuple[Node, ...] = ()
    messages: tuple[Message, ...] = ()
    unread: tuple[Unread, ...] = ()

    @field_validator("time_unit", mode="before")
    @classmethod
    def _known_unit(cls, value: Any) -> Any:
        return unit_of(value) or value if isinstance(value, str) else value

    @model_validator(mode="after")
    def _consistent(self) -> Process:
        from bpr.model.consistency import find_problems

        if problems := find_problems(self):
            raise ModelError(problems)
        return self

    def walk(self) -> Iterator[NodeBase]:
        """All nodes, those inside sub-processes right behind their sub-process."""
        stack: list[NodeBase] = list(reversed(self.steps))
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, SubProcess):
                stack.extend(reversed(node.steps))

    @cached_property
    def nodes(self) -> dict[str, NodeBase]:
        """All nodes by id, in the author's order."""
        return {node.id: node for node in self.walk()}

    @cached_property
    def parents(self) -> dict[str, str]:
        """For each node inside a sub-process, the id of that sub-process."""
        return {child.id: node.id for node in self.walk() if isinstance(node, SubProcess) for child in node.steps}

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """All sequence flows in the author's order; an id is made from the two ends where none is given."""
        return tuple(flow for node in self.walk() for flow in flows_of(node))

    @cached_property
    def languages(self) -> tuple[Lang, ...]:
        """The languages its labels are written in; English when there is no label at all."""
        texts = [node.label for node in self.walk() if node.label is not None]
        texts += [self.title] if self.title is not None else []
        found = tuple(lang for lang in LANGUAGES if any(getattr(text, lang) is not None for text in texts))
        return found or ("en",)

    def headline(self, lang: str) -> str:
        """The title with the stage behind it, as ``Order to cash (as-is)``; the id where there is no title."""
        title = self.title.pick(lang) if self.title is not None else self.id
        if self.stage not in ("as-is", "to-be"):
            return title
        stage = STAGES[self.stage].pick(lang)
        if stage in title:
            return title
        return f"{title}（{stage}）" if lang == "zh" else f"{title} ({stage})"

    def activities(self) -> tuple[Activity, ...]:
        """All activities and sub-processes, nested ones included."""
        return tuple(node for node in self.walk() if isinstance(node, Activity))

    def department_of(self, node: NodeBase) -> str | None:
        """The department of a node: its own, else its role's, else None."""
        if node.department is not None:
            return node.department
        role = self.roles.get(node.role) if node.role else None
        return role.department if role else None

    def draw(self, *, lang: str = "en", lanes: str = "role") -> Picture:
        """The swimlane picture of this process; Jupyter shows it.

        Args:
            lang: language of the labels, en or zh.
            lanes: what the lanes stand for, role or department.
        """
        from bpr import draw

        return draw(self, lang=lang, lanes=lanes)

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, str]:
        """In Jupyter a process shows itself as its swimlane."""
        return self.draw()._repr_mimebundle_(include, exclude)

    def inside(self, subprocess: str) -> Process:
        """The inside of a sub-process as a process of its own; KeyError when there is none of this id.

        Nodes without performer take those of the sub-process.
        """
        node = self.nodes[subprocess]
        if not isinstance(node, SubProcess):
            raise KeyError(subprocess)
        steps = tuple(
            child if child.roles or not node.roles else child.model_copy(update={"roles": node.roles})
            for child in node.steps
        )
        kept = {"title": node.label or self.title, "steps": steps, "messages": (), "separate": (), "unread": ()}
        return Process.model_construct(**{**{name: getattr(self, name) for name in Process.model_fields}, **kept})

    def is_external(self, department: str | None) -> bool | None:
        """Whether a department stands outside; None when the department is not known."""
        if department is None or department not in self.departments:
            return None
        entry = self.departments[department]
        organisation = self.organisations.get(entry.organisation) if entry.organisation else None
        return entry.external or bool(organisation and organisation.external)


def flows_of(node: NodeBase) -> tuple[Flow, ...]:
    """The outgoing flows of a node with their ids: the given one, else ``source->target`` (``#2`` for the second)."""
    seen: dict[str, int] = {}
    flows = []
    for way in node.next:
        base = f"{node.id}->{way.to}"
        seen[base] = seen.get(base, 0) + 1
        flow_id = way.id or (base if seen[base] == 1 else f"{base}#{seen[base]}")
        flows.append(Flow(flow_id, node.id, way.to, way.when, way.share, way.kind, way.default, way.delay, way.promise))
    return tuple(flows)


__all__ = ["Event", "Flow", "Message", "Next", "Process", "Unread", "flows_of"]
