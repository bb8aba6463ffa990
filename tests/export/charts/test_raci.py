"""The RACI picture."""

from bpr.diagnosis.analyse import analyse
from bpr.export.charts.raci import raci_picture
from bpr.export.scene.shapes import Rectangle
from bpr.model import Process
from tests.export.charts.scenes import analysed, shapes, words


def test_every_letter_of_the_matrix_is_a_chip():
    analysis = analysed("order-to-cash.asis")
    matrix = analysis.raci.matrix
    shown = words(raci_picture(analysis))
    for letter in "RACI":
        held = sum(letter in letters for row in matrix.rows.values() for letters in row.values())
        assert shown.count(letter) == held + 1  # one more in the legend


def test_gaps_stand_at_the_end_of_their_row():
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "A"},
        {"id": "A", "name": "Check", "next": "B", "informed": ["b"]},
        {"id": "B", "name": "Sign", "role": "b", "accountable": ["a", "b"], "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ]
    process = Process.model_validate({"process": "p", "roles": {"a": "A", "b": "B"}, "steps": steps})
    shown = words(raci_picture(analyse(process)))
    assert {"gaps", "no A, no R", "2 A"} <= set(shown)


def test_a_proposed_accountable_role_has_a_dashed_border():
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "A"},
        {"id": "A", "name": "Check", "role": "b", "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ]
    head = {"process": "p", "owner": "a", "roles": {"a": "Owner", "b": "Clerk"}}
    scene = raci_picture(analyse(Process.model_validate({**head, "steps": steps})))
    dashed = [shape for shape in shapes(scene) if isinstance(shape, Rectangle) and shape.style.dash]
    assert len(dashed) == 2  # in the row and in the legend
    assert "proposed: the process owner" in words(scene)
