"""Small BPMN texts for the tests of this folder."""

from bpr.formats.bpmn import read_bpmn
from bpr.formats.reading import reading_findings

NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"
EXTRA = (
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:qbp="http://www.qbp-simulator.com/Schema201212" '
    'xmlns:bpsim="http://www.bpsim.org/schemas/1.0" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def bpmn(body: str) -> bytes:
    return f'<definitions xmlns="{NAMESPACE}" {EXTRA}>{body}</definitions>'.encode()


def read(body: str, name: str = "model.bpmn"):
    """The model of a definitions body."""
    return read_bpmn(bpmn(body), name=name)


def read_process(body: str):
    """The model of one process without pools."""
    return read(f'<process id="P">{body}</process>')


def codes(process) -> set[str]:
    """The reason codes of what was not read."""
    return {finding.code for finding in reading_findings(process)}


def flow(source: str, target: str, identifier: str = "", inner: str = "", **attributes: str) -> str:
    extra = "".join(f' {key}="{value}"' for key, value in attributes.items())
    identifier = identifier or f"{source}-{target}"
    return f'<sequenceFlow id="{identifier}" sourceRef="{source}" targetRef="{target}"{extra}>{inner}</sequenceFlow>'
