"""The same event loop, compiled: numba translates `bpr.simulation.kernel.run` as it stands (extra ``fast``).

The compiled code is kept on disk beside the module (or in numba's cache folder), so only the first run ever waits.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from typing import Any

from bpr.simulation import kernel


def available() -> bool:
    """Whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


@cache
def compiled() -> Callable[[Any, Any, Any], kernel.Totals]:
    """The compiled event loop."""
    import numba
    from numba.extending import register_jitable

    for helper in (
        kernel.mix,
        kernel.uniform,
        kernel.normal_quantile,
        kernel.quantile,
        kernel.sample,
        kernel.worked,
        kernel.clock,
        kernel.next_open,
        kernel.finish,
    ):
        register_jitable(helper)
    run: Callable[[Any, Any, Any], kernel.Totals] = numba.njit(cache=True)(kernel.run)
    return run
