"""Processes and helpers for the tests of this folder."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import get_args

from hypothesis import strategies as st
from lxml import etree

from bpr.export.bpmn import to_bpmn
from bpr.formats import library
from bpr.formats.bpmn import read_bpmn
from bpr.formats.bpmn.vocabulary import NAMESPACES
from bpr.formats.files import load
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.plan.swimlane import swimlane
from bpr.model import Process
from bpr.model.nodes import Trigger
from tests.strategies import process_data, texts

CORPORA = Path(os.environ.get("BPR_CORPORA") or Path(__file__).resolve().parents[4] / "shared" / "corpora")
SCHEMA = CORPORA / "schemas-bpmn20" / "BPMN20.xsd"

_TRIGGERS = get_args(Trigger)
_POSITIONS = ("start", "intermediate", "end")


MODELS = [name for name in library.names() if isinstance(load(name), Process)]


@cache
def picture(name: str, lang: str) -> Geometry:
    """The swimlane of a library model, laid out once for all tests."""
    return lay_out(swimlane(load(name), lang=lang))


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def assert_valid(data: bytes) -> None:
    """The file follows the XML Schema of the OMG; well-formed is all that can be asked where the schema is missing."""
    root = etree.fromstring(data)
    assert not SCHEMA.is_file() or schema().validate(root), list(schema().error_log)[:3]


def tree(process: Process, **options) -> etree._Element:
    return etree.fromstring(to_bpmn(process, **options))


def found(root: etree._Element, tag: str) -> list[etree._Element]:
    """All BPMN elements of a tag."""
    return list(root.iter(f"{{{NAMESPACES[0]}}}{tag}"))


def by_name(root: etree._Element, name: str) -> etree._Element:
    (element,) = (element for element in root.iter(f"{{{NAMESPACES[0]}}}*") if element.get("name") == name)
    return element


def again(root: etree._Element) -> Process:
    """What an edited file is read as."""
    return read_bpmn(etree.tostring(root))


def process(*steps, **header) -> Process:
    return Process.model_validate({"process": "p", "steps": steps, **header})


def office(*steps, **header) -> Process:
    """Two departments; the clerk and the manager share one of them."""
    return process(
        *steps,
        departments={"sales": {"en": "Sales", "zh": "销售部"}, "stock": "Stock"},
        roles={
            "clerk": {"name": {"en": "Clerk", "zh": "职员"}, "department": "sales", "people": 3},
            "manager": {"name": {"en": "Manager", "zh": "经理"}, "department": "sales"},
            "keeper": {"name": "Keeper", "department": "stock", "rate": 30},
        },
        **header,
    )


def order(**header) -> Process:
    """A small process with both languages and numbers BPMN has no place for."""
    return office(
        {"id": "check", "name": {"en": "Check order", "zh": "审核订单"}, "role": "clerk", "time": 15, "next": "ok"},
        {
            "id": "ok",
            "decision": {"en": "Fine?", "zh": "可以？"},
            "role": "manager",
            "next": [
                {"to": "ship", "when": {"en": "yes", "zh": "是"}, "share": "80%"},
                {"to": "check", "when": {"en": "no", "zh": "否"}, "share": "20%", "kind": "rework"},
            ],
        },
        {"id": "ship", "name": {"en": "Ship", "zh": "发货"}, "role": "keeper", "accountable": "manager", "wait": "2 h"},
        title={"en": "Order", "zh": "订单"},
        owner="manager",
        illustrative=["time"],
        **header,
    )


def two_companies(**header) -> Process:
    """A buyer and a seller who exchange messages, and a bank nothing is known of."""
    return process(
        {"id": "ask", "name": "Ask", "role": "buyer", "next": "get"},
        {"id": "get", "name": "Get", "role": "buyer"},
        {"id": "take", "name": "Take the order", "role": "clerk", "next": "send"},
        {"id": "send", "name": "Send", "role": "keeper"},
        organisations={"b": "Buyer Inc", "s": "Seller Inc", "bank": {"name": "Bank", "external": True}},
        departments={"d1": {"name": "Buying", "organisation": "b"}, "d2": {"name": "Selling", "organisation": "s"}},
        roles={
            "buyer": {"name": "Buyer", "department": "d1"},
            "clerk": {"name": "Clerk", "department": "d2"},
            "keeper": {"name": "Keeper", "department": "d2"},
        },
        messages=[
            {"id": "m1", "from": "ask", "to": "take", "name": "order"},
            {"id": "m2", "from": "send", "to": "get", "name": "goods"},
            {"id": "m3", "from": "send", "to": "bank"},
        ],
        **header,
    )


@st.composite
def odd_processes(draw: st.DrawFn) -> Process:
    """Any valid process, with organisations, messages, and events of every kind, connected or not."""
    data = draw(process_data())
    top = [step["id"] for step in data["steps"]]
    organisations = {name: draw(texts()) for name in draw(st.lists(st.sampled_from(("b", "s", "银行")), unique=True))}
    for key, entry in data["departments"].items():
        if organisations and draw(st.booleans()):
            named = entry if isinstance(entry, dict) and "name" in entry else {"name": entry}
            data["departments"][key] = {**named, "organisation": draw(st.sampled_from(sorted(organisations)))}
    roles = sorted(data["roles"])
    events = []
    for i in range(draw(st.integers(0, 4))):
        event = {
            "id": f"event {i}",
            "event": draw(st.none() | texts()),
            "position": draw(st.sampled_from(_POSITIONS)),
            "trigger": draw(st.sampled_from(_TRIGGERS)),
            "throws": draw(st.booleans()),
            "interrupting": draw(st.booleans()),
        }
        targets = draw(st.lists(st.sampled_from((*top, *(event["id"] for event in events))), max_size=2))
        event["next"] = [
            {"to": to, "default": draw(st.booleans()), "id": draw(st.none() | st.just(f"w {i} {j}"))}
            for j, to in enumerate(targets)
        ]
        if roles and draw(st.booleans()):
            event["role"] = draw(st.sampled_from(roles))
        events.append(event)
    data["steps"] = [*data["steps"], *events]
    ends = [*top, *organisations]
    data["organisations"] = organisations
    data["messages"] = [
        {"id": f"message {i}", "from": draw(st.sampled_from(ends)), "to": draw(st.sampled_from(ends))}
        for i in range(draw(st.integers(0, 2)))
    ]
    data["unread"] = draw(
        st.lists(st.sampled_from(({"what": "a", "where": "x", "reason": "DETAIL", "raw": "<a/>"}, {"what": "b"})))
    )
    return Process.model_validate(data)
