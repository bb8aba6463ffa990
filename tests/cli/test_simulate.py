"""`bpr simulate` as users call it."""

import json
from functools import partial

import pytest

SMALL = ("order-to-cash.asis", "--cases", "60", "--replications", "2", "--every", "500")
ASSUME = ("--assume", "people=2", "--assume", "wait=0")


@pytest.fixture
def run(bpr_command):
    """Run `bpr simulate`; gives exit code, stdout and stderr."""
    return partial(bpr_command, "simulate")


def test_the_page_shows_results_roles_and_what_was_assumed(run):
    code, text, _ = run(*SMALL, *ASSUME)
    assert code == 0
    for part in ("Cycle time, mean", "Utilisation", "Sales clerk", "Assumed: assume family=exponential"):
        assert part in text


def test_the_page_speaks_chinese(run):
    code, text, _ = run(*SMALL, *ASSUME, "--lang", "zh")
    assert code == 0
    for part in ("周期时间", "利用率", "销售助理", "假设"):
        assert part in text


def test_json_is_one_document_and_the_same_every_time(run):
    code, first, _ = run(*SMALL, *ASSUME, "--json", "--until", "50%")
    assert code == 0
    document = json.loads(first)
    assert document["bpr"] == "simulation/1"
    assert document["measures"]["cycle_time"]["status"] == "assumed"
    assert document["precision_reached"] is True
    assert run(*SMALL, *ASSUME, "--json", "--until", "50%")[1] == first


def test_what_is_missing_is_listed_with_exit_code_two(run):
    code, text, error = run(*SMALL)
    assert code == 2
    assert text == ""
    assert error.count("the head-count of this role is not known") > 3


@pytest.mark.parametrize(
    "words",
    [
        ("--until", "zero"),
        ("--assume", "money=3"),
        ("--people", "3"),
        ("--priority", "3"),
        ("--calendar", "always"),
        ("--calendar", "Mon-Fri/9"),
        ("--discipline", "lifo"),
        ("--engine", "steam"),
        ("--warmup", "-3"),
        ("--every", "often"),
        ("--every", "0"),
        ("--log", "log.doc"),
    ],
)
def test_wrong_options_are_explained(run, words):
    code, _, error = run(*SMALL, *ASSUME, *words)
    assert code == 2
    assert "Fix: write it like" in error


def test_a_log_a_calendar_and_an_exit_code(run, tmp_path):
    path = tmp_path / "log.csv"
    code, _, error = run(*SMALL, *ASSUME, "--log", str(path), "--calendar", "Mon-Fri/9-17", "--discipline", "spt")
    assert code == 0
    assert "executions" in error
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("case_id,activity,role,resource")
    assert len(lines) > 300
    overloaded = ("order-to-cash.asis", "--cases", "40", "--replications", "2", "--every", "1", *ASSUME)
    assert run(*overloaded, "--fail-on", "error")[0] == 1


PAIR = (
    "order-to-cash.asis",
    "--against",
    "order-to-cash.tobe",
    "--cases",
    "60",
    "--replications",
    "4",
    "--every",
    "500",
)


def test_two_designs_are_compared_under_the_same_random_numbers(run):
    code, text, _ = run(*PAIR, *ASSUME)
    assert code == 0
    line = next(line for line in text.splitlines() if line.startswith("Cycle time, mean"))
    assert line.split()[-1] == "less"
    assert "Waiting outside working hours" not in text
    code, text, _ = run(*PAIR, *ASSUME, "--json")
    document = json.loads(text)
    assert document["bpr"] == "simulated-comparison/1"
    assert document["differences"]["cycle_time"]["verdict"] == "decrease"
    assert document["differences"]["handoffs"]["mean_difference"] < 0


def test_two_designs_are_compared_in_chinese(run):
    code, text, _ = run(*PAIR, *ASSUME, "--lang", "zh")
    assert code == 0
    assert "角色间交接" in text
    assert "减少" in text


@pytest.mark.parametrize("more", [("--until", "2%"), ("--log", "x.csv")])
def test_a_comparison_refuses_what_only_one_study_can_do(run, more):
    code, text, error = run(*PAIR, *ASSUME, *more)
    assert code == 2
    assert text == ""
    assert f"--against does not go together with {more[0]}" in error
