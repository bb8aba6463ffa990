"""What holds for every picture: it fits its page, can be read, is legal SVG, and says when there is nothing to show."""

import shutil

import pytest
from hypothesis import given, settings
from lxml import etree

from bpr.diagnosis.analyse import analyse
from bpr.export.charts.table import CHARTS, draw_chart
from bpr.export.scene.png import to_png
from bpr.export.scene.shapes import Path, Rectangle, Words
from bpr.export.scene.svg import scene_to_svg
from bpr.formats.library import names
from bpr.model import Process, ValueChain
from bpr.text import is_chinese
from tests.export.charts.scenes import analysed, chain, room, shapes, text_of, words
from tests.export.flow_formats.models import NASTY, nasty
from tests.export.theme.test_theme import contrast
from tests.strategies import processes, value_chains

PROCESSES = ("customer-reception.asis", "order-to-cash.asis", "contract-approval.asis", "process-consulting")
CHAINS = [name for name in names() if name.startswith("vc-")]
OF_PROCESS = (*CHARTS.level, *CHARTS.process)
NEEDS_DOT = {"handoff-network"}


def drawable(name):
    return name not in NEEDS_DOT or shutil.which("dot") is not None


def scenes_of_the_library():
    for model in PROCESSES:
        for name in filter(drawable, OF_PROCESS):
            for lang in ("en", "zh"):
                yield draw_chart(name, analysed(model), lang=lang)
    for model in CHAINS:
        for name in CHARTS.chain:
            for lang in ("en", "zh"):
                yield draw_chart(name, chain(model), lang=lang)


def check_page(scene):
    """Nothing stands outside the page, and the SVG is well-formed with every text in it."""
    for shape in shapes(scene):
        if isinstance(shape, Words):
            rect = room(shape)
        elif isinstance(shape, Rectangle):
            rect = shape.rect
        else:
            continue
        assert rect.x >= -1, shape
        assert rect.y >= -1, shape
        assert rect.right <= scene.width + 1, shape
        assert rect.bottom <= scene.height + 1, shape
    root = etree.fromstring(scene_to_svg(scene).encode())
    written = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(written) >= len(words(scene))


def ground_of(line, below):
    """The colour under a line of text: its halo, or the last filled shape around its middle."""
    if line.halo is not None:
        return line.halo
    x, y = room(line).centre
    for shape in reversed(below):
        if isinstance(shape, Rectangle) and shape.style.fill is not None:
            rect = shape.rect
            if rect.x <= x <= rect.right and rect.y <= y <= rect.bottom:
                return shape.style.fill
        if isinstance(shape, Path) and shape.style.fill is not None:
            xs = [number for _, numbers in shape.commands for number in numbers[0::2]]
            ys = [number for _, numbers in shape.commands for number in numbers[1::2]]
            if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys) and max(ys) - min(ys) > 30:
                return shape.style.fill
    return None


def test_every_picture_of_the_library_fits_its_page_and_can_be_read():
    count = 0
    for scene in scenes_of_the_library():
        check_page(scene)
        drawn = list(shapes(scene))
        for at, shape in enumerate(drawn):
            if isinstance(shape, Words) and not any(word in scene.title for word in ("Coupling", "耦合")):
                ground = ground_of(shape, drawn[:at]) or scene.background
                assert contrast(shape.colour, ground) >= 4.5, (scene.title, shape, ground)
        count += 1
    assert count >= 60


def test_pictures_in_chinese_hold_no_english_but_names_without_chinese():
    for name in filter(drawable, OF_PROCESS):
        scene = draw_chart(name, analysed("order-to-cash.asis"), lang="zh")
        assert is_chinese(scene.title)
        english = [line for line in words(scene) if not is_chinese(line) and any(part.isalpha() for part in line)]
        assert [line for line in english if len(line) > 3] == []


def test_the_same_model_gives_the_same_picture():
    for name in filter(drawable, OF_PROCESS):
        first = scene_to_svg(draw_chart(name, analyse(analysed("order-to-cash.asis").process)))
        assert first == scene_to_svg(draw_chart(name, analysed("order-to-cash.asis")))


@settings(max_examples=12)
@given(processes())
def test_any_process_is_drawn(process):
    analysis = analyse(process)
    for name in OF_PROCESS:
        if name not in NEEDS_DOT:
            check_page(draw_chart(name, analysis, lang="zh"))


@settings(max_examples=25)
@given(value_chains())
def test_any_value_chain_is_drawn_with_all_its_elements(model):
    for name in CHARTS.chain:
        scene = draw_chart(name, model, lang="en")
        check_page(scene)
        text = text_of(scene)
        assert all("".join(element.name.pick("en").split()) in text for element in model.elements if _plain(element))


def _plain(element):
    """Names that survive as they are: no invisible characters and nothing that wrapping changes."""
    name = element.name.pick("en")
    return name.isascii() and name.isprintable()


@pytest.mark.parametrize("name", OF_PROCESS)
def test_an_empty_process_gets_a_picture_that_says_so(name):
    scene = draw_chart(name, Process(id="empty"), lang="en")
    assert len(words(scene)) >= 2
    assert scene.height < 200


def test_an_empty_chain_gets_a_picture_that_says_so():
    for name in CHARTS.chain:
        assert "该价值链没有环节。" in words(draw_chart(name, ValueChain(id="empty"), lang="zh"))


def test_names_that_look_like_markup_are_drawn_as_they_are():
    analysis = analyse(nasty(on_flows=False))
    for name in ("raci", "handoff-matrix"):
        scene = draw_chart(name, analysis)
        check_page(scene)
        text = text_of(scene)
        assert [line for line in NASTY if "".join(line.split()) not in text] == []


def test_pictures_become_png():
    scene = draw_chart("value-chain", chain("vc-porter"))
    assert to_png(scene_to_svg(scene))[:8] == b"\x89PNG\r\n\x1a\n"
