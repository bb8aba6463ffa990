"""time-missing: some activities have no processing time, while others do.

What it checks: when at least one activity has a processing time, all have one. Activities of parties outside and
    sub-processes with steps of their own are left alone.
Why it matters: work, cost and load are then known in part only, and bpr does not take a missing time for zero
    (handbook 1.6).
How to fix: measure or estimate it; mark estimates under ``illustrative``.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Activity, SubProcess
from bpr.quantity import Quantity
from bpr.rules.base import Breach, Rule, Subject
from bpr.text import Text, counted


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with all activities without time."""
    own = [activity for activity in subject.process.activities() if _counts(subject, activity)]
    lacking = tuple(activity.id for activity in own if activity.time is None)
    if lacking and len(lacking) < len(own):
        names = subject.names(lacking)
        known = 1 - len(lacking) / len(own)
        yield Breach(
            Text(
                en=f"no processing time at {len(lacking)} of {counted(len(own), 'activity', 'activities')}: {names.en}",
                zh=f"{len(own)} 个活动中有 {len(lacking)} 个没有处理时间：{names.zh}",
            ),
            Text(en="measure or estimate it: time: 20", zh="请测量或估计：time: 20"),
            lacking,
            Quantity(known, "1", method="activities with a known time / activities"),
        )


def _counts(subject: Subject, activity: Activity) -> bool:
    inside = isinstance(activity, SubProcess) and bool(activity.steps)
    return not inside and not subject.process.is_external(subject.process.department_of(activity))


RULE = Rule("time-missing", "TIME_MISSING", check, replaces=("TIME_UNKNOWN",))
