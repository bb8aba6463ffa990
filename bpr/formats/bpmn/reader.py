"""Read a BPMN 2.0 file into one process that holds all its pools.

Lenient where the rest is usable (what has no place is noted in ``Process.unread``), strict where no sensible model can
be made (not XML, not BPMN, a DOCTYPE, flow nodes of one id). A picture is not needed; positions are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree
from pydantic import ValidationError

from bpr.errors import InputError, ModelError, Problem, Where
from bpr.formats.bpmn.artifacts import read_artifacts
from bpr.formats.bpmn.data import read_data
from bpr.formats.bpmn.document import Document, label
from bpr.formats.bpmn.flows import read_ways
from bpr.formats.bpmn.lanes import Lanes, read_lanes
from bpr.formats.bpmn.merge import merge
from bpr.formats.bpmn.messages import read_messages
from bpr.formats.bpmn.nodes import Facts, note_text, read_steps
from bpr.formats.bpmn.notes import Notes
from bpr.formats.bpmn.own_data import take_parts
from bpr.formats.bpmn.parties import Parties, read_parties
from bpr.formats.bpmn.performers import read_performers
from bpr.formats.bpmn.root import open_document
from bpr.formats.bpmn.simulation import Simulation, read_simulation
from bpr.formats.bpmn.vocabulary import COMMON_CHILDREN, CONTAINER_CHILDREN, DI_NAMESPACES
from bpr.formats.raw import read_bytes
from bpr.formats.xml import MAX_BYTES, line_of, namespace
from bpr.model import Process
from bpr.text import Text, safe_name

_ROOT_CHILDREN = frozenset({*COMMON_CHILDREN, "process", "collaboration", "resource", "dataStore"})
_SUFFIXES = (".bpmn20.xml", ".bpmn2", ".bpmn", ".xml")


def read_bpmn(source: str | Path | bytes, *, name: str | None = None) -> Process:
    """Read a BPMN 2.0 file.

    Args:
        source: the path of a file, or its bytes.
        name: the name to use in messages and for the id of the process; the file's own name when left out.

    Returns:
        One process with all pools, lanes, nodes, flows and messages; ``unread`` holds what has no place in it
        (see ``reading_findings``).

    Raises:
        InputError: the file is missing or no sensible model can be made of it; every problem names its place.

    Example:
        >>> text = b'''<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
        ...   <process id="p"><task id="a" name="Check invoice"/></process></definitions>'''
        >>> read_bpmn(text, name="invoice.bpmn").nodes["a"].label.en
        'Check invoice'
    """
    if isinstance(source, bytes):
        data, name = source, name or "model.bpmn"
    else:
        data, name = read_bytes(Path(source), MAX_BYTES), name or str(source)
    document = open_document(data, name)
    try:
        parts, broken = take_parts(document)
        return merge(read_plain(document, broken), parts)
    except ModelError as error:
        raise ModelError(_placed(problem, document) for problem in error.problems) from error
    except ValidationError as error:
        raise InputError([_invalid(str(fault["msg"]), fault["input"], document) for fault in error.errors()]) from error


def read_plain(document: Document, broken: Sequence[etree._Element] = ()) -> Process:
    """The process a document shows, read as if any vendor had written it.

    Args:
        document: the file, without bpr's own data.
        broken: elements of bpr's own data that could not be understood; they are noted.
    """
    notes = Notes(document)
    for element in broken:
        notes.add(element, "OWN_DATA_BROKEN")
    _note_root(document, notes)
    parties = read_parties(document, notes)
    lanes = read_lanes(document, parties, notes)
    simulation = read_simulation(document)
    roles = _roles(document, lanes, simulation, notes)
    data = read_data(document, notes)
    artifacts = read_artifacts(document, data, notes)
    ways = read_ways(document, simulation.shares, artifacts.handlers, notes)
    facts = Facts(document, notes, ways, roles, data, artifacts.remarks, simulation.times)
    steps = [node for process in document.processes for node in _steps(process, facts)]
    messages = read_messages(document, parties, notes)
    stem = _stem(document.name)
    return Process(
        id=safe_name(stem),
        title=Text.of(_title(document, parties) or stem),
        note=_note(document),
        currency=simulation.currency,
        organisations=parties.organisations,
        departments=lanes.departments,
        roles=lanes.roles,
        documents=data.documents,
        steps=tuple(steps),
        messages=messages,
        unread=notes.entries,
    )


def _steps(process: etree._Element, facts: Facts) -> tuple[object, ...]:
    facts.notes.leftovers(process, CONTAINER_CHILDREN)
    return read_steps(process, facts)


def _note_root(document: Document, notes: Notes) -> None:
    """Vendors' attributes of the root, and everything below it that is neither a process nor a collaboration."""
    notes.root_attributes(document.root)
    for child in document.root:
        tag = document.tag(child)
        if namespace(child) in DI_NAMESPACES:
            notes.drawing(child)
        elif not tag or tag == "extensionElements":
            notes.add(child, "VENDOR_EXTENSION", where="")
        elif tag not in _ROOT_CHILDREN:
            notes.add(child, "NOT_IN_MODEL")
    if len(document.processes) > 1 and not document.children(document.root, "collaboration"):
        for process in document.processes[1:]:
            notes.add(process, "SEVERAL_PROCESSES", raw=False)
    for identifier in document.made_ids:
        notes.add(document.by_id[identifier], "ID_MADE", raw=False)


def _roles(document: Document, lanes: Lanes, simulation: Simulation, notes: Notes) -> dict[str, str]:
    """The role of every node: its lane or pool, else the performer it names, else its simulation resource."""
    performers = read_performers(document, lanes.of_node, lanes.roles, notes)
    resources = {
        node: resource
        for node, resource in simulation.performers.items()
        if node in document.nodes and node not in lanes.of_node and node not in performers
    }
    for resource in resources.values():
        lanes.roles.setdefault(resource, simulation.resources[resource])
    return {**resources, **performers, **lanes.of_node}


def _title(document: Document, parties: Parties) -> str:
    """The name of the collaboration, the only pool, the only process, or the file's definitions."""
    collaborations = [label(found) for found in document.children(document.root, "collaboration")]
    candidates = [name for name in collaborations if name]
    pools = list(dict.fromkeys(parties.of_process.values()))
    if len(pools) == 1:
        candidates.append(str(parties.organisations[pools[0]].name))
    if len(document.processes) == 1:
        candidates.append(label(document.processes[0]))
    candidates.append(label(document.root))
    return next((name for name in candidates if name), "")


def _note(document: Document) -> Text | None:
    holders = (*document.children(document.root, "collaboration"), *document.processes)
    texts = [str(text) for holder in holders if (text := note_text(holder, document, []))]
    return Text.of("\n".join(texts)) if texts else None


def _stem(name: str) -> str:
    file_name = Path(name).name.encode(errors="replace").decode()
    for suffix in _SUFFIXES:
        if file_name.lower().endswith(suffix):
            return file_name[: -len(suffix)] or file_name
    return file_name


def _placed(problem: Problem, document: Document) -> Problem:
    """A problem of the model with the line of the file it comes from."""
    element = document.target(problem.where.element)
    line = None if element is None else line_of(element)
    where = Where(document.name, line, None, problem.where.element, problem.where.path)
    return Problem(problem.message, problem.remedy, where, problem.code)


def _invalid(message: str, value: object, document: Document) -> Problem:
    seen = repr(value)[:200]
    return Problem(
        Text(en=f"{message}: {seen}", zh=f"值不符合要求({message}):{seen}"),
        Text(en="mend this value in the file, or export the model again", zh="请更正文件中的该值，或重新导出模型"),
        Where(file=document.name),
        "INVALID_VALUE",
    )
