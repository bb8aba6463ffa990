"""Pictures by name."""

import pytest

from bpr.errors import InputError
from bpr.export.charts.table import CHARTS, draw_chart
from tests.export.charts.scenes import analysed, chain


def test_names_differ():
    assert len(set(CHARTS.names)) == len(CHARTS.names) == 9


def test_an_unknown_picture_names_the_nearest():
    with pytest.raises(InputError, match="use raci"):
        draw_chart("racy", analysed("order-to-cash.asis"))


def test_a_picture_of_the_other_kind_of_model_names_the_fitting_ones():
    with pytest.raises(InputError, match="value-chain, landscape"):
        draw_chart("raci", chain("vc-porter"))
    with pytest.raises(InputError, match="handoff-matrix"):
        draw_chart("landscape", analysed("order-to-cash.asis"))
