"""The nodes of a process: activities, sub-processes, decisions, parallel and inclusive gateways, events.

In a process file all of them stand in the list ``steps``; which kind a step is shows in the key that carries its
label: ``name`` (activity), ``subprocess``, ``decision``, ``parallel``, ``inclusive``, ``event``.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from bpr.model.base import Amount, Id, Ids, Part, Share
from bpr.model.raci import Letters, Rights
from bpr.model.time import Duration
from bpr.text import Text

FlowKind = Literal["normal", "rework", "planned"]
TaskType = Literal["task", "user", "manual", "service", "script", "send", "receive", "rule"]
ValueClass = Literal["VA", "BVA", "NVA"]
Position = Literal["start", "intermediate", "end", "boundary"]
Trigger = Literal[
    "none",
    "message",
    "timer",
    "error",
    "escalation",
    "cancel",
    "compensation",
    "conditional",
    "link",
    "signal",
    "terminate",
    "multiple",
    "parallel-multiple",
]


def _blank_duration(value: Any) -> Any:
    if isinstance(value, str) and value.strip().casefold() in {"", "-", "—", "n/a", "na", "?"}:
        return None
    return value


MaybeDuration = Annotated[Duration | None, BeforeValidator(_blank_duration)]


class Next(Part):
    """A sequence flow as its source writes it: where to, under which condition, how often.

    ``share`` is the fraction of executions of the source that take this way. ``kind`` is the author's word about a
    way back: ``rework`` repeats work that went wrong, ``planned`` is an intended repetition (a monthly cycle).
    ``delay`` is how long work lies between the two when it changes hands; ``promise`` is the service level agreed.
    """

    to: Id
    when: Text | None = None
    share: Share = None
    kind: FlowKind = "normal"
    default: bool = False
    delay: MaybeDuration = None
    promise: Text | None = None
    id: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"to": value} if isinstance(value, str) else value


class Documents(Part):
    """Documents read (``in``) and written (``out``); None: not known, empty: none."""

    read: Ids | None = Field(default=None, alias="in")
    written: Ids | None = Field(default=None, alias="out")


def _documents(value: Any) -> Any:
    """A bare list or name stands for documents written."""
    return {"out": value} if isinstance(value, str | list | tuple) else value


class NodeBase(Part):
    """What every node has.

    ``role`` lists the performers; the first one is the primary. ``department`` overrides the role's department.
    """

    kind: ClassVar[str]
    id: Id
    roles: Ids = Field(default=(), alias="role")
    department: Id | None = None
    phase: Text | None = None
    note: Text | None = None
    next: Annotated[tuple[Next, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str | dict | Next) else v)] = ()

    @property
    def role(self) -> str | None:
        """The primary performer, or None when not known."""
        return self.roles[0] if self.roles else None

    @property
    def label(self) -> Text | None:
        """The label, whatever key carries it."""
        name: Text | None = getattr(self, "name", None)
        return name


class Repeat(Part):
    """A repetition inside one activity (a loop marker): share of executions that repeat, and the most executions."""

    share: Share = None
    at_most: int | None = Field(default=None, ge=1)


class Batch(Part):
    """Work that is gathered and goes on together: at ``size`` pieces, or ``wait`` after the first came, or either."""

    size: int | None = Field(default=None, ge=2)
    wait: MaybeDuration = None

    @model_validator(mode="after")
    def _ends(self) -> Batch:
        if self.size is None and self.wait is None:
            raise PydanticCustomError("batch", "a batch says with 'size' or 'wait' when it goes on")
        return self


class Activity(NodeBase):
    """One unit of work done by one role (or several at once).

    Times are means or distributions in the model's time unit unless they say otherwise; None means not measured.
    ``system`` and ``documents``: None means not known, an empty list means none.
    ``batch`` gathers work before it is done; the simulation plays it, so ``wait`` holds only the other waiting.
    """

    kind: ClassVar[str] = "activity"
    name: Text | None = None
    task: TaskType = "task"
    time: MaybeDuration = None
    wait: MaybeDuration = None
    cost: Amount = None
    value: ValueClass | None = None
    automated: bool | None = None
    systems: Ids | None = Field(default=None, alias="system")
    documents: Annotated[Documents | None, BeforeValidator(_documents)] = None
    accountable: Ids = ()
    consulted: Ids = ()
    informed: Ids = ()
    support: Ids = ()
    raci: dict[Id, Letters] | None = None
    rights: Rights | None = None
    repeat: Repeat | None = None
    batch: Batch | None = None
    instances: Literal["parallel", "sequential"] | None = None
    calls: Id | None = None
    compensation: bool = False
    standard: Text | None = None
    due: Text | None = None


class SubProcess(Activity):
    """An activity with a process of its own: drawn inside (``steps``) or elsewhere (``calls``).

    ``triggered`` marks an event sub-process, ``adhoc`` one whose inner order is free.
    """

    kind: ClassVar[str] = "subprocess"
    name: Text | None = Field(default=None, alias="subprocess")
    steps: tuple[Node, ...] = ()
    triggered: bool = False
    adhoc: bool = False
    transaction: bool = False


class Decision(NodeBase):
    """An exclusive choice. With a role it is a step of that role (zero time unless given): handing it over counts.

    ``routing``: the role only places it in a lane; handing it over does not count (BPMN gateways).
    ``waits_for_event``: the first event that happens decides (event-based gateway).
    """

    kind: ClassVar[str] = "decision"
    name: Text | None = Field(default=None, alias="decision")
    routing: bool = False
    waits_for_event: bool = False
    time: MaybeDuration = None
    wait: MaybeDuration = None
    rights: Rights | None = None


class Parallel(NodeBase):
    """All ways at once (as split), or waiting for all (as join). ``role`` only places it in a lane."""

    kind: ClassVar[str] = "parallel"
    name: Text | None = Field(default=None, alias="parallel")


class Inclusive(NodeBase):
    """One or more ways (as split), waiting for those under way (as join). ``role`` only places it in a lane.

    ``complex`` marks a BPMN complex gateway, which is analysed like an inclusive one.
    """

    kind: ClassVar[str] = "inclusive"
    name: Text | None = Field(default=None, alias="inclusive")
    complex: bool = False


class Event(NodeBase):
    """Something that happens: a start, an end, something in between, or on the border of an activity.

    ``share`` is the share of cases that begin at this start (or leave by this boundary event).
    ``interrupting`` says whether a boundary event or the start of an event sub-process stops the work under way.
    """

    kind: ClassVar[str] = "event"
    name: Text | None = Field(default=None, alias="event")
    position: Position = "intermediate"
    trigger: Trigger = "none"
    throws: bool = False
    wait: MaybeDuration = None
    share: Share = None
    on: Id | None = None
    interrupting: bool = True

    @model_validator(mode="after")
    def _sound(self) -> Event:
        if (self.position == "boundary") != (self.on is not None):
            raise PydanticCustomError(
                "event", "a boundary event names the activity it sits on with 'on', and only a boundary event does"
            )
        return self


KIND_KEYS: dict[str, str] = {
    "subprocess": "subprocess",
    "decision": "decision",
    "parallel": "parallel",
    "inclusive": "inclusive",
    "event": "event",
}


def _kind(value: Any) -> str:
    """Which kind of node a raw step is: by the key that carries its label."""
    if isinstance(value, NodeBase):
        return value.kind
    if isinstance(value, dict):
        for key in KIND_KEYS:
            if key in value:
                return key
    return "activity"


def _unlabelled(value: Any) -> Any:
    """``parallel: true`` or ``event:`` marks the kind of a node that has no label."""
    if isinstance(value, dict):
        for key in KIND_KEYS:
            if key in value and value[key] in (True, None, "true", "yes", ""):
                return {**value, key: None}
    return value


Node = Annotated[
    Annotated[Activity, Tag("activity")]
    | Annotated[SubProcess, Tag("subprocess")]
    | Annotated[Decision, Tag("decision")]
    | Annotated[Parallel, Tag("parallel")]
    | Annotated[Inclusive, Tag("inclusive")]
    | Annotated[Event, Tag("event")],
    Discriminator(_kind),
    BeforeValidator(_unlabelled),
]

SubProcess.model_rebuild()
