"""Which sub-processes a picture opens, and what it says about those that stay closed."""

from __future__ import annotations

from collections.abc import Iterable

from bpr.errors import BprError, InputError
from bpr.layout.geometry import Geometry
from bpr.model import Process, SubProcess
from bpr.text import Text

ALL = "all"


def to_expand(process: Process, wanted: Iterable[str]) -> tuple[str, ...]:
    """Ids of the sub-processes asked for, in the author's order.

    Args:
        process: the process.
        wanted: ids, or ``all``.

    Raises:
        InputError: an id is not that of a sub-process with an inside.
    """
    known = _with_steps(process)
    chosen = [word.strip() for word in wanted if word.strip()]
    for word in chosen:
        if word not in (*known, ALL):
            raise _unknown(word, [ALL, *known])
    return tuple(id_ for id_ in known if ALL in chosen or id_ in chosen)


def inside_of(process: Process, subprocess: str) -> Process:
    """The inside of a sub-process as a process of its own.

    Raises:
        InputError: there is no sub-process with steps of this id.
    """
    known = _with_steps(process)
    if subprocess not in known:
        raise _unknown(subprocess, known)
    return process.inside(subprocess)


def _with_steps(process: Process) -> list[str]:
    return [node.id for node in process.walk() if isinstance(node, SubProcess) and node.steps]


def _unknown(word: str, known: list[str]) -> BprError:
    if not known:
        return InputError.because(
            f"'{word}' is not a sub-process with steps of its own",
            f"“{word}”不是含有步骤的子流程",
            fix_en="this process has none; leave the option out",
            fix_zh="该流程没有此类子流程，请去掉该选项",
        )
    return InputError.because(
        f"'{word}' is not a sub-process with steps of its own",
        f"“{word}”不是含有步骤的子流程",
        fix_en=f"use: {', '.join(known)}",
        fix_zh=f"可用：{'、'.join(known)}",
    )


def closed_note(process: Process, wanted: Iterable[str], geometry: Geometry) -> tuple[Text, ...]:
    """A note that names the sub-processes that were to be opened and stayed closed; nothing when there are none."""
    opened = {box.id for box in geometry.boxes if box.kind == "expanded"}
    closed = [id_ for id_ in wanted if id_ not in opened]
    if not closed:
        return ()
    ids = ", ".join(closed)
    return (
        Text(
            en=f"these sub-processes stay closed, because their steps belong to several lanes: {ids}; "
            f"draw the inside of one with --scope",
            zh=f"以下子流程因其步骤分属多个泳道而保持折叠：{ids}；可用 --scope 单独绘制其内部",
        ),
    )
