"""Value chains and landscapes: the levels above a process (handbook 1.1, 1.2).

A value-chain element is not a control-flow node: its interfaces carry objects (an order, goods, an invoice), they
hold no probabilities and are never executed.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from bpr.errors import ModelError, Problem, Where, nearest
from bpr.model.base import Amount, Id, Ids, Part, Texts
from bpr.model.organisation import Organisation
from bpr.text import Text

Category = Literal["primary", "support", "management", "external"]


class ChainElement(Part):
    """One activity of a value chain, or one box of a landscape.

    ``realised_by`` names the processes that carry it out (``order-to-cash.*`` means the whole family);
    ``cost_share`` is its share of cost in per cent; ``parent`` is the element or group above it.
    """

    id: Id
    name: Text
    category: Category = "primary"
    vc_class: Id | None = None
    owner: Text | None = None
    party: Id | None = None
    parent: Id | None = None
    level: int = Field(default=1, ge=0, le=5)
    cost_share: Amount = None
    realised_by: Ids = ()
    note: Text | None = None


class Interface(Part):
    """What one element hands to another: the objects exchanged, and the promise (service level) about it."""

    source: Id = Field(alias="from")
    target: Id = Field(alias="to")
    objects: Texts = ()
    kind: Literal["flow", "return", "feedback"] = "flow"
    promise: Text | None = None


class Measure(Part):
    """A figure kept at the level of the chain, such as perfect orders in per cent."""

    name: Text
    value: Amount = None
    unit: str = "1"


class ValueChain(Part):
    """A value chain or a process landscape."""

    id: Id = Field(alias="value_chain")
    kind: Literal["value-chain", "landscape"] = "value-chain"
    title: Text | None = None
    owner: Text | None = None
    customer: Text | None = None
    margin: Text | None = None
    illustrative: Ids = ()
    sources: Texts = ()
    note: Text | None = None
    parties: dict[Id, Organisation] = Field(default_factory=dict)
    elements: tuple[ChainElement, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    measures: tuple[Measure, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _landscape(cls, value: Any) -> Any:
        """``landscape: id`` is the short way to write the kind and the id."""
        if isinstance(value, dict) and "landscape" in value and "value_chain" not in value:
            rest = {key: item for key, item in value.items() if key != "landscape"}
            return {"value_chain": value["landscape"], "kind": "landscape", **rest}
        return value

    @model_validator(mode="after")
    def _consistent(self) -> ValueChain:
        if problems := _problems(self):
            raise ModelError(problems)
        return self

    def element(self, element_id: str) -> ChainElement:
        """The element with this id; KeyError when there is none."""
        return {element.id: element for element in self.elements}[element_id]


def _problems(chain: ValueChain) -> list[Problem]:
    """Duplicate ids, interfaces and parents that lead nowhere, and cycles in the hierarchy."""
    problems: list[Problem] = []
    ids: dict[str, ChainElement] = {}

    def undefined(name: str, known: list[str], path: tuple[str | int, ...]) -> None:
        close = nearest(name, known)
        problems.append(
            Problem(
                Text(en=f"'{name}' is not defined", zh=f"'{name}' 没有定义"),
                Text(en=f"use {close or ', '.join(known[:12])}", zh=f"可用：{close or ', '.join(known[:12])}"),
                Where(element=name, path=path),
                "UNDEFINED",
            )
        )

    for position, element in enumerate(chain.elements):
        if element.id in ids:
            problems.append(
                Problem(
                    Text(en=f"the id '{element.id}' stands twice", zh=f"编号 '{element.id}' 重复"),
                    Text(en="give each element an id of its own", zh="每个环节使用唯一的编号"),
                    Where(element=element.id, path=("elements", position, "id")),
                    "DUPLICATE_ID",
                )
            )
        ids[element.id] = element
    for position, element in enumerate(chain.elements):
        if element.parent is not None and element.parent not in ids:
            undefined(element.parent, list(ids), ("elements", position, "parent"))
        if element.party is not None and element.party not in chain.parties:
            undefined(element.party, list(chain.parties), ("elements", position, "party"))
    for position, interface in enumerate(chain.interfaces):
        for key, end in (("from", interface.source), ("to", interface.target)):
            if end not in ids:
                undefined(end, list(ids), ("interfaces", position, key))
    for element in chain.elements:
        seen = {element.id}
        above = element.parent
        while above is not None and above in ids:
            if above in seen:
                problems.append(
                    Problem(
                        Text(en=f"'{element.id}' is its own ancestor", zh=f"'{element.id}' 的上级又回到自身"),
                        Text(en="break the circle of 'parent'", zh="断开 parent 的循环"),
                        Where(element=element.id),
                        "HIERARCHY_CYCLE",
                    )
                )
                break
            seen.add(above)
            above = ids[above].parent
    return problems
