"""What all writers of one process share: its analysis and its usual pictures, each worked out once.

The usual picture shows the lanes of roles with every overlay. Layouts are remembered by their diagram, so pictures that
differ in colours only, or in a language that changes no text, are laid out once as well.
"""

from __future__ import annotations

from functools import cached_property

from bpr.diagnosis.analyse import Analysis, analyse
from bpr.export.swimlane.picture import Picture, draw
from bpr.export.theme.theme import PLAIN, Theme
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.plan.diagram import Diagram
from bpr.model import Process, SubProcess


class Album:
    """The analysis and the pictures of a process.

    Args:
        process: the model.
    """

    def __init__(self, process: Process) -> None:
        self.process = process
        self._geometries: dict[Diagram, Geometry] = {}
        self._pictures: dict[tuple[str, str | None, Theme], Picture] = {}

    @classmethod
    def of(cls, analysis: Analysis) -> Album:
        """The album of a process that is analysed already."""
        album = cls(analysis.process)
        album.analysis = analysis
        return album

    @cached_property
    def analysis(self) -> Analysis:
        """Everything about the process."""
        return analyse(self.process)

    @cached_property
    def scopes(self) -> tuple[str | None, ...]:
        """What has a picture of its own: None for the whole process, then each sub-process that has steps."""
        inner = (node.id for node in self.process.walk() if isinstance(node, SubProcess) and node.steps)
        return (None, *inner)

    def picture(self, *, lang: str = "en", scope: str | None = None, theme: Theme = PLAIN) -> Picture:
        """The usual picture of the process or of a sub-process.

        Raises:
            ExportError: the process is too large for one picture.
        """
        key = lang, scope, theme
        if key not in self._pictures:
            self._pictures[key] = draw(self.process, lang=lang, scope=scope, theme=theme, lay_out=self.lay_out)
        return self._pictures[key]

    def lay_out(self, diagram: Diagram) -> Geometry:
        """The layout of a diagram, which need not be one of the usual ones."""
        if diagram not in self._geometries:
            self._geometries[diagram] = lay_out(diagram)
        return self._geometries[diagram]
