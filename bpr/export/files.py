"""Writing output files: all or nothing, and never over somebody's own work.

A file is written to a temporary name in the same folder and then put in place in one step, so that a reader never sees
half a file. What bpr wrote is recorded as SHA-256 in ``.bpr.json`` beside it: a file that is not recorded, or whose
content has changed since, belongs to somebody and is only overwritten with ``force``.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from bpr.errors import ExportError, Problem, Where, reason_of
from bpr.text import Text, safe_name

MANIFEST = ".bpr.json"
_FORMAT = "files/1"
_LARGEST_MANIFEST = 10_000_000


def write_output(path: str | Path, data: bytes | str, *, force: bool = False) -> Path:
    """Write one file; a text is written as UTF-8 with the line ends it has.

    Args:
        path: where to; folders are made as needed.
        data: the content.
        force: overwrite a file that bpr did not write, or that was changed since.

    Raises:
        ExportError: the file is somebody's own, or cannot be written.
    """
    return write_outputs({path: data}, force=force)[0]


def write_outputs(files: Mapping[str | Path, bytes | str], *, force: bool = False) -> tuple[Path, ...]:
    """Write several files; when one of them may not be overwritten, none is written.

    Raises:
        ExportError: naming every file that is somebody's own, or the one that cannot be written.
    """
    contents = {Path(path): data.encode() if isinstance(data, str) else data for path, data in files.items()}
    manifests: dict[Path, dict[str, str]] = {}
    problems = []
    for path, data in contents.items():
        manifest = manifests.setdefault(path.parent, _read_manifest(path.parent))
        problem = _obstacle(path, data, manifest, force=force)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise ExportError(problems)
    written: dict[Path, dict[str, str]] = {}
    try:
        for path, data in contents.items():
            replace_file(path, data)
            written.setdefault(path.parent, {})[path.name] = _digest(data)
    finally:
        for folder, entries in written.items():
            _write_manifest(folder, _read_manifest(folder) | entries)  # read again: another run may have written, too
    return tuple(contents)


def _obstacle(path: Path, data: bytes, manifest: Mapping[str, str], *, force: bool) -> Problem | None:
    """Why a file may not be written, or None."""
    where = Where(file=str(path))
    try:
        if path.is_dir() or (path.exists() and not path.is_file()):
            return Problem(
                Text(en="this is not a file", zh="这不是文件"),
                Text(en="name a file, such as out/process.xlsx", zh="请指定文件名，例如 out/process.xlsx"),
                where,
                "NOT_A_FILE",
            )
        if force or not path.exists():
            return None
        seen = _digest(path.read_bytes())
    except OSError as error:
        return _system_problem(path, error)
    if seen in (_digest(data), manifest.get(path.name)):
        return None
    changed = path.name in manifest
    return Problem(
        Text(
            en="was changed after bpr wrote it" if changed else "exists and was not written by bpr",
            zh="在 bpr 写出之后被修改过" if changed else "已存在，且不是由 bpr 写出的",
        ),
        Text(
            en="keep it and write to another file, or overwrite it with --force",
            zh="保留该文件并写到另一个文件，或用 --force 覆盖",
        ),
        where,
        "FILE_CHANGED" if changed else "FILE_EXISTS",
    )


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place in one step."""
    temporary = path.parent / f".{safe_name(path.name)}.{secrets.token_hex(4)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(_system_problem(path, error)) from error


def _system_problem(path: Path, error: OSError) -> Problem:
    reason = reason_of(error)
    return Problem(
        Text(en=f"cannot be written: {reason.pick('en')}", zh=f"无法写入：{reason.pick('zh')}"),
        Text(
            en="close it in other programs (Excel, PowerPoint), or choose a folder you may write to",
            zh="请在其他程序（Excel、PowerPoint）中关闭该文件，或选择有写入权限的文件夹",
        ),
        Where(file=str(path)),
        "NOT_WRITABLE",
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_manifest(folder: Path) -> dict[str, str]:
    """What bpr wrote into a folder, hash by file name; empty when there is no readable record."""
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _LARGEST_MANIFEST:
            return {}
        document = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = document.get("files") if isinstance(document, dict) else None
    if not isinstance(files, dict):
        return {}
    return {name: digest for name, digest in files.items() if isinstance(digest, str)}


def _write_manifest(folder: Path, files: Mapping[str, str]) -> None:
    document = {"bpr": _FORMAT, "files": dict(sorted(files.items()))}
    replace_file(folder / MANIFEST, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
