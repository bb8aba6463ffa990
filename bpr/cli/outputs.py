"""Names of files that a command may not write to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bpr.errors import ExportError, Where


def keep_input(output: Path | None, inputs: Iterable[str | Path]) -> None:
    """Refuse to write over a file that is read in the same command.

    Raises:
        ExportError: ``output`` is one of ``inputs``.
    """
    if output is not None and any(output.resolve() == Path(path).resolve() for path in inputs):
        raise ExportError.because(
            "this file is read by the same command; writing would replace it",
            "该文件正由同一命令读取，写入会将其覆盖",
            fix_en="name another file",
            fix_zh="请指定另一个文件",
            where=Where(str(output)),
            code="FILE_EXISTS",
        )


def asked_suffix(output: Path | None, *suffixes: str) -> None:
    """Refuse a file name that promises another format.

    Raises:
        ExportError: ``output`` ends otherwise.
    """
    if output is not None and output.suffix.lower() not in suffixes:
        raise ExportError.because(
            f"what is written here is no '{output.suffix}' file",
            f"写出的内容不是“{output.suffix}”文件",
            fix_en=f"name a file that ends in {' or '.join(suffixes)}",
            fix_zh=f"请使用以 {'、'.join(suffixes)} 结尾的文件名",
            where=Where(str(output)),
        )
