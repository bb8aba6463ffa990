"""`bpr draw` and what it can add to a picture."""

import pytest

MODEL = "customer-reception.asis"
NESTED = """\
bpr: 1
process: nested
roles:
  clerk: {name: Clerk}
  boss: {name: Manager}
steps:
  - {id: A, name: Ask, role: clerk, phase: Intake, next: P}
  - id: P
    subprocess: Check
    role: clerk
    phase: Work
    next: Q
    steps:
      - {id: I, name: Look, next: J}
      - {id: J, name: Note}
  - id: Q
    subprocess: Decide
    role: boss
    phase: Work
    steps:
      - {id: K, name: Prepare, role: clerk, next: L}
      - {id: L, name: Sign}
"""


@pytest.fixture
def run(bpr_command, monkeypatch, tmp_path):
    """Run bpr in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return bpr_command


@pytest.fixture
def nested(tmp_path):
    (tmp_path / "nested.yaml").write_text(NESTED, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "sign"),
    [
        (["--badges", "documents,systems,raci"], "bpr-badge"),
        (["--links-longer-than", "2"], 'data-marker="link"'),
    ],
)
def test_wishes_reach_the_picture(run, tmp_path, options, sign):
    assert run("draw", MODEL, "-o", "plain.svg")[0] == 0
    assert run("draw", MODEL, "-o", "out.svg", *options)[0] == 0
    assert sign not in (tmp_path / "plain.svg").read_text(encoding="utf-8")
    assert sign in (tmp_path / "out.svg").read_text(encoding="utf-8")


def test_phases_come_by_themselves_and_can_be_left_out(run, nested):
    run("draw", "nested.yaml", "-o", "with.svg")
    run("draw", "nested.yaml", "-o", "without.svg", "--no-phases")
    assert "bpr-phase" in (nested / "with.svg").read_text(encoding="utf-8")
    assert "bpr-phase" not in (nested / "without.svg").read_text(encoding="utf-8")


def test_sub_processes_open_where_they_fit_and_the_others_are_named(run, nested):
    code, _, err = run("draw", "nested.yaml", "-o", "open.svg", "--expand", "all")
    assert code == 0
    assert "stay closed" in err
    assert "several lanes: Q" in err
    text = (nested / "open.svg").read_text(encoding="utf-8")
    assert 'data-inside="P"' in text
    assert 'data-inside="Q"' not in text


def test_the_inside_of_a_sub_process_is_drawn_alone(run, nested):
    assert run("draw", "nested.yaml", "-o", "inside.svg", "--scope", "Q")[0] == 0
    text = (nested / "inside.svg").read_text(encoding="utf-8")
    assert "Prepare" in text
    assert "Ask" not in text


def test_a_scope_that_is_no_sub_process_is_refused(run, nested):
    code, _, err = run("draw", "nested.yaml", "-o", "inside.svg", "--scope", "A")
    assert code == 2
    assert "use: P, Q" in err


def test_the_flow_can_run_down(run, tmp_path):
    run("draw", MODEL, "-o", "right.svg")
    run("draw", MODEL, "-o", "down.svg", "--direction", "down")
    sizes = []
    for name in ("right.svg", "down.svg"):
        head = (tmp_path / name).read_text(encoding="utf-8").partition(">")[0]
        sizes.append([float(head.partition(f' {word}="')[2].partition('"')[0]) for word in ("width", "height")])
    assert sizes[0][0] > sizes[0][1]
    assert sizes[1][0] < sizes[1][1]


def test_an_unknown_direction_is_refused(run):
    code, _, err = run("draw", MODEL, "-o", "x.svg", "--direction", "up")
    assert code == 2
    assert "right, down" in err
