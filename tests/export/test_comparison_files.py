import json

import pytest

from bpr.compare.comparison import compare
from bpr.errors import ExportError, InputError
from bpr.export.comparison_files import comparison_files, write_comparison
from tests.compare.models import chain, step

BOTH = {"en": "Draft", "zh": "起草"}


@pytest.fixture(scope="module")
def found():
    return compare(chain(step("A", BOTH, time=30, wait=5)), chain(step("A", {"en": "Draft"}, time=10, wait=5)))


def test_the_hand_out_speaks_every_language_of_both_models(found):
    assert set(comparison_files(found)) == {
        "comparison.en.md",
        "comparison.zh.md",
        "comparison.json",
        "difference.en.svg",
        "difference.en.png",
        "difference.zh.svg",
        "difference.zh.png",
        "swimlane.as-is.en.svg",
        "swimlane.as-is.en.png",
        "swimlane.as-is.zh.svg",
        "swimlane.as-is.zh.png",
        "swimlane.to-be.en.svg",
        "swimlane.to-be.en.png",
    }


def test_the_same_comparison_gives_the_same_bytes(found):
    assert comparison_files(found) == comparison_files(found)


def test_a_folder_gets_the_whole_hand_out(found, tmp_path):
    written = write_comparison(found, tmp_path / "out", lang="en")
    assert sorted(path.name for path in written) == sorted(comparison_files(found))
    assert (tmp_path / "out" / "swimlane.to-be.en.svg").read_text("utf-8").startswith("<")


def test_a_folder_with_a_dot_in_its_name_is_a_folder(found, tmp_path):
    (tmp_path / "v1.2").mkdir()
    assert len(write_comparison(found, tmp_path / "v1.2", lang="en")) == 13


def test_a_single_file_is_written_by_its_suffix(found, tmp_path):
    write_comparison(found, tmp_path / "page.md", lang="zh")
    write_comparison(found, tmp_path / "page.JSON", lang="zh")
    assert "## 前后对比" in (tmp_path / "page.md").read_text("utf-8")
    assert json.loads((tmp_path / "page.JSON").read_text("utf-8"))["bpr"] == "compare/1"


def test_another_suffix_is_refused_with_what_can_be_written(found, tmp_path):
    with pytest.raises(InputError, match=r"\.pdf"):
        write_comparison(found, tmp_path / "page.pdf", lang="en")
    assert list(tmp_path.iterdir()) == []


def test_an_edited_file_is_kept_unless_forced(found, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError):
        write_comparison(found, page, lang="en")
    assert page.read_text("utf-8") == "mine"
    write_comparison(found, page, lang="en", force=True)
    assert page.read_text("utf-8") != "mine"
