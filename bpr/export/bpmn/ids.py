"""Ids that XML accepts (NCName) and that stand once in the whole file, whatever the model calls its parts."""

from __future__ import annotations

import re

from bpr.export.escape import xml_id

_PLAIN = re.compile("[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\\-\u4e00-\u9fa5]*")


class Ids:
    """Gives each part of the model an id of its own; the same parts in the same order get the same ids."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def take(self, wanted: str, prefix: str) -> str:
        """An id as near to the wanted one as XML allows.

        Example:
            >>> ids = Ids()
            >>> ids.take("Task_1", "Node"), ids.take("Task_1", "Node"), ids.take("a b", "Node")
            ('Task_1', 'Task_1_2', 'Node_a_20_b')
        """
        base = wanted if _PLAIN.fullmatch(wanted) else f"{prefix}_{xml_id(wanted)}"
        name, count = base, 1
        while name in self._used:
            count += 1
            name = f"{base}_{count}"
        self._used.add(name)
        return name


def is_plain(text: str) -> bool:
    """Whether a text may stand as an XML name just as it is.

    Example:
        >>> is_plain("order-1"), is_plain("1st"), is_plain("客户服务部")
        (True, False, True)
    """
    return _PLAIN.fullmatch(text) is not None
