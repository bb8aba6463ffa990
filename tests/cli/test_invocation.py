"""Hints name a command that works the way the program was called."""

from __future__ import annotations

import re

import pytest

from bpr.cli import invocation
from bpr.cli.app import app
from bpr.cli.invocation import VERBS, as_called
from bpr.text import cells


@pytest.fixture
def through_start(monkeypatch):
    monkeypatch.setenv("BPR_PROGRAM", "python start.py")


def test_every_verb_is_known():
    commands = {command.name for command in app.registered_commands}
    assert commands | {group.name for group in app.registered_groups} == set(VERBS)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("see 'bpr library list'", "see 'python start.py library list'"),
        ("请用“bpr raci export”导出", "请用“python start.py raci export”导出"),
        ("请先用 bpr convert 生成", "请先用 python start.py convert 生成"),
        ("bpr explain CODE tells more", "python start.py explain CODE tells more"),
        ("bpr checks nothing; the bpr drawing", "bpr checks nothing; the bpr drawing"),
        ("mybpr check, x.bpr check, bpr: 1", "mybpr check, x.bpr check, bpr: 1"),
    ],
)
def test_only_commands_are_said_another_way(text, called, through_start):
    assert as_called(text) == called


def test_the_command_bpr_is_called_bpr(monkeypatch):
    monkeypatch.delenv("BPR_PROGRAM", raising=False)
    monkeypatch.setattr(invocation.sys, "argv", ["/usr/bin/bpr", "check"])
    assert invocation.program() == "bpr"
    monkeypatch.setattr(invocation.sys, "argv", ["/somewhere/bpr/__main__.py", "check"])
    assert invocation.program() == "python -m bpr"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_keep_to_the_terminal_and_no_command_is_missed(lang, through_start, bpr_command, tmp_path, monkeypatch):
    place = tmp_path / "mine.yaml"
    place.write_text(
        "process: mine\nsteps: [{id: A1, name: 'Prüfe  ｂ', role: clerk}]\nroles: {clerk: Clerk}\n", "utf-8"
    )
    for width in range(60, 140, 4):
        monkeypatch.setenv("COLUMNS", str(width))
        page = bpr_command("analyse", str(place), "--lang", lang)[1]
        assert max(map(cells, page.splitlines())) <= width
        assert ("start.py" in page, re.search(r"\bbpr\s", page)) == (True, None)


def test_what_people_wrote_is_printed_as_it_is(through_start, bpr_command, tmp_path):
    place = tmp_path / "mine.yaml"
    place.write_text("process: mine\ntitle: Run bpr export weekly\nsteps: [{id: A1, name: A}]\n", "utf-8")
    _, page, _ = bpr_command("analyse", str(place))
    assert "Run bpr export weekly" in page
    assert "'bpr check' is not a language" in bpr_command("draw", "x", "--lang", "bpr check")[2]


@pytest.mark.parametrize("words", [(), ("draw",), ("simulate",), ("raci", "read")])
def test_examples_in_the_help_are_said_as_called(words, through_start, bpr_command):
    shown = bpr_command(*words, "--help")[1]
    assert "python start.py" in shown.split("Example")[1]
    assert "bpr " + " ".join(words) not in shown.split("Example")[1].split("Options")[0]


def test_remedies_usage_and_the_first_page_name_the_way_that_was_taken(through_start, bpr_command):
    assert "see 'python start.py library list'" in bpr_command("check", "no-such-model-anywhere", "--lang", "en")[2]
    assert "Usage: python start.py raci" in bpr_command("raci", "--help")[1]
    assert "  python start.py demo " in bpr_command()[1]
    _, shown, _ = bpr_command("explain", "LABEL_UNTIDY", "--lang", "en")
    assert "python start.py check --fix" in " ".join(shown.split())
