"""PDF pages: text that is found, the right sizes, nothing lost in silence, the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import lru_cache

import pypdf
import pytest

from bpr.errors import ExportError
from bpr.export.pdf.writer import LONGEST_SIDE, render_pdf, to_pdf
from bpr.export.scene.shapes import Circle, Group, Path, Rectangle, Scene, Style, Words, polyline, text_items
from bpr.export.swimlane.paint import paint
from bpr.export.swimlane.picture import draw
from bpr.export.theme.theme import PLAIN
from bpr.formats.library import open_library
from bpr.layout.geometry import Rect
from bpr.layout.pages.paper import PAPERS

A4, A3 = PAPERS["a4"], PAPERS["a3"]


def scene(*items, width=400.0, height=200.0, title="T"):
    return Scene(title, width, height, "#ffffff", items)


def words(text, **fields):
    return Words(200.0, 100.0, text, 14.0, "#1b2a3d", **fields)


def read(data):
    return pypdf.PdfReader(io.BytesIO(data))


def operators(data, page=0):
    return read(data).pages[page].get_contents().get_data().decode("latin1")


def found(data, tmp_path):
    """What a reader's search finds, without spaces."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    (tmp_path / "a.pdf").write_bytes(data)
    run = subprocess.run([program, "-raw", "a.pdf", "-"], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    return "".join(run.stdout.decode().split())


@lru_cache
def library_scene(lang):
    picture = draw(open_library("customer-reception.asis"), lang=lang)
    return paint(picture.geometry, picture.theme, picture.overlay)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_label_of_a_real_process_is_found(lang, tmp_path):
    picture = library_scene(lang)
    text = found(to_pdf([picture], title=picture.title), tmp_path)
    labels = [line.text for line in text_items(picture.items) if len(line.text) > 1]
    assert len(labels) > 30
    assert [label for label in labels if "".join(label.split()) not in text] == []


def test_a_name_with_one_character_a_line_is_found_as_a_whole(tmp_path):
    assert "客户服务部" in found(to_pdf([library_scene("zh")], title="T"), tmp_path)


def test_a_halo_is_not_found_as_a_second_text(tmp_path):
    data = to_pdf([scene(words("审批 once", halo="#ffffff"))], title="T")
    assert found(data, tmp_path) == "审批once"
    assert operators(data).count("/ActualText ()") == 1


def test_letters_of_both_fonts_stand_in_one_line(tmp_path):
    data = to_pdf([scene(words("审 Łódź ağ Ωμ Жук"))], title="T")
    assert found(data, tmp_path) == "审ŁódźağΩμЖук"


def test_a_character_without_a_font_becomes_a_visible_box_and_is_named(tmp_path):
    pdf = render_pdf([scene(words("a\U000effffb 🚀"))], title="T")
    assert pdf.replaced == ("🚀", "\U000effff")
    assert found(pdf.data, tmp_path) == "a□b□"


def test_a_poster_is_as_large_as_the_picture():
    box = read(to_pdf([scene()], title="T")).pages[0].mediabox
    assert (float(box.width), float(box.height)) == (300.0, 150.0)


def test_a_huge_poster_keeps_to_the_limit_of_readers():
    box = read(to_pdf([scene(width=40_000.0, height=100.0)], title="T")).pages[0].mediabox
    assert float(box.width) == pytest.approx(LONGEST_SIDE, abs=0.1)
    assert float(box.height) == pytest.approx(LONGEST_SIDE / 400, abs=0.1)


@pytest.mark.parametrize(("paper", "size"), [(A4, (841.89, 595.28)), (A3, (1190.56, 841.88))])
def test_a_picture_on_paper_is_centred_and_never_enlarged(paper, size):
    data = to_pdf([scene(Rectangle(Rect(0, 0, 400, 200), Style(fill="#102030")))], title="T", paper=paper)
    box = read(data).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.02)
    corner = f"{(size[0] - 300) / 2:.2f} {(size[1] + 150) / 2:.2f} m"
    assert corner in operators(data)


def test_a_picture_too_large_for_the_paper_is_fitted_inside_the_border():
    data = to_pdf([scene(width=4000.0, height=100.0)], title="T", paper=A4)
    left = 10 / 25.4 * 72
    assert operators(data).split(" rg ")[1].startswith(f"{left:.2f} ")


def test_several_pages_have_one_scale_and_begin_in_the_same_corner():
    data = to_pdf([scene(), scene(width=1200.0, height=100.0)], title="T", paper=A4)
    left = 10 / 25.4 * 72
    scale = A4.room(96)[0] / 1200.0 * 0.75
    for page, width in ((0, 400.0), (1, 1200.0)):
        first = operators(data, page).split(" rg ")[1].split(" h f")[0].split()
        assert float(first[0]) == pytest.approx(left, abs=0.02)
        assert float(first[3]) - left == pytest.approx(width * scale, abs=0.05)


def test_a_poster_is_as_large_as_its_scene():
    assert to_pdf([scene()], title="T", paper=PAPERS["poster"]) == to_pdf([scene()], title="T")


def test_one_scene_is_one_page_with_a_bookmark():
    reader = read(to_pdf([scene(words("one")), scene(words("二"), width=500.0)], title="Both"))
    assert len(reader.pages) == 2
    assert [entry.title for entry in reader.outline] == ["1. T", "2. T"]
    assert reader.metadata.title == "Both"


def test_shapes_keep_their_places_colours_and_dashes():
    line = Path(polyline([(40.0, 40.0), (80.0, 40.0)]), Style(stroke="#ff0000", width=2.0, dash=(6.0, 3.0)))
    text = operators(to_pdf([scene(Circle(100.0, 100.0, 20.0, Style(fill="#00ff00")), line)], title="T"))
    assert "1.000 0.000 0.000 RG 1.50 w [4.50 2.25] 0 d 30.00 120.00 m 60.00 120.00 l S" in text
    assert "0.000 1.000 0.000 rg 75.00 90.00 m" in text


def test_turned_and_struck_text_is_drawn():
    text = operators(to_pdf([scene(words("up", turn=-90.0), words("gone", strike=True))], title="T"))
    assert "0 1 -1 0 225 -75 cm" in text
    assert text.count(" S Q") == 1


def test_the_same_scenes_give_the_same_bytes_and_no_clock_is_asked():
    first = to_pdf([library_scene("zh")], title="T", paper=A4)
    assert to_pdf([library_scene("zh")], title="T", paper=A4) == first
    assert read(first).metadata.creation_date.year == 1980


@pytest.mark.parametrize("title", ['say "(yes)"', "\\", "接待", "a\x00b", "<&>"])
def test_any_title_and_label_makes_a_readable_file(title):
    group = Group("box", "a", title, (words(title), words(")")))
    reader = read(to_pdf([scene(group, title=title)] * 2, title=title))
    assert len(reader.pages) == 2


@pytest.mark.parametrize("scenes", [[], [scene(width=0.0)]])
def test_nothing_to_draw_is_refused_with_a_remedy(scenes):
    with pytest.raises(ExportError, match="PDF") as caught:
        to_pdf(scenes, title="T")
    assert "改法" in caught.value.render("zh")


def test_the_theme_paper_fills_the_whole_picture():
    assert PLAIN.paper == "#ffffff"
    assert "1.000 1.000 1.000 rg 0.00 150.00 m" in operators(to_pdf([scene()], title="T"))
