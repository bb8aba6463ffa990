"""A progress bar on stderr for long work: only on a terminal, and only after two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

_PATIENCE_S = 2.0


class _Bar:
    """Appears by itself when the work takes longer than people wait without a word."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.begun = time.monotonic()
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def report(self, done: int, total: int) -> None:
        if self.bar is None and time.monotonic() - self.begun > _PATIENCE_S and done < total:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task(self.title, total=total)
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=done, total=total)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A function to be called with the number done and the number of all.

    Example:
        >>> with progress("Checking") as report:
        ...     report(1, 2)
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    bar = _Bar(title)
    try:
        yield bar.report
    finally:
        if bar.bar is not None:
            bar.bar.stop()
