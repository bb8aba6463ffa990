"""What the tests of the commands share."""

from collections.abc import Callable

import pytest

from bpr.cli import main


@pytest.fixture
def bpr_command(capsys, monkeypatch) -> Callable[..., tuple[int, str, str]]:
    """Run `bpr` with the words given, in English and 140 columns wide; gives exit code, stdout and stderr."""
    monkeypatch.setenv("BPR_LANG", "en")
    monkeypatch.setenv("COLUMNS", "140")

    def call(*words: str) -> tuple[int, str, str]:
        code: object = 0
        try:
            main(list(words))
        except SystemExit as stop:
            code = stop.code
        printed = capsys.readouterr()
        return code if isinstance(code, int) else 0, printed.out, printed.err

    return call
