"""The words of BPMN 2.0 (OMG formal/2011-01-03) and what they mean in the model.

Element names are local names; `Document.tag` has already checked the namespace.
"""

from __future__ import annotations

from typing import Final

from bpr.model.nodes import Position, TaskType, Trigger

NAMESPACES: Final = (
    "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "http://www.omg.org/spec/BPMN/20100501/MODEL",
    "http://schema.omg.org/spec/BPMN/2.0",
)
DI_NAMESPACES: Final = ("http://www.omg.org/spec/BPMN/20100524/DI", "http://www.omg.org/spec/BPMN/20100501/DI")

TASKS: Final[dict[str, TaskType]] = {
    "task": "task",
    "userTask": "user",
    "manualTask": "manual",
    "serviceTask": "service",
    "scriptTask": "script",
    "sendTask": "send",
    "receiveTask": "receive",
    "businessRuleTask": "rule",
    "callActivity": "task",
}
SUBPROCESSES: Final = frozenset({"subProcess", "transaction", "adHocSubProcess"})
GATEWAYS: Final = frozenset(
    {"exclusiveGateway", "eventBasedGateway", "parallelGateway", "inclusiveGateway", "complexGateway"}
)
EVENTS: Final[dict[str, Position]] = {
    "startEvent": "start",
    "intermediateCatchEvent": "intermediate",
    "intermediateThrowEvent": "intermediate",
    "boundaryEvent": "boundary",
    "endEvent": "end",
}
FLOW_NODES: Final = frozenset({*TASKS, *SUBPROCESSES, *GATEWAYS, *EVENTS})

TRIGGERS: Final[dict[str, Trigger]] = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "cancelEventDefinition": "cancel",
    "compensateEventDefinition": "compensation",
    "conditionalEventDefinition": "conditional",
    "linkEventDefinition": "link",
    "signalEventDefinition": "signal",
    "terminateEventDefinition": "terminate",
}

DATA: Final = frozenset(
    {"dataObjectReference", "dataStoreReference", "dataObject", "dataStore", "dataInput", "dataOutput"}
)
PERFORMERS: Final = ("potentialOwner", "humanPerformer", "performer", "resourceRole")

COLLABORATIONS: Final = ("collaboration", "choreography", "globalConversation")
COMMON_CHILDREN: Final = frozenset({"documentation", "extensionElements", "incoming", "outgoing"})
LOOPS: Final = frozenset({"standardLoopCharacteristics", "multiInstanceLoopCharacteristics"})
CONTAINER_CHILDREN: Final = frozenset(
    {
        *FLOW_NODES,
        *COMMON_CHILDREN,
        "sequenceFlow",
        "laneSet",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "ioSpecification",
        "textAnnotation",
        "association",
    }
)
NODE_CHILDREN: Final = frozenset(
    {*COMMON_CHILDREN, *LOOPS, *TRIGGERS, "eventDefinitionRef", "dataInputAssociation", "dataOutputAssociation"}
)

PLAIN_ATTRIBUTES: Final = frozenset(
    {
        "id",
        "name",
        "default",
        "attachedToRef",
        "cancelActivity",
        "isInterrupting",
        "parallelMultiple",
        "calledElement",
        "triggeredByEvent",
        "isForCompensation",
        "gatewayDirection",
        "sourceRef",
        "targetRef",
        "processRef",
        "dataObjectRef",
        "dataStoreRef",
        "isSequential",
        "loopMaximum",
    }
)
DEFAULT_ATTRIBUTES: Final = frozenset(
    {
        ("startQuantity", "1"),
        ("completionQuantity", "1"),
        ("implementation", "##unspecified"),
        ("implementation", "##WebService"),
        ("instantiate", "false"),
        ("isImmediate", "true"),
        ("isImmediate", "false"),
        ("isClosed", "false"),
        ("isExecutable", "false"),
        ("isExecutable", "true"),
        ("processType", "None"),
        ("eventGatewayType", "Exclusive"),
    }
)
