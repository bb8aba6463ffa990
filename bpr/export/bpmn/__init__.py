"""Writing BPMN 2.0 with its drawing; loads lxml and the layout, so import it only when BPMN is wanted."""

from bpr.export.bpmn.writer import to_bpmn

__all__ = ["to_bpmn"]
