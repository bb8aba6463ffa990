"""Reading BPMN 2.0 files; loads lxml, so import it only when a BPMN file is at hand."""

from bpr.formats.bpmn.reader import read_bpmn

__all__ = ["read_bpmn"]
