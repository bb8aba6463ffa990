"""The handoff matrix."""

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.charts.handoff_matrix import handoff_matrix
from bpr.export.scene.shapes import Path, Words
from bpr.model import Process
from tests.export.charts.scenes import analysed, groups, words


@pytest.mark.parametrize("level", ["role", "department"])
def test_every_known_pair_is_a_cell_with_its_number(level):
    analysis = analysed("order-to-cash.asis")
    matrix = analysis.handoffs[level].matrix
    cells = {group.id: group for group in groups(handoff_matrix(analysis, level=level), "cell")}
    assert set(cells) == {f"{source}->{target}" for source, target in matrix}
    for (source, target), quantity in matrix.items():
        shown = [shape.text for shape in cells[f"{source}->{target}"].items if isinstance(shape, Words)]
        assert shown == [quantity.format()]


def test_the_sum_of_all_handoffs_is_that_of_the_analysis():
    analysis = analysed("customer-reception.asis")
    total = analysis.handoffs["role"].handoffs_per_case
    assert words(handoff_matrix(analysis)).count(total.format()) == 1


def test_what_is_not_known_is_hatched():
    steps = [
        {"id": "S", "event": None, "position": "start", "next": "G"},
        {"id": "G", "decision": "?", "role": "a", "next": [{"to": "A", "when": "x"}, {"to": "B", "when": "y"}]},
        {"id": "A", "name": "A", "role": "b", "next": "E"},
        {"id": "B", "name": "B", "role": "c", "next": "E"},
        {"id": "E", "event": None, "position": "end"},
    ]
    process = Process.model_validate({"process": "p", "roles": {key: key.upper() for key in "abc"}, "steps": steps})
    cells = groups(handoff_matrix(analyse(process)), "cell")
    assert [cell.id for cell in cells] == ["a->b", "a->c"]
    for cell in cells:
        assert sum(isinstance(shape, Path) for shape in cell.items) > 5
        assert any((isinstance(shape, Words) and shape.text == "0.00…1.00") or shape.text == "?"
                   for shape in cell.items if isinstance(shape, Words))  # fmt: skip
