"""The same event loop, compiled: numba translates `bpr.simulation.kernel.run` as it stands (extra ``fast``).

The compiled code is kept on disk beside the module (or in numba's cache folder), so only the first run ever waits.
numba keeps it by the text of one file; the version, made of the text of all, sees to it that none goes stale.
"""

from __future__ import annotations

import importlib.util
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

from bpr.simulation import chance, clock, codes, kernel, meeting

_PARTS = (codes, chance, clock, meeting, kernel)


def available() -> bool:
    """Whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


@cache
def compiled() -> Callable[[Any, Any, Any], codes.Totals]:
    """The compiled event loop."""
    import numba
    from numba.extending import register_jitable

    for part in _PARTS:
        for helper in vars(part).values():
            if isinstance(helper, FunctionType) and helper.__module__ == part.__name__:
                register_jitable(helper)
    version = zlib.crc32(b"".join(Path(str(part.__file__)).read_bytes() for part in _PARTS))
    run: Callable[[Any, Any, Any], codes.Totals] = numba.njit(cache=True)(_loop(version))
    return run


def _loop(version: int) -> Callable[[Any, Any, Any], codes.Totals]:
    """The loop under a version, which numba takes for a part of its code."""

    def loop(p: Any, task: Any, out: Any) -> codes.Totals:
        if version < 0:
            return 0, 0, 0, 0, 0
        return play(p, task, out)

    play = kernel.run
    return loop
