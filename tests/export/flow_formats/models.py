"""Processes for the tests of diagram texts: labels that every syntax would like to read as its own."""

from bpr.formats.files import load
from bpr.formats.library import names
from bpr.model import Process

NASTY = (
    "end",
    "1. Check",
    "- a",
    'say "hi" `x`',
    "**b** <b> &lt; #35;",
    "a|b]){}",
    "//x// --s-- ==",
    "\\",
    "=x",
    "graph TD; A-->B",
    '审批"',
    "+",
    '"`md`"',
    "$$x$$",
    "--> x",
    "@enduml",
    "~~~",
    "' c",
    "!include x",
    "__u__",
    "(c)",
    "[[http://x]]",
    "%date%",
    ":x;",
    "%%{init: {}}%%",
    "@{shape: x}",
)


def nasty(*, on_flows: bool) -> Process:
    """A chain of steps with nasty names in lanes with nasty names, and on its flows where asked."""
    steps = [{"id": "S", "event": None, "position": "start", "next": "s0"}]
    for number, name in enumerate(NASTY):
        way = {"to": f"s{number + 1}" if number + 1 < len(NASTY) else "E"}
        steps.append({"id": f"s{number}", "name": name, "role": f"r{number}", "next": [way]})
        if on_flows:
            way["when"] = name
    steps.append({"id": "E", "event": "all done", "position": "end"})
    roles = {f"r{number}": name for number, name in enumerate(NASTY)}
    return Process.model_validate({"process": "p", "title": 'T "x" \\ %%{init', "roles": roles, "steps": steps})


def library() -> list[Process]:
    """Every process of the library."""
    return [model for name in names() if isinstance(model := load(name), Process)]


def small(*steps: dict[str, object]) -> Process:
    """A process of one role with a start and an end around some steps (the first is A, the last leads to E)."""
    start = {"id": "S", "event": None, "position": "start", "next": "A"}
    end = {"id": "E", "event": None, "position": "end"}
    return Process.model_validate({"process": "p", "roles": {"r": "R"}, "steps": [start, *steps, end]})


def with_partner() -> Process:
    """A process that sends a message to a party whose work nobody knows: a black-box pool in the picture."""
    return Process.model_validate(
        {
            "process": "p",
            "roles": {"r": {"name": "Buyer", "department": "d"}},
            "departments": {"d": {"name": "Purchasing", "organisation": "us"}},
            "organisations": {"us": "Us", "them": {"name": "Supplier", "external": True}},
            "steps": [{"id": "A", "name": "Order", "role": "r"}],
            "messages": [{"id": "M", "from": "A", "to": "them", "name": "order"}],
        }
    )
