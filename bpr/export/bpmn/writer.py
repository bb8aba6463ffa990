"""A process as a BPMN 2.0 file with its drawing.

What BPMN can say stands where every program finds it; what it cannot (times, shares, duties, the other language) stands
in extension elements of bpr's own namespace, so that reading the file gives an equal model. Files are valid against the
XML Schema of the OMG (BPMN 2.0, formal/2011-01-03).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bpr.export.bpmn.drawing import Plane, draw_inside, draw_main
from bpr.export.bpmn.foreign import put_back, read_foreign
from bpr.export.bpmn.keep import keep_own_data
from bpr.export.bpmn.pools import title_of
from bpr.export.bpmn.semantics import Written, write_semantics
from bpr.export.bpmn.tree import to_bytes
from bpr.export.swimlane.picture import ensure_drawable
from bpr.layout.engine import lay_out
from bpr.layout.geometry import Geometry
from bpr.layout.plan.diagram import Diagram
from bpr.layout.plan.swimlane import swimlane
from bpr.model import Activity, NodeBase, Process, SubProcess

LayOut = Callable[[Diagram], Geometry]


def to_bpmn(
    process: Process, *, lang: str = "en", geometry: Geometry | None = None, lay_out: LayOut = lay_out
) -> bytes:
    """Write a process as BPMN 2.0 XML.

    Args:
        process: the model.
        lang: language of the names that BPMN shows, en or zh; the other one is kept in bpr's own data.
        geometry: the swimlane of the whole process, by role or by department; laid out here when left out.
        lay_out: gives a diagram its places; an `Album` passes its own, which remembers them.

    Returns:
        UTF-8 bytes; the same process gives the same bytes. `bpr.formats.bpmn.read_bpmn` gives back an equal process.

    Raises:
        ExportError: the process is too large for one drawing.
        ValueError: the geometry is not one of the whole process.

    Example:
        >>> from bpr.formats.bpmn import read_bpmn
        >>> step = {"id": "a", "name": "Check the claim", "role": "clerk"}
        >>> process = Process(id="claim", roles={"clerk": "Clerk"}, steps=[step])
        >>> read_bpmn(to_bpmn(process)) == process
        True
    """
    if geometry is None:
        ensure_drawable(process)
        geometry = lay_out(_diagram(process, lang))
    foreign = read_foreign(process)
    written = write_semantics(process, geometry, lang, foreign)
    draw_main(written, geometry, process.steps, title_of(process, lang))
    for plane in _insides(process, written, geometry, lang, lay_out):
        draw_inside(written, plane)
    put_back(foreign, written.tree, written.registry)
    assert written.holder is not None
    keep_own_data(process, to_bytes(written.tree), written.registry, written.holder)
    return to_bytes(written.tree)


def _insides(process: Process, written: Written, geometry: Geometry, lang: str, lay_out: LayOut) -> Iterator[Plane]:
    """Every sub-process with an inside that no drawing shows yet, laid out without lanes."""
    drawn = {box.id for box in geometry.boxes}
    for node in process.walk():
        if isinstance(node, SubProcess) and node.steps and not any(inner.id in drawn for inner in node.steps):
            inside = process.inside(node.id)
            steps: tuple[NodeBase, ...] = tuple(
                step.model_copy(update={"roles": (), "department": None}) for step in inside.steps
            )
            scope = Process.model_construct(
                **{**{name: getattr(inside, name) for name in Process.model_fields}, "steps": steps}
            )
            ensure_drawable(scope)
            name = node.name.pick(lang) if node.name is not None else node.id
            yield Plane(written.registry.name("node", node.id), name, lay_out(_diagram(scope, lang)), node.steps)


def _diagram(process: Process, lang: str) -> Diagram:
    """The swimlane with boxes one line higher where BPMN programs draw a sign beside the text."""
    diagram = swimlane(process, lang=lang)
    signed = {node.id for node in process.steps if isinstance(node, Activity) and _has_sign(node)}
    boxes = tuple(replace(box, label=f"{box.label}\n.") if box.id in signed else box for box in diagram.boxes)
    return replace(diagram, boxes=boxes)


def _has_sign(activity: Activity) -> bool:
    """Whether an activity is drawn with a sign for its type, its inside or its repetition."""
    plain = (
        activity.task == "task" and activity.calls is None and activity.repeat is None and activity.instances is None
    )
    return isinstance(activity, SubProcess) or activity.compensation or not plain
