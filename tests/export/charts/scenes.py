"""What the tests of the charts share: analyses of library models, the shapes and words of a scene."""

from collections.abc import Iterator
from functools import lru_cache

from bpr.diagnosis.analyse import Analysis, analyse
from bpr.export.scene.shapes import Circle, Group, Item, Path, Rectangle, Scene, Words
from bpr.formats.files import load
from bpr.layout.geometry import Rect
from bpr.layout.text.measure import text_width
from bpr.model import Process, ValueChain


@lru_cache(maxsize=32)
def analysed(name: str) -> Analysis:
    """The analysis of a library process, worked out once."""
    model = load(name)
    assert isinstance(model, Process)
    return analyse(model)


def chain(name: str) -> ValueChain:
    """A value chain of the library."""
    model = load(name)
    assert isinstance(model, ValueChain)
    return model


def shapes(scene: Scene) -> Iterator[Rectangle | Circle | Path | Words]:
    """All shapes of a scene in the order in which they are drawn."""
    yield from _flat(scene.items)


def _flat(items: tuple[Item, ...]) -> Iterator[Rectangle | Circle | Path | Words]:
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.items)
        else:
            yield item


def groups(scene: Scene, role: str) -> list[Group]:
    """All groups of a role, at any depth."""
    found: list[Group] = []
    stack = list(reversed(scene.items))
    while stack:
        item = stack.pop()
        if isinstance(item, Group):
            found += [item] if item.role == role else []
            stack += reversed(item.items)
    return found


def words(scene: Scene) -> list[str]:
    """All lines of text."""
    return [shape.text for shape in shapes(scene) if isinstance(shape, Words)]


def text_of(scene: Scene) -> str:
    """All text without white space, so that a name is found although it is wrapped."""
    return "".join("".join(words(scene)).split())


def room(line: Words) -> Rect:
    """Where the letters of a line of text stand."""
    width = text_width(line.text, line.size)
    left = line.x if line.anchor == "start" else line.x - width / 2
    return Rect(left, line.y - line.size / 2, width, line.size)
