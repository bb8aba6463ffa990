"""Results as pandas tables: the one helper behind every ``.to_pandas()``.

A quantity becomes two columns: its value (empty where there is none, never zero) and ``<name>_status``, which says how
it was found. pandas is an optional part and is loaded only when a table is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bpr.errors import MissingPartError
from bpr.quantity import Quantity

if TYPE_CHECKING:
    import pandas as pd


def to_frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A table with one line a row.

    Args:
        rows: the cells of each row, as many as there are columns.
        columns: the names of the columns; they stand even where there is no row.

    Raises:
        MissingPartError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingPartError.because(
            "tables need the package pandas",
            "生成数据表需要 pandas 软件包",
            fix_en="pip install pandas",
            fix_zh="pip install pandas",
            code="MISSING",
        ) from error
    lines = [tuple(row) for row in rows]
    names: list[str] = []
    data: list[list[Any]] = []
    for place, column in enumerate(columns):
        cells = [line[place] for line in lines]
        if any(isinstance(cell, Quantity) for cell in cells):
            names += [column, f"{column}_status"]
            data.append([cell.value if isinstance(cell, Quantity) else cell for cell in cells])
            data.append([cell.status.value if isinstance(cell, Quantity) else None for cell in cells])
        else:
            names.append(column)
            data.append(cells)
    frame = pd.DataFrame(dict(enumerate(data)))
    frame.columns = pd.Index(names, dtype=object)
    return frame
