"""A report before it is written: cover, pictures and chapters, in one language, for every format alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpr.export.speaker import Section
from bpr.export.swimlane.picture import Picture
from bpr.export.theme.theme import Theme
from bpr.findings import Severity

Kind = Literal["table", "matrix", "findings", "pictures"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter.

    Attributes:
        key: what it is about, such as ``handoffs``; the same in every language.
        sections: its parts; the title of the first one is that of the chapter.
        about: one sentence that says how to read it.
        kind: ``table``: columns of words and numbers; ``matrix``: many narrow columns; ``findings``: severity, code,
            message and remedy; ``pictures``: the pictures of the report.
    """

    key: str
    sections: tuple[Section, ...]
    about: str = ""
    kind: Kind = "table"

    @property
    def title(self) -> str:
        """The heading."""
        return self.sections[0].title


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the report with the line under it."""

    caption: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes:
        lang: its language.
        title: the process and its stage.
        kicker: the line over the title.
        facts: owner, customer, volume.
        caution: what is not measured or assumed; empty where everything is measured.
        highlights: the few numbers of the cover, as label and value.
        summary: the findings in short, one sentence each.
        severities: severity of each finding, in the order of the chapter that lists them.
        figures: the pictures.
        chapters: in reading order; one of them holds the pictures.
        theme: colours, font and logo.
    """

    lang: str
    title: str
    kicker: str
    facts: tuple[str, ...]
    caution: tuple[str, ...]
    highlights: tuple[tuple[str, str], ...]
    summary: tuple[str, ...]
    severities: tuple[Severity, ...]
    figures: tuple[Figure, ...]
    chapters: tuple[Chapter, ...]
    theme: Theme
