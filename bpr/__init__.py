"""bpr: process mapping and business process reengineering.

    import bpr

    process = bpr.load("customer-reception.asis")   # a file, or the id of a library model
    analysis = bpr.analyse(process)
    for finding in analysis.findings:
        print(finding.message)
    process.draw()                                  # the swimlane; shown as a picture in Jupyter

Two processes are compared by ``from bpr.compare import compare``.

Importing bpr only defines names; the libraries behind a name load when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from bpr.version import __version__ as __version__

if TYPE_CHECKING:
    from bpr.diagnosis.analyse import Analysis, analyse
    from bpr.errors import BprError
    from bpr.export.swimlane.picture import Picture, draw
    from bpr.findings import Finding, Severity
    from bpr.formats.files import load
    from bpr.graph import build_graph
    from bpr.model import Process, ValueChain
    from bpr.quantity import Quantity, Status
    from bpr.text import Text

_HOMES = {
    "Analysis": "bpr.diagnosis.analyse",
    "BprError": "bpr.errors",
    "Finding": "bpr.findings",
    "Picture": "bpr.export.swimlane.picture",
    "Process": "bpr.model",
    "Quantity": "bpr.quantity",
    "Severity": "bpr.findings",
    "Status": "bpr.quantity",
    "Text": "bpr.text",
    "ValueChain": "bpr.model",
    "analyse": "bpr.diagnosis.analyse",
    "build_graph": "bpr.graph",
    "draw": "bpr.export.swimlane.picture",
    "load": "bpr.formats.files",
}

__all__ = [
    "Analysis",
    "BprError",
    "Finding",
    "Picture",
    "Process",
    "Quantity",
    "Severity",
    "Status",
    "Text",
    "ValueChain",
    "analyse",
    "build_graph",
    "draw",
    "load",
]


def __getattr__(name: str) -> object:
    """Load the home of a public name when it is first used."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    message = f"module 'bpr' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
