"""Words, names and numbers in the language of the reader."""

from __future__ import annotations

import pytest

from bpr.diagnosis.analyse import analyse
from bpr.export.speaker import Speaker
from bpr.model import Process
from bpr.quantity import Quantity

CALENDAR = {"hours_per_day": 8}


def speaker(lang: str = "en", **facts: object) -> Speaker:
    steps = [{"id": "A", "name": "Check", "role": "clerk", "time": 30}]
    document = {"process": "p", "roles": {"clerk": "Clerk"}, "steps": steps, **facts}
    return Speaker(analyse(Process.model_validate(document)), lang)


@pytest.mark.parametrize(
    ("minutes", "facts", "long", "brief"),
    [
        (30, {}, "30.0 min", "30.0 min"),
        (2196, {}, "2,196.0 min (36.6 h)", "36.6 h"),
        (2196, {"working_time": CALENDAR}, "2,196.0 min (36.6 h, 4.6 working days)", "4.6 working days"),
        (240, {"working_time": CALENDAR}, "240.0 min (4.0 h)", "4.0 h"),
    ],
)
def test_long_times_are_told_in_working_days_where_a_calendar_says_how_long_they_are(minutes, facts, long, brief):
    told = speaker(**facts)
    quantity = Quantity(minutes, "min")
    assert (told.time(quantity), told.brief_time(quantity)) == (long, brief)


def test_working_days_are_told_in_chinese_too():
    told = speaker("zh", working_time=CALENDAR)
    assert told.time(Quantity(2196, "min")) == "2,196.0 分钟 (36.6 小时，4.6 个工作日)"
