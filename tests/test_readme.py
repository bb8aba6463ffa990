"""What the README shows works as shown."""

import re
from pathlib import Path

import pytest

import bpr
from bpr.formats.yaml_file import read_yaml

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_process_file_of_the_readme_is_read_and_analysed(page):
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        analysis = bpr.analyse(read_yaml(block))
        assert analysis.handoffs["department"].handoffs_per_case.value is not None
        assert not [finding for finding in analysis.findings if finding.severity == "error"]


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_every_python_block_of_the_readme_runs(page, capsys):
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, page, "exec"), {})
    assert "3.92" in capsys.readouterr().out


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_links_and_pictures_of_the_pages_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target


def test_the_two_commands_stand_on_top():
    for page in ("README.md", "README.zh.md"):
        top = (ROOT / page).read_text(encoding="utf-8").splitlines()[:12]
        assert "    python start.py" in top
        assert "    python start.py test" in top
