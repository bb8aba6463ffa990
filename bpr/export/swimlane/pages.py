"""A picture on sheets of paper or slides: one picture a page, and the names of its files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bpr.errors import InputError
from bpr.export.swimlane.guard import check_picture
from bpr.export.swimlane.legend import legend_items
from bpr.export.swimlane.picture import Picture
from bpr.layout.pages.paper import PAPERS, PX_PER_INCH, Paper
from bpr.layout.pages.split import page_scale, split_pages


def paper_named(name: str) -> Paper:
    """A paper by its name.

    Raises:
        InputError: a name that is not known.

    Example:
        >>> paper_named("A4").width_mm
        297.0
    """
    paper = PAPERS.get(name.strip().lower())
    if paper is None:
        raise InputError.because(
            f"'{name}' is not a page size",
            f"“{name}”不是可用的页面尺寸",
            fix_en=f"use: {', '.join(PAPERS)}",
            fix_zh=f"可用：{'、'.join(PAPERS)}",
        )
    return paper


def paged(picture: Picture, paper: Paper) -> tuple[Picture, ...]:
    """The pages of a picture in reading order, each with the legend; the picture alone where it fits.

    Raises:
        ExportError: the picture would tell a lie (`bpr.export.swimlane.guard`).
    """
    check_picture(picture.geometry, picture.metrics)
    width, height = _room(picture, paper)
    return tuple(replace(picture, geometry=page) for page in split_pages(picture.geometry, width, height))


def scale_on(picture: Picture, paper: Paper) -> float:
    """The scale at which a page fits on its paper, at most 1."""
    return page_scale(picture.geometry, *_room(picture, paper))


def _room(picture: Picture, paper: Paper) -> tuple[float, float]:
    """The room that a paper leaves above the legend."""
    width, height = paper.room(PX_PER_INCH)
    _, legend = legend_items(picture.overlay, picture.theme, left=14.0, top=0.0, width=width)
    return width, height - legend.height


def page_files(place: Path, count: int) -> tuple[Path, ...]:
    """Where the pages of a picture are written: ``p.svg`` becomes ``p-1.svg``, ``p-2.svg``; one page keeps the name.

    Example:
        >>> [path.name for path in page_files(Path("p.svg"), 2)]
        ['p-1.svg', 'p-2.svg']
    """
    if count == 1:
        return (place,)
    return tuple(place.with_name(f"{place.stem}-{number}{place.suffix}") for number in range(1, count + 1))
