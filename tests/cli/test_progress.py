"""The progress bar."""

import io
import sys

from bpr.cli import progress as room


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_nothing_is_shown(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(room, "_PATIENCE_S", -1.0)
    with room.progress("Checking") as report:
        report(1, 2)
    assert stream.getvalue() == ""


def test_on_a_terminal_it_waits_two_seconds_before_it_shows(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with room.progress("Checking") as report:
        report(1, 2)
    assert stream.getvalue() == ""
    monkeypatch.setattr(room, "_PATIENCE_S", -1.0)
    with room.progress("Checking") as report:
        report(1, 3)
        report(2, 3)
    assert "Checking" in stream.getvalue()
