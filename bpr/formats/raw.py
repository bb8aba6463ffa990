"""The bytes of a file, read safely: bounded, and with an error that names the file and the reason."""

from __future__ import annotations

import errno
from pathlib import Path

from bpr.errors import InputError, Problem, Where, reason_of
from bpr.formats.near_file import did_you_mean, near_file
from bpr.text import Text


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of a file, at most one more than ``most``, so that the caller sees when it is too large.

    Raises:
        InputError: the file cannot be opened or read.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EISDIR, "not a regular file")
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        reason = reason_of(error)
        meant = near_file(path) if error.errno == errno.ENOENT else None
        remedy = Text(en="check the path and the permission", zh="检查路径和权限")
        raise InputError(
            Problem(
                Text(en=f"the file cannot be read: {reason.pick('en')}", zh=f"无法读取文件：{reason.pick('zh')}"),
                remedy if meant is None else did_you_mean(meant),
                Where(file=str(path)),
                "FILE_UNREADABLE",
            )
        ) from error
