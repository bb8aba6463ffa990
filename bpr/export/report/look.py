"""How a report looks in every format: colours of severities and cautions."""

from __future__ import annotations

SEVERITY_FILLS = {"error": "#f9d9d6", "warning": "#fde9c4", "info": "#e7ebf0"}
GREY = "#4a5768"
CAUTION = ("#8a5a00", "#fff8e6", "#4d3300")
"""Line at the left, filling and text of what a reader must not overlook."""
