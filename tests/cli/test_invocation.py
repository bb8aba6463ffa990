"""Hints name a command that works the way the program was called."""

from __future__ import annotations

import pytest

from bpr.cli import invocation
from bpr.cli.app import app
from bpr.cli.invocation import VERBS, as_called


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


def test_remedies_usage_and_the_first_page_name_the_way_that_was_taken(through_start, bpr_command):
    assert "see 'python start.py library list'" in bpr_command("check", "no-such-model-anywhere", "--lang", "en")[2]
    assert "Usage: python start.py raci" in bpr_command("raci", "--help")[1]
    assert "  python start.py demo " in bpr_command()[1]
    _, shown, _ = bpr_command("explain", "LABEL_UNTIDY", "--lang", "en")
    assert "python start.py check --fix" in " ".join(shown.split())
