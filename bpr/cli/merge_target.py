"""The process file that a table or a workbook is merged into."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from bpr.errors import BprError, ExportError, InputError, Where
from bpr.export.files import replace_file
from bpr.formats.files import YAML_SUFFIXES
from bpr.formats.raw import read_bytes
from bpr.formats.yaml_data import MAX_BYTES
from bpr.formats.yaml_file import read_yaml
from bpr.merge.result import Take
from bpr.model import Process


def read_target(into: Path) -> tuple[bytes, Process]:
    """The bytes of the file and the process in it.

    Raises:
        InputError: it is no process file, or cannot be read.
    """
    if into.suffix.lower() not in YAML_SUFFIXES:
        raise _not_a_process_file(into)
    data = read_bytes(into, MAX_BYTES)
    return data, process_in(data, into)


def process_in(data: bytes, into: Path) -> Process:
    """The process in the bytes of a file.

    Raises:
        InputError: there is none.
    """
    model = read_yaml(data, name=str(into), beside=into)
    if isinstance(model, Process):
        return model
    raise _not_a_process_file(into)


def asked_side(asked: str | None, theirs_en: str, theirs_zh: str) -> Take | None:
    """Who wins conflicts; None when nobody is named. ``theirs_en`` and ``theirs_zh`` say what theirs means here.

    Raises:
        InputError: there is no such side.
    """
    sides: tuple[Take, ...] = get_args(Take)
    side = next((side for side in sides if side == asked), None)
    if side is not None or asked is None:
        return side
    raise InputError.because(
        f"'{asked}' is not a side",
        f"“{asked}”不是可选的一方",
        fix_en=f"use --take theirs ({theirs_en}) or --take ours (the model wins)",
        fix_zh=f"使用 --take theirs（{theirs_zh}）或 --take ours（以模型为准）",
    )


def replace_unchanged(into: Path, before: bytes, after: bytes) -> None:
    """Put the changed file in place in one step, if it still holds what it held when the merge was worked out.

    Raises:
        ExportError: it was changed since, or cannot be written.
        InputError: it cannot be read any more.
    """
    if read_bytes(into, MAX_BYTES) != before:
        raise ExportError.because(
            "the process file was changed by somebody else in the meantime",
            "流程文件在此期间被他人修改",
            fix_en="run the command again",
            fix_zh="请重新运行该命令",
            where=Where(str(into)),
            code="FILE_CHANGED",
        )
    replace_file(into, after)


def _not_a_process_file(into: Path) -> BprError:
    return InputError.because(
        "changes can only be written into a process file (.yaml)",
        "只能写入流程文件（.yaml）",
        fix_en="name the file with --into; 'bpr library copy' or 'bpr convert' makes one from other models",
        fix_zh="请用 --into 指定文件；其他模型可先用 'bpr library copy' 或 'bpr convert' 转换",
        where=Where(str(into)),
        code="NOT_A_PROCESS_FILE",
    )
