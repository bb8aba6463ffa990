"""The swimlane for draw.io (diagrams.net): `to_drawio` writes it."""

from bpr.export.drawio.writer import to_drawio as to_drawio
