"""Hypothesis strategies shared by all tests: valid processes and value chains, with everything a file may hold.

``processes()`` builds block-structured processes (sequences, decisions, parallel and inclusive blocks, rework loops,
sub-processes, events on the way and on borders), so every one is sound and ends with probability one.
``processes(complete=True)`` leaves nothing unknown and uses only exclusive and parallel routing: every analysis that
needs shares, times, roles and departments can then be exact.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from bpr.model import Process, ValueChain

_ENGLISH = (
    "Check order",
    "Ask for data",
    "Approve",
    "no",
    "15",
    "~",
    "Ship: fast",
    "yes, but # late",
    "- dash",
    "a\nb",
)
_CHINESE = ("审核订单", "补充资料", "批准？", "否", "交付（加急）", "“引号”", "步骤:一")
_BOOLEANS = st.booleans()
_FEW = st.integers(0, 3)
_TWO_OR_THREE = st.integers(2, 3)
_UP_TO_TWO = st.integers(0, 2)
_HUNDRED = st.integers(1, 99)
_MINUTES = st.integers(0, 500)
_ODD = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@cache
def texts() -> st.SearchStrategy[Any]:
    """A text as a file may write it: one language, both, ordinary or odd."""
    english, chinese = st.sampled_from(_ENGLISH), st.sampled_from(_CHINESE)
    both = st.fixed_dictionaries({"en": english | _ODD, "zh": chinese | _ODD})
    one = st.fixed_dictionaries({"en": english | chinese | _ODD}) | st.fixed_dictionaries({"zh": chinese | english})
    return english | chinese | both | one


@cache
def ids() -> st.SearchStrategy[str]:
    """Ids as people and programs make them: short, with spaces, Chinese, or odd."""
    odd = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(str.strip).filter(bool)
    return st.sampled_from(("clerk", "sales", "客户服务部", "a b", "x->y#2", "no", "12", "null")) | odd


@cache
def numbers() -> st.SearchStrategy[Any]:
    """A non-negative number, whole or not."""
    return st.integers(0, 10_000) | st.floats(0, 1e9, allow_nan=False, allow_infinity=False)


@cache
def durations() -> st.SearchStrategy[Any]:
    """A duration in any form: bare, with unit, or a distribution."""
    unit = st.sampled_from(("s", "min", "h", "d", "w"))
    ordered = st.lists(numbers(), min_size=3, max_size=3).map(sorted)
    shapes = st.one_of(
        st.fixed_dictionaries({"fixed": numbers()}),
        st.fixed_dictionaries({"exponential": numbers()}),
        st.fixed_dictionaries({"uniform": ordered.map(lambda three: three[:2])}),
        st.fixed_dictionaries({"triangular": ordered}),
        st.fixed_dictionaries({"pert": ordered}),
        st.fixed_dictionaries({"normal": st.tuples(numbers(), numbers()).map(list)}),
        st.fixed_dictionaries({"lognormal": st.tuples(numbers(), numbers()).map(list)}),
        st.fixed_dictionaries({"erlang": st.tuples(numbers(), st.integers(1, 9)).map(list)}),
        st.fixed_dictionaries({"empirical": st.lists(numbers(), min_size=1, max_size=4)}),
    )
    with_unit = st.builds(lambda shape, name: {**shape, "unit": name}, shapes, unit)
    return numbers() | shapes | with_unit | st.builds(lambda n, u: f"{n} {u}", st.integers(0, 999), unit)


@cache
def _names(fewest: int, most: int) -> st.SearchStrategy[list[str]]:
    """Different ids."""
    return st.lists(ids(), min_size=fewest, max_size=most, unique=True)


_MAYBE_TEXT = st.none() | texts()


class _Builder:
    """Grows the steps of one process from the last to the first, so that every target exists already."""

    def __init__(
        self, draw: st.DrawFn, complete: bool, roles: list[str], documents: list[str], systems: list[str]
    ) -> None:
        self.draw = draw
        self.complete = complete
        self.roles = roles
        self.one_role = st.sampled_from(roles) if roles else st.nothing()
        self.some_roles = st.lists(self.one_role, min_size=1, max_size=2, unique=True)
        self.documents = documents
        self.systems = systems
        self.prefix = draw(st.sampled_from(("A", "A", "步骤", "step ", "a->b#")))
        self.count = 0
        self.activities: list[str] = []

    def _id(self) -> str:
        self.count += 1
        return f"{self.prefix}{self.count}"

    def _maybe(self, strategy: st.SearchStrategy[Any], step: dict[str, Any], key: str) -> None:
        """Set a key, sometimes; always in a complete process."""
        if self.complete or self.draw(_BOOLEANS):
            step[key] = self.draw(strategy)

    def _role(self, step: dict[str, Any]) -> None:
        if self.complete:
            step["role"] = self.draw(self.one_role)
        elif self.roles and self.draw(_FEW):
            step["role"] = self.draw(self.some_roles)

    def activity(self, then: str) -> dict[str, Any]:
        step: dict[str, Any] = {"id": self._id(), "name": self.draw(texts())}
        self.activities.append(step["id"])
        self._role(step)
        lasting = _MINUTES if self.complete else durations()
        self._maybe(lasting, step, "time")
        self._maybe(lasting, step, "wait")
        if self.draw(_FEW) == 0:
            self._details(step)
        step["next"] = then
        return step

    def _details(self, step: dict[str, Any]) -> None:
        """Everything else an activity may carry."""
        duties = st.lists(st.sampled_from(self.roles), max_size=2, unique=True) if self.roles else st.just([])
        for key in ("accountable", "consulted", "informed", "support"):
            step[key] = self.draw(duties)
        step["automated"] = self.draw(_BOOLEANS)
        step["value"] = self.draw(st.sampled_from(("VA", "BVA", "NVA")))
        step["task"] = self.draw(st.sampled_from(("task", "user", "service")))
        step["system"] = self.draw(st.lists(st.sampled_from(self.systems), max_size=2)) if self.systems else []
        if self.documents:
            step["documents"] = {"out": self.draw(st.lists(st.sampled_from(self.documents), max_size=2))}
        step["cost"] = self.draw(numbers())
        step["note"] = self.draw(texts())
        step["phase"] = self.draw(texts())
        step["instances"] = self.draw(st.sampled_from(("parallel", "sequential")))
        step["repeat"] = {"share": self.draw(st.integers(0, 50)) / 100, "at_most": self.draw(st.integers(1, 5))}
        if self.roles:
            step["raci"] = {self.roles[0]: "A/R"}
            step["rights"] = {"decide": [self.roles[0]]}

    def _shares(self, ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Shares that add up to one, or none at all; conditions; the last way may be the default."""
        if self.complete or self.draw(_BOOLEANS):
            cuts = sorted(self.draw(st.lists(_HUNDRED, min_size=len(ways) - 1, max_size=len(ways) - 1)))
            edges = [0, *cuts, 100]
            for way, low, high in zip(ways, edges, edges[1:], strict=False):
                way["share"] = (high - low) / 100
        for way in ways:
            self._maybe(texts(), way, "when")
        if self.draw(_BOOLEANS):
            ways[-1]["default"] = True
        return ways

    def choice(self, then: str, depth: int) -> list[dict[str, Any]]:
        branches = [self.sequence(then, depth - 1) for _ in range(self.draw(_TWO_OR_THREE))]
        gateway: dict[str, Any] = {"id": self._id(), "decision": self.draw(texts())}
        if self.complete or self.draw(_BOOLEANS):
            self._role(gateway)
        gateway["next"] = self._shares([{"to": branch[0]["id"]} for branch in branches])
        return [gateway, *(step for branch in branches for step in branch)]

    def block(self, kind: str, then: str, depth: int) -> list[dict[str, Any]]:
        """A parallel or inclusive block with its join."""
        join: dict[str, Any] = {"id": self._id(), kind: None, "next": then}
        branches = [
            self._merged(self.sequence(join["id"], depth - 1), join["id"]) for _ in range(self.draw(_TWO_OR_THREE))
        ]
        split: dict[str, Any] = {"id": self._id(), kind: self.draw(_MAYBE_TEXT)}
        ways: list[Any] = [{"to": branch[0]["id"]} for branch in branches]
        if kind == "inclusive" and self.draw(_BOOLEANS):
            ways = [{**way, "share": self.draw(st.integers(1, 100)) / 100} for way in ways]
        split["next"] = ways
        return [split, *(step for branch in branches for step in branch), join]

    def _merged(self, steps: list[dict[str, Any]], to: str) -> list[dict[str, Any]]:
        """The steps with one way to a parallel or inclusive node; where they have several, these merge first."""
        if sum(way["to"] == to for step in steps for way in _ways(step)) < 2:
            return steps
        merge = {"id": self._id(), "decision": None, "next": to}
        for step in steps:
            if any(way["to"] == to for way in _ways(step)):
                step["next"] = [way | {"to": merge["id"]} if way["to"] == to else way for way in _ways(step)]
        return [*steps, merge]

    def loop(self, then: str, depth: int) -> list[dict[str, Any]]:
        """A body that a decision may send round again."""
        decision: dict[str, Any] = {"id": self._id(), "decision": self.draw(texts())}
        if self.complete or self.draw(_BOOLEANS):
            self._role(decision)
        body = self.sequence(decision["id"], depth - 1)
        kind = self.draw(st.sampled_from(("normal", "rework", "planned")))
        decision["next"] = self._shares([{"to": body[0]["id"], "kind": kind}, {"to": then}])
        return [*body, decision]

    def event(self, then: str) -> dict[str, Any]:
        trigger = self.draw(st.sampled_from(("message", "timer", "signal")))
        step: dict[str, Any] = {"id": self._id(), "event": self.draw(texts()), "trigger": trigger, "next": then}
        self._maybe(st.integers(0, 99), step, "wait")
        return step

    def subprocess(self, then: str, depth: int) -> list[dict[str, Any]]:
        """A sub-process with its own start and end, sometimes with an escape from its border."""
        end = {"id": self._id(), "event": None, "position": "end"}
        inner = self.sequence(end["id"], depth - 1)
        start = {"id": self._id(), "event": None, "position": "start", "next": inner[0]["id"]}
        step: dict[str, Any] = {"id": self._id(), "subprocess": self.draw(texts()), "steps": [start, *inner, end]}
        self._role(step)
        step["next"] = then
        if self.complete or self.draw(_BOOLEANS):
            return [step]
        border = {"id": self._id(), "event": "Late", "position": "boundary", "trigger": "timer", "on": step["id"]}
        if self.draw(_BOOLEANS):
            return [step, {**border, "next": then}]
        own_end = {"id": self._id(), "event": None, "position": "end"}
        return [step, {**border, "interrupting": False, "next": own_end["id"]}, own_end]

    def sequence(self, then: str, depth: int) -> list[dict[str, Any]]:
        """One to three parts in a row; never empty, so a branch always holds work."""
        steps: list[dict[str, Any]] = []
        kinds = ["activity", "activity", "event"]
        if depth > 0:
            kinds += ["choice", "parallel", "loop", "subprocess", *([] if self.complete else ["inclusive"])]
        for _ in range(self.draw(_UP_TO_TWO)):
            kind = self.draw(st.sampled_from(kinds))
            match kind:
                case "activity":
                    part = [self.activity(then)]
                case "event":
                    part = [self.event(then)]
                case "choice":
                    part = self.choice(then, depth)
                case "loop":
                    part = self.loop(then, depth)
                case "subprocess":
                    part = self.subprocess(then, depth)
                case _:
                    part = self.block(kind, then, depth)
            if steps and ("parallel" in steps[0] or "inclusive" in steps[0]):
                part = self._merged(part, then)
            steps = [*part, *steps]
            then = part[0]["id"]
        return [self.activity(then), *steps]


def _ways(step: dict[str, Any]) -> list[dict[str, Any]]:
    """The ways out of a step, however they are written."""
    written = step.get("next", [])
    ways = [written] if isinstance(written, str) else written
    return [{"to": way} if isinstance(way, str) else way for way in ways]


@st.composite
def process_data(draw: st.DrawFn, *, complete: bool = False, max_depth: int = 2) -> dict[str, Any]:
    """A valid process as the plain data ``Process`` is made from."""
    names = draw(_names(2 if complete else 0, 3))
    departments = {name: draw(texts()) for name in names}
    for name in names[:1]:
        departments[name] = {"name": draw(texts()), "external": draw(_BOOLEANS)}
    roles = {}
    for name in draw(_names(2 if complete else 0, 4)):
        roles[name] = {"name": draw(texts())}
        if names and (complete or draw(_BOOLEANS)):
            roles[name]["department"] = draw(st.sampled_from(names))
        if complete or draw(_BOOLEANS):
            roles[name] |= {"people": draw(st.integers(1, 9)), "rate": draw(st.integers(1, 99))}
    documents = {name: draw(texts()) for name in draw(_names(0, 2))}
    systems = {name: draw(texts()) for name in draw(_names(0, 2))}
    builder = _Builder(draw, complete, sorted(roles), sorted(documents), sorted(systems))
    start, end = draw(st.sampled_from((("start", "end"), ("start", "end"), ("S", "E"))))
    steps = builder.sequence(end, max_depth)
    events = [
        {"id": start, "event": draw(_MAYBE_TEXT), "position": "start", "next": steps[0]["id"]},
        {"id": end, "event": draw(_MAYBE_TEXT), "position": "end"},
    ]
    data: dict[str, Any] = {
        "process": draw(ids()),
        "departments": departments,
        "roles": roles,
        "documents": documents,
        "systems": systems,
        "steps": [*steps, *events] if draw(_BOOLEANS) else [events[0], *steps, events[1]],
    }
    if complete or draw(_BOOLEANS):
        data["volume"] = {"cases": draw(st.integers(1, 900)), "per": draw(st.sampled_from(("day", "month")))}
        data["working_time"] = {"hours_per_day": 8}
    if draw(_BOOLEANS):
        _header(draw, data, sorted(roles))
    return data


def _header(draw: st.DrawFn, data: dict[str, Any], roles: list[str]) -> None:
    """What a process says about itself."""
    data["title"] = draw(texts())
    data["stage"] = draw(st.sampled_from(("as-is", "to-be", "reference")))
    data["family"] = draw(ids())
    data["illustrative"] = draw(st.lists(st.sampled_from(("time", "wait", "share", "volume")), unique=True))
    data["sources"] = draw(st.lists(texts(), max_size=2))
    data["note"] = draw(texts())
    data["level"] = draw(st.integers(0, 5))
    if roles:
        data["owner"] = data["customer"] = roles[0]


def processes(*, complete: bool = False, max_depth: int = 2) -> st.SearchStrategy[Process]:
    """Valid processes.

    Args:
        complete: nothing is unknown, and routing is exclusive or parallel only.
        max_depth: how deep blocks may lie inside each other.
    """
    return process_data(complete=complete, max_depth=max_depth).map(Process.model_validate)


@st.composite
def value_chains(draw: st.DrawFn) -> ValueChain:
    """Valid value chains and landscapes."""
    names = draw(st.lists(ids(), min_size=1, max_size=5, unique=True))
    elements = []
    for position, name in enumerate(names):
        element: dict[str, Any] = {"id": name, "name": draw(texts())}
        element["category"] = draw(st.sampled_from(("primary", "support", "management", "external")))
        if position and draw(_BOOLEANS):
            element["parent"] = draw(st.sampled_from(names[:position]))
        if draw(_BOOLEANS):
            element |= {
                "owner": draw(texts()),
                "cost_share": draw(st.integers(0, 100)),
                "realised_by": draw(st.lists(ids())),
            }
        elements.append(element)
    interfaces = [
        {"from": draw(st.sampled_from(names)), "to": draw(st.sampled_from(names)), "objects": [draw(texts())]}
        for _ in range(draw(st.integers(0, 3)))
    ]
    head = draw(st.sampled_from(("value_chain", "landscape")))
    measures = [{"name": draw(texts()), "value": draw(numbers()), "unit": "%"}] if draw(_BOOLEANS) else []
    return ValueChain.model_validate(
        {head: draw(ids()), "elements": elements, "interfaces": interfaces, "measures": measures}
    )
