"""What a process is: frozen data, checked when it is made."""

from bpr.model.nodes import (
    Activity,
    Batch,
    Decision,
    Documents,
    Event,
    Inclusive,
    Next,
    NodeBase,
    Parallel,
    Repeat,
    SubProcess,
)
from bpr.model.organisation import (
    Department,
    Document,
    Organisation,
    Rate,
    Role,
    System,
    Volume,
    WorkingTime,
)
from bpr.model.process import Flow, Message, Process, Unread
from bpr.model.raci import Rights
from bpr.model.time import Duration
from bpr.model.value_chain import ChainElement, Interface, Measure, ValueChain

__all__ = [
    "Activity",
    "Batch",
    "ChainElement",
    "Decision",
    "Department",
    "Document",
    "Documents",
    "Duration",
    "Event",
    "Flow",
    "Inclusive",
    "Interface",
    "Measure",
    "Message",
    "Next",
    "NodeBase",
    "Organisation",
    "Parallel",
    "Process",
    "Rate",
    "Repeat",
    "Rights",
    "Role",
    "SubProcess",
    "System",
    "Unread",
    "ValueChain",
    "Volume",
    "WorkingTime",
]
