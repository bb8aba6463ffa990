"""How a report looks in every format: colours of severities and cautions, and when a picture is too small to read."""

from __future__ import annotations

LEAST_SCALE = 0.6
"""Of the natural size: a picture that fits its page only when it is smaller is shown once more, on pages."""

SEVERITY_FILLS = {"error": "#f9d9d6", "warning": "#fde9c4", "info": "#e7ebf0"}
GREY = "#4a5768"
CAUTION = ("#8a5a00", "#fff8e6")
"""Text and filling of what a reader must not overlook."""
