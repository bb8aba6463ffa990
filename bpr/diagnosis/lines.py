"""Where the elements of a model stand in its file: line and column, for messages that an editor can jump to.

Process files: the line of the step, role, department, ... of that id; BPMN: the line of the XML element. A flow whose
id was made by bpr (``A->B``) stands where its source stands. The text is searched for the ids that are known to
be in it; parsing it a second time would take as long as checking it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

Place = tuple[int, int | None]

_STEP = re.compile(r"""(?:^|[\s{,-])["']?id["']?[ \t]*:[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^,}#\n]+))""", re.MULTILINE)
_KEY = re.compile(r"""^[ \t]{1,12}(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'#:{}\[\],-][^:"'{}\n]*))[ \t]*:""", re.MULTILINE)
_XML_ID = re.compile(r"""<[^<>]*?\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def lines_of_yaml(content: bytes, known: Collection[str]) -> dict[str, Place]:
    """Line and column (from 1) of the known ids in a process file: steps first, then roles, departments, ..."""
    text = content.decode("utf-8-sig", errors="replace")
    return _found(_KEY, text, known) | _found(_STEP, text, known)


def lines_of_xml(content: bytes, known: Collection[str]) -> dict[str, Place]:
    """Line (from 1) of the elements with known ids in a BPMN file."""
    text = content.decode("utf-8-sig", errors="replace")
    return {name: (line, None) for name, (line, _) in _found(_XML_ID, text, known).items()}


def place_of(elements: tuple[str, ...], places: Mapping[str, Place]) -> Place | None:
    """The place of the first element that has one."""
    for element in elements:
        for name in _names(element):
            if name in places:
                return places[name]
    return None


def ids_in(elements: tuple[str, ...]) -> set[str]:
    """The ids under which elements can stand in a file."""
    return {name for element in elements for name in _names(element)}


def _names(element: str) -> tuple[str, ...]:
    """An id, and the ids of the nodes that a made id came from."""
    return element, element.partition("->")[0], element.partition("/")[0]


def _found(pattern: re.Pattern[str], text: str, known: Collection[str]) -> dict[str, Place]:
    """The first match of each known id."""
    found: dict[str, Place] = {}
    line, position, begin = 1, 0, 0
    for match in pattern.finditer(text):
        name = (match[match.lastindex or 0]).strip()
        if name in known and name not in found:
            at = match.start(match.lastindex or 0)
            line += text.count("\n", position, at)
            begin = text.rfind("\n", 0, at) + 1
            position = at
            found[name] = (line, at - begin + 1)
    return found
