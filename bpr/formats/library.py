"""The shipped library of ready-made models, and the user's own beside it.

Looked for in this order: the folder named by the environment variable ``BPR_LIBRARY``, the models packed into the
installed ``bpr``, the folder ``process_library`` of a source checkout. A model of an earlier folder hides one of the
same id in a later one. The id of a model is its file name without ``.yaml``.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from bpr.errors import InputError, Problem, Where, nearest
from bpr.formats.yaml_file import SHARED_FILE, OrganisationFile, read_yaml
from bpr.model import Process, ValueChain
from bpr.text import Text

ENVIRONMENT = "BPR_LIBRARY"
_SUFFIX = ".yaml"


def names() -> tuple[str, ...]:
    """The ids of all models, sorted."""
    return tuple(sorted(_index()))


def path_of(name: str) -> Path:
    """The file of a model.

    Raises:
        InputError: no model has this id; the remedy is the nearest one.
    """
    index = _index()
    if name in index:
        return index[name]
    close = nearest(name, index)
    listed = ", ".join(sorted(index)) or "-"
    raise InputError(
        Problem(
            Text(en=f"the library has no model '{name}'", zh=f"模型库中没有 '{name}'"),
            Text(
                en=f"use '{close}' (closest match)" if close else f"use one of: {listed}",
                zh=f"改用 '{close}'（最接近）" if close else f"可用的模型：{listed}",
            ),
            Where(element=name),
            "UNDEFINED",
        )
    )


def open_library(name: str) -> Process | ValueChain:
    """Read a model of the library.

    Raises:
        InputError: no model has this id, or the file cannot be read.
    """
    model = read_yaml(path_of(name))
    if isinstance(model, OrganisationFile):
        raise InputError(not_a_process(str(path_of(name))))
    return model


def not_a_process(name: str) -> Problem:
    """The fault of opening shared organisation data as if it were a process."""
    return Problem(
        Text(en="this file holds shared organisation data, not a process", zh="这是共享的组织数据文件，不是流程"),
        Text(en="open one of the process files beside it", zh="请打开同一文件夹中的流程文件"),
        Where(name),
        "KIND",
    )


def _folders() -> tuple[Path, ...]:
    """The folders that exist, the user's own first."""
    package = Path(str(files("bpr")))
    own = os.environ.get(ENVIRONMENT)
    folders = [package / "process_library", package.parent / "process_library"]
    return tuple(folder for folder in ([Path(own)] if own else []) + folders if folder.is_dir())


def _index() -> dict[str, Path]:
    """The file of each model id."""
    index: dict[str, Path] = {}
    for folder in _folders():
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            if path.name != SHARED_FILE:
                index.setdefault(path.name.removesuffix(_SUFFIX), path)
    return index
