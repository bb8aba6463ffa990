"""Errors that help: each problem names its place, the value seen and the remedy.

BprError                    everything bpr raises on purpose
├── InputError              a file or argument that cannot be read or used (exit 2)
│   └── ModelError          a process description that contradicts itself
├── GraphError              a model that cannot be turned into a graph
├── AnalysisError           an analysis that was asked something it cannot answer
├── ExportError             an output that cannot be written
└── MissingPartError        an optional package or program is missing (exit 3)
"""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bpr.text import Text


@dataclass(frozen=True, slots=True)
class Where:
    """A place: file, line and column (from 1), the element's id and the path of keys inside the document.

    In a workbook ``cell`` takes the place of line and column: sheet and cell, as ``RACI!F12``.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    element: str | None = None
    path: tuple[str | int, ...] = ()
    cell: str | None = None

    def __str__(self) -> str:
        """As ``file:line:column`` or ``file:sheet!cell``, with the parts that are known."""
        parts = [str(part) for part in (self.file, self.cell, self.line, self.column) if part is not None]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what is wrong, where, and how to mend it; ``excerpt`` shows the line of the file with a caret."""

    message: Text
    remedy: Text
    where: Where = field(default_factory=Where)
    code: str = "INPUT"
    excerpt: str | None = None

    def render(self, lang: str = "en") -> str:
        """For people: the place with the message, the line of the file where it is known, then the remedy."""
        place = str(self.where)
        head = f"{place}: " if place else ""
        if self.where.element:
            head += f"{self.where.element}: "
        fix = "改法：" if lang == "zh" else "Fix: "
        excerpt = f"\n{self.excerpt}" if self.excerpt else ""
        return f"{head}{self.message.pick(lang)}{excerpt}\n  {fix}{self.remedy.pick(lang)}"


class BprError(Exception):
    """Base of all errors bpr raises on purpose; holds one problem or many."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.render())

    def render(self, lang: str = "en") -> str:
        """All problems, one after the other, in the language asked for."""
        return "\n".join(problem.render(lang) for problem in self.problems)

    @classmethod
    def because(
        cls, en: str, zh: str, *, fix_en: str, fix_zh: str, where: Where | None = None, code: str = "INPUT"
    ) -> BprError:
        """An error of this class with one problem."""
        return cls(Problem(Text(en=en, zh=zh), Text(en=fix_en, zh=fix_zh), where or Where(), code))


class InputError(BprError):
    """A file or argument that cannot be read or used."""


class ModelError(InputError):
    """A process description that contradicts itself."""


class GraphError(BprError):
    """A model that cannot be turned into a graph."""


class AnalysisError(BprError):
    """An analysis was asked something it cannot answer."""


class ExportError(BprError):
    """An output cannot be written."""


class MissingPartError(BprError):
    """An optional package or program is missing; the remedy is the line that installs it."""


_DIGITS = re.compile(r"\d+")
_MOST_COMPARED = 300
_REASONS = {
    errno.ENOENT: Text(en="there is no such file or folder", zh="没有这个文件或文件夹"),
    errno.EACCES: Text(en="you may not read or write here", zh="没有读写权限"),
    errno.EPERM: Text(en="you may not read or write here", zh="没有读写权限"),
    errno.EROFS: Text(en="this disk is read-only", zh="磁盘为只读"),
    errno.EISDIR: Text(en="this is a folder or device, not a file", zh="这是文件夹或设备，不是文件"),
    errno.ENOTDIR: Text(en="part of the path is a file, not a folder", zh="路径中有一段是文件，不是文件夹"),
    errno.EEXIST: Text(en="part of the path is a file, not a folder", zh="路径中有一段是文件，不是文件夹"),
    errno.ENOSPC: Text(en="the disk is full", zh="磁盘已满"),
    errno.ENAMETOOLONG: Text(en="the name is too long", zh="名称太长"),
}


def reason_of(error: OSError) -> Text:
    """Why the system refused, in both languages where the reason is a usual one."""
    return _REASONS.get(error.errno or 0) or Text(en=error.strerror or str(error))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to a misspelt one, or None when none is close.

    Names that differ in their numbers only mean different things: ``A11`` is no slip of ``A1``.

    Example:
        >>> nearest("recepcionist", ["customer", "receptionist"]), nearest("A11", ["A1", "A2"]), nearest("a1", ["A1"])
        ('receptionist', None, 'A1')
    """
    numbers = _DIGITS.findall(name)
    others = sorted(other for other in known if not numbers or _DIGITS.findall(other) == numbers)[:_MOST_COMPARED]
    folded = [other for other in others if other.casefold() == name.casefold()]
    return next(iter(folded or difflib.get_close_matches(name[:100], others, n=1, cutoff=0.6)), None)
