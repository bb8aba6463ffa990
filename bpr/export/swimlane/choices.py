"""What may be chosen about the picture of a swimlane, and what is usual; the one place where the defaults stand."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

OVERLAYS = ("handoffs", "rework", "waiting")


@dataclass(frozen=True, slots=True)
class SwimlaneChoices:
    """The words of `bpr.export.swimlane.picture.draw`, which says what they mean."""

    lanes: str = "role"
    overlay: str = ",".join(OVERLAYS)
    scope: str | None = None
    lane_order: str = "authored"
    phases: bool | None = None
    badges: str = ""
    expand: str = ""
    direction: str = "right"
    links_longer_than: int | None = None

    @property
    def unusual(self) -> dict[str, Any]:
        """The choices that are not as usual, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value != getattr(USUAL, name)}


USUAL = SwimlaneChoices()
