"""The two commands that set everything up: ``python start.py`` and ``python start.py test``."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from collections import namedtuple
from pathlib import Path

import pytest

FILE = Path(__file__).parent.parent / "start.py"


@pytest.fixture
def start(tmp_path, monkeypatch):
    """start.py as a module that believes its folder is an empty one."""
    spec = importlib.util.spec_from_file_location("start_under_test", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_bytes((FILE.parent / "pyproject.toml").read_bytes())
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    return module


@pytest.fixture
def ready(start, monkeypatch):
    """start.py with an environment that is there; the commands it runs are noted, not run."""
    commands = []

    def run(command, cwd=None, env=None, check=False):
        commands.append((command, cwd))
        start.told = env.get("BPR_PROGRAM")
        return subprocess.CompletedProcess(command, 7)

    monkeypatch.setattr(start, "ensure_environment", lambda *, with_tests: Path(f"python-{with_tests}"))
    monkeypatch.setattr(start.subprocess, "run", run)
    start.commands = commands
    return start


def test_a_group_is_the_list_in_pyproject(start):
    groups = tomllib.loads((FILE.parent / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    assert start.group("test") == groups["test"]
    assert any(requirement.startswith("pytest") for requirement in start.group("test"))


def test_a_group_takes_in_the_groups_it_includes(start):
    (start.HERE / "pyproject.toml").write_text(
        '[dependency-groups]\na = ["one"]\nb = [{include-group = "a"}, "two"]\nc = [{include-group = "b"}]\n',
        encoding="utf-8",
    )
    assert start.group("c") == ["one", "two"]


def test_every_group_of_the_project_can_be_read(start):
    assert set(start.group("test")) <= set(start.group("dev"))


def test_the_fingerprint_changes_with_requirements_python_and_place(start, tmp_path, monkeypatch):
    before = start.fingerprint()
    assert start.fingerprint() == before
    with monkeypatch.context() as patch:
        patch.setattr(start.sys, "version", "3.99")
        other_python = start.fingerprint()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    (moved / "pyproject.toml").write_bytes((start.HERE / "pyproject.toml").read_bytes())
    monkeypatch.setattr(start, "HERE", moved)
    other_place = start.fingerprint()
    (moved / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert len({before, other_python, other_place, start.fingerprint()}) == 4


def test_an_environment_with_pip_is_used_as_it_is(start, monkeypatch):
    monkeypatch.setattr(start, "works", lambda command: True)
    monkeypatch.setattr(start, "run", lambda command, advice: pytest.fail("nothing has to be made"))
    assert start.make_environment(Path("py")) == ["py", "-m", "pip"]


def test_a_new_environment_brings_its_own_pip(start, monkeypatch):
    made = []

    def works(command):
        if "venv" in command:
            made.append(command)
            return True
        return bool(made)

    monkeypatch.setattr(start, "works", works)
    assert start.make_environment(Path("py")) == ["py", "-m", "pip"]
    assert made == [[sys.executable, "-m", "venv", "--clear", str(start.VENV)]]


def test_without_ensurepip_the_outer_pip_installs_into_an_environment_without_pip(start, monkeypatch):
    ran = []
    monkeypatch.setattr(start, "works", lambda command: command[0] == sys.executable and "pip" in command)
    monkeypatch.setattr(start, "run", lambda command, advice: ran.append(command))
    assert start.make_environment(Path("py")) == [sys.executable, "-m", "pip", "--python", "py"]
    assert ran == [[sys.executable, "-m", "venv", "--clear", "--without-pip", str(start.VENV)]]


def test_without_any_pip_the_remedy_is_told(start, monkeypatch):
    monkeypatch.setattr(start, "works", lambda command: False)
    monkeypatch.setattr(start, "run", lambda command, advice: None)
    with pytest.raises(start.SetupError, match="python3-pip"):
        start.make_environment(Path("py"))


def test_the_environment_is_made_once_and_again_when_the_requirements_change(start, monkeypatch):
    ran = []
    python = start.VENV / ("Scripts/python.exe" if start.os.name == "nt" else "bin/python")

    def make(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        return ["pip"]

    monkeypatch.setattr(start, "make_environment", make)
    monkeypatch.setattr(start, "run", lambda command, advice: ran.append(command))
    assert start.ensure_environment(with_tests=False) == python
    assert start.ensure_environment(with_tests=False) == python
    assert len(ran) == 1
    assert ran[0][:2] == ["pip", "install"]
    assert ran[0][-2:] == ["-e", str(start.HERE)]
    start.ensure_environment(with_tests=True)
    assert any(requirement.startswith("pytest") for requirement in ran[1])
    (start.HERE / "pyproject.toml").write_text('[dependency-groups]\ntest = ["pytest"]\n', encoding="utf-8")
    start.ensure_environment(with_tests=False)
    assert len(ran) == 3


def test_a_failed_installation_leaves_no_stamp(start, monkeypatch):
    def fail(command, advice):
        raise start.SetupError(advice)

    monkeypatch.setattr(start, "make_environment", lambda python: ["pip"])
    monkeypatch.setattr(start, "run", fail)
    with pytest.raises(start.SetupError, match="mirror"):
        start.ensure_environment(with_tests=False)
    assert not list(start.HERE.glob(".venv/*.stamp"))


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ([], ["python-False", "-m", "bpr", "demo"]),
        (["analyse", "x.yaml"], ["python-False", "-m", "bpr", "analyse", "x.yaml"]),
        (["test"], ["python-True", "-m", "pytest", "-q", "-n", "auto"]),
        (["test", "-k", "loops"], ["python-True", "-m", "pytest", "-k", "loops"]),
    ],
)
def test_words_are_passed_on_and_so_is_the_exit_code(ready, words, command):
    assert ready.main(words) == 7
    assert ready.commands[0][0] == command


def test_the_demo_and_the_tests_run_in_the_folder_of_the_project_other_commands_where_they_are_called(ready):
    for words in ([], ["test"], ["check", "mine.yaml"]):
        ready.main(words)
    assert [cwd for _, cwd in ready.commands] == [ready.HERE, ready.HERE, None]


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        (["python", "start.py", "check", "x.yaml"], "python start.py"),
        (["/usr/bin/python3", "-X", "utf8", "my bpr/start.py", "check", "x"], 'python3 -X utf8 "my bpr/start.py"'),
        (["py.exe", "start.py", "check", "x"], "py start.py"),
    ],
)
def test_bpr_is_told_how_it_was_called(typed, called, ready, monkeypatch):
    monkeypatch.setattr(ready.sys, "orig_argv", typed)
    monkeypatch.setattr(ready.sys, "argv", typed[-3:])
    ready.main(typed[-2:])
    assert ready.told == called


def test_an_interrupted_command_ends_with_the_usual_code(ready, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(ready.subprocess, "run", interrupt)
    assert ready.main([]) == 130


def test_an_old_python_is_refused_in_both_languages(ready, monkeypatch, capsys):
    version = namedtuple("version", "major minor micro")(3, 10, 9)
    monkeypatch.setattr(ready.sys, "version_info", version)
    assert ready.main([]) == 2
    printed = capsys.readouterr().out
    assert "3.11" in printed
    assert "更新版本" in printed
    assert ready.commands == []


def test_a_setup_that_fails_is_told_on_stderr(start, monkeypatch, capsys):
    def fail(*, with_tests):
        raise start.SetupError("no pip here")

    monkeypatch.setattr(start, "ensure_environment", fail)
    assert start.main([]) == 2
    assert "no pip here" in capsys.readouterr().err


def test_a_command_that_cannot_be_started_does_not_work(start):
    assert start.works([sys.executable, "-c", "pass"])
    assert not start.works([sys.executable, "-c", "raise SystemExit(3)"])
    assert not start.works(["/no/such/program"])


def test_a_command_that_fails_stops_with_the_advice(start):
    start.run([sys.executable, "-c", "pass"], "never shown")
    with pytest.raises(start.SetupError, match="do this instead"):
        start.run([sys.executable, "-c", "raise SystemExit(1)"], "do this instead")
    with pytest.raises(start.SetupError, match="do this instead"):
        start.run(["/no/such/program"], "do this instead")
