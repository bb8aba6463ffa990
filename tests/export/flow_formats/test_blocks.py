"""Blocks: each box once, or none at all."""

from collections.abc import Iterator

from hypothesis import given

from bpr.export.flow_formats.blocks import Block, Choice, Plain, Repeated, Together, find_blocks
from bpr.layout.plan.diagram import Box, Diagram, Lane, Link
from bpr.layout.plan.swimlane import swimlane
from tests.strategies import processes


def boxes_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Plain(box):
                yield box.id
            case Choice(box, ways) | Together(box, ways):
                if box.kind in ("xor", "and"):
                    yield box.id
                for _, way in ways:
                    yield from boxes_of(way)
            case Repeated(body, decision, _, _):
                yield from boxes_of(body)
                if decision.kind == "xor":
                    yield decision.id


def diagram(kinds: dict[str, str], *links: str) -> Diagram:
    boxes = tuple(Box(name, kind, "l", name) for name, kind in kinds.items())
    ways = tuple(Link(f"{number}", *link.split(), f"way {number}") for number, link in enumerate(links))
    lone = {link.source for link in ways if sum(other.source == link.source for other in ways) == 1}
    ways = tuple(Link(w.id, w.source, w.target) if w.source in lone else w for w in ways)
    return Diagram("", (Lane("l", ""),), boxes, ways)


@given(processes())
def test_blocks_hold_every_box_but_the_joins_once(process):
    found = diagram_of = swimlane(process)
    blocks = find_blocks(found)
    if blocks is None:
        return
    names = list(boxes_of(blocks))
    assert len(names) == len(set(names))
    rest = {box.id: box.kind for box in diagram_of.boxes if box.id not in names}
    assert set(rest.values()) <= {"and"}


def test_loops_that_cross_have_no_blocks():
    kinds = {"s": "start", "a": "activity", "b": "activity", "x": "xor", "c": "activity", "y": "xor", "e": "end"}
    assert find_blocks(diagram(kinds, "s a", "a b", "b x", "x a", "x c", "c y", "y b", "y e")) is None


def test_loops_inside_each_other_have_blocks():
    kinds = {"s": "start", "a": "activity", "b": "activity", "x": "xor", "c": "activity", "y": "xor", "e": "end"}
    blocks = find_blocks(diagram(kinds, "s a", "a b", "b x", "x b", "x c", "c y", "y a", "y e"))
    assert blocks is not None
    (repeated,) = [block for block in blocks if isinstance(block, Repeated)]
    assert [type(block).__name__ for block in repeated.body] == ["Plain", "Repeated", "Plain"]


def test_a_parallel_part_that_meets_in_a_plain_box_has_no_blocks():
    kinds = {"s": "start", "p": "and", "a": "activity", "b": "activity", "c": "activity", "e": "end"}
    assert find_blocks(diagram(kinds, "s p", "p a", "p b", "a c", "b c", "c e")) is None


def test_two_starts_have_no_blocks():
    assert find_blocks(diagram({"s": "start", "t": "start", "e": "end"}, "s e", "t e")) is None
