"""Diagrams for the layout tests: the three samples, small hand-made ones, and random processes from a fixed seed."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

from bpr.layout.plan.diagram import Box, BoxKind, Diagram, Lane, LaneGroup, Link

SAMPLES = Path(__file__).parent.parent / "data" / "layout_samples.json"
LANES = (Lane("a", "采购部"), Lane("b", "Finance and accounting office"), Lane("c", "IT 运维"))
WORDS = (
    "Collect documents",
    "Verify identity",
    "Register case",
    "Check the sanctions list",
    "审核规格与预算",
    "Archive",
    "Update master data and inform the branch",
)


def sample(name: str) -> Diagram:
    """Sample A (8 boxes, Chinese), B (25) or C (60)."""
    raw = json.loads(SAMPLES.read_text(encoding="utf-8"))[name]
    lanes = tuple(Lane(f"L{i}", text) for i, text in enumerate(raw["lanes"]))
    boxes = tuple(Box(id_, kind, f"L{lane}", label) for id_, kind, lane, label in raw["boxes"])
    links = tuple(Link(f"f{i}", link[0], link[1], *link[2:]) for i, link in enumerate(raw["links"]))
    return Diagram(raw["title"], lanes, boxes, links)


def activity(id_: str, lane: str = "a", label: str | None = None) -> Box:
    """An activity; its label is its id unless given."""
    return Box(id_, "activity", lane, id_ if label is None else label)


def diagram(
    boxes: Iterable[Box],
    links: Iterable[tuple[str, ...] | Link] = (),
    lanes: tuple[Lane, ...] = LANES,
    groups: tuple[LaneGroup, ...] = (),
    title: str = "Test",
) -> Diagram:
    """A diagram; links may be given as (source, target[, label])."""
    made = [
        link if isinstance(link, Link) else Link(f"k{i}", link[0], link[1], *link[2:]) for i, link in enumerate(links)
    ]
    return Diagram(title, lanes, tuple(boxes), tuple(made), groups)


class _Builder:
    def __init__(self, size: int, seed: int, lane_count: int | None) -> None:
        self.random = random.Random(seed)
        self.size = size
        self.lane_count = lane_count or self.random.randint(2, 8)
        self.boxes: list[Box] = []
        self.links: list[Link] = []

    def box(self, kind: BoxKind, lane: int, label: str = "") -> str:
        self.boxes.append(Box(f"n{len(self.boxes)}", kind, f"L{lane}", label))
        return self.boxes[-1].id

    def task(self, lane: int) -> str:
        return self.box("activity", lane, self.random.choice(WORDS))

    def link(self, source: str, target: str, label: str = "") -> None:
        self.links.append(Link(f"f{len(self.links)}", source, target, label))

    def near(self, lane: int) -> int:
        draw = self.random.random()
        if draw < 0.45:
            return lane
        if draw < 0.85:
            return max(0, min(self.lane_count - 1, lane + self.random.choice([-1, 1])))
        return self.random.randrange(self.lane_count)

    def decision(self, lane: int, before: str, done: list[str]) -> tuple[int, str]:
        gateway = self.box("xor", lane, self.random.choice(["OK?", "Complete?", "Limit > 50k?"]))
        self.link(before, gateway)
        if self.random.random() < 0.55 and len(done) > 3:
            self.link(gateway, self.random.choice(done[-5:]), "rework")
            lane = self.near(lane)
            task = self.task(lane)
            self.link(gateway, task, "yes")
            done.append(task)
            return lane, task
        ways = [self.task(self.near(lane)) for _ in range(2)]
        join = self.box("xor", lane)
        for task, label in zip(ways, ("yes", "no 15%"), strict=True):
            self.link(gateway, task, label)
            self.link(task, join)
        return lane, join

    def split(self, lane: int, before: str) -> tuple[int, str]:
        fork = self.box("and", lane)
        self.link(before, fork)
        ends = []
        for _ in range(self.random.choice([2, 3])):
            place = self.random.randrange(self.lane_count)
            end = self.task(place)
            self.link(fork, end)
            if self.random.random() < 0.4:
                second = self.task(self.near(place))
                self.link(end, second)
                end = second
            ends.append(end)
        lane = self.near(lane)
        join = self.box("and", lane)
        for end in ends:
            self.link(end, join)
        return lane, join

    def build(self) -> Diagram:
        lane, done = 0, []
        last = self.box("start", 0, "Loan wanted")
        while len(self.boxes) < self.size - 2:
            draw = self.random.random()
            if draw < 0.5:
                lane = self.near(lane)
                task = self.task(lane)
                self.link(last, task)
                done.append(task)
                last = task
            elif draw < 0.75:
                lane, last = self.decision(lane, last, done)
            else:
                lane, last = self.split(lane, last)
        self.link(last, self.box("end", lane, "Loan paid out"))
        lanes = tuple(Lane(f"L{i}", f"Department number {i}") for i in range(self.lane_count))
        return Diagram(f"Random process {self.size}", lanes, tuple(self.boxes), tuple(self.links))


def random_process(size: int, seed: int, lane_count: int | None = None) -> Diagram:
    """A process of about ``size`` boxes with decisions, rework and parallel work; the same for the same seed."""
    return _Builder(size, seed, lane_count).build()
