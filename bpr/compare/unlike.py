"""Why two numbers of one measure cannot be compared, and what to do about it (handbook 10.4: like with like)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bpr.compare.measures import Condition
from bpr.text import Text


@dataclass(frozen=True, slots=True)
class Unlike:
    """A reason, and the remedy."""

    reason: Text
    remedy: Text


UNLIKE: Mapping[Condition, Unlike] = MappingProxyType(
    {
        "time": Unlike(
            Text(en="no calendar ties their time units together", zh="两侧的时间单位缺少可换算的工作日历"),
            Text(
                en="use one `time_unit`, or give both the same `working_time`",
                zh="统一 `time_unit`，或为两侧设定相同的 `working_time`",
            ),
        ),
        "money": Unlike(
            Text(en="two currencies", zh="币种不同"), Text(en="use one currency on both sides", zh="两侧使用同一币种")
        ),
        "volume": Unlike(
            Text(en="two volumes of cases", zh="业务量不同"),
            Text(en="compare per case, or give both the same volume", zh="按每案例比较，或设定相同的业务量"),
        ),
        "method": Unlike(
            Text(
                en="one side has parallel branches, and each of them counts on its own there",
                zh="一侧有并行分支，各分支分别计数",
            ),
            Text(
                en="compare the pairs of departments in the table of handoffs",
                zh="请在交接表中按部门对比较",
            ),
        ),
    }
)
