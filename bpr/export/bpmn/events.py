"""Events with what triggers them."""

from __future__ import annotations

from lxml import etree

from bpr.export.bpmn.flows import Way
from bpr.export.bpmn.registry import Registry
from bpr.export.bpmn.tree import add, put
from bpr.formats.bpmn.vocabulary import TRIGGERS
from bpr.model import Event
from bpr.model.nodes import Trigger
from bpr.text import pick

_DEFINITIONS = {trigger: tag for tag, trigger in TRIGGERS.items()}
_SEVERAL: tuple[Trigger, ...] = ("message", "signal")
"""A multiple event does not say which triggers it has; two usual ones stand for them."""


def event_tag(event: Event) -> str:
    """The BPMN element of an event."""
    if event.position == "intermediate":
        return "intermediateThrowEvent" if event.throws else "intermediateCatchEvent"
    return {"start": "startEvent", "end": "endEvent", "boundary": "boundaryEvent"}[event.position]


def event_attributes(event: Event, registry: Registry) -> dict[str, str | None]:
    """Host, interruption and parallel triggers, where they are not what BPMN takes for granted."""
    attributes: dict[str, str | None] = {}
    if event.on is not None:
        attributes["attachedToRef"] = registry.name("node", event.on)
    if event.trigger == "parallel-multiple" and event_tag(event) in _CATCHING:
        attributes["parallelMultiple"] = "true"
    if not event.interrupting and event.position in ("boundary", "start"):
        attributes["cancelActivity" if event.position == "boundary" else "isInterrupting"] = "false"
    return attributes


_CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})


def write_trigger(element: etree._Element, event: Event, ways: tuple[Way, ...], registry: Registry, lang: str) -> None:
    """The event definitions; a throwing link names the link event it leads to."""
    triggers: tuple[Trigger, ...] = _SEVERAL if event.trigger in ("multiple", "parallel-multiple") else (event.trigger,)
    for trigger in triggers:
        if trigger == "none":
            continue
        definition = add(element, _DEFINITIONS[trigger], {"id": _definition_id(registry, event.id, trigger)})
        if trigger == "conditional":
            add(definition, "condition", {"xsi:type": "bpmn:tFormalExpression"}, _words(event, lang))
        elif trigger == "link":
            put(definition, "name", _words(event, lang))
            for way in ways:
                if way.form == "link":
                    add(definition, "target", text=_definition_id(registry, way.way.to, trigger))


def _words(event: Event, lang: str) -> str:
    return " ".join(pick(event.name, lang).split())


def _definition_id(registry: Registry, event: str, trigger: str) -> str:
    kind = f"{trigger} definition"
    if (kind, event) not in registry.names:
        registry.names[kind, event] = registry.ids.take(f"{registry.name('node', event)}_{trigger}", "Definition")
    return registry.names[kind, event]
