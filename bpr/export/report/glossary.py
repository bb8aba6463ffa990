"""The words of the report, explained for readers who are no process people; only those that the report uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpr.export.speaker import Section
from bpr.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A word, its meaning, and the roots by which its use is seen (in small letters)."""

    name: Text
    meaning: Text
    roots: tuple[str, ...]


TERMS: tuple[Term, ...] = (
    Term(
        Text(en="activity", zh="活动"),
        Text(en="one unit of work, done by one role in one go", zh="由一个角色一次完成的一项工作"),
        ("activit", "活动"),
    ),
    Term(
        Text(en="decision", zh="判断"),
        Text(en="an exclusive choice taken by a role", zh="由角色作出的排他选择"),
        ("decision", "判断"),
    ),
    Term(
        Text(en="handoff", zh="交接"),
        Text(
            en="two steps one after the other that different roles or departments perform",
            zh="前后相接的两个步骤由不同角色或部门执行",
        ),
        ("handoff", "changes hands", "交接"),
    ),
    Term(
        Text(en="loop", zh="回路"),
        Text(en="a part of the process that work can pass again", zh="工作可能再次经过的流程片段"),
        ("loop", "回路"),
    ),
    Term(
        Text(en="rework", zh="返工"),
        Text(
            en="repetition that nobody wanted; planned repetition is not rework", zh="非计划的重复；计划内重复不算返工"
        ),
        ("rework", "返工"),
    ),
    Term(
        Text(en="ping-pong", zh="往返"),
        Text(en="work that goes to another holder and comes back", zh="工作交给他人后又返回"),
        ("and back", "ping", "往返", "又返回"),
    ),
    Term(
        Text(en="processing time", zh="处理时间"),
        Text(en="time during which somebody works on the case", zh="实际处理案例的时间"),
        ("processing time", "work per case", "处理时间", "处理/案例"),
    ),
    Term(
        Text(en="waiting time", zh="等待时间"),
        Text(en="time a case lies before the work begins", zh="案例在工作开始前的停留时间"),
        ("waiting", "等待"),
    ),
    Term(
        Text(en="cycle time", zh="周期时间"),
        Text(en="processing and waiting of one case, from start to end", zh="一个案例从开始到结束的处理与等待时间"),
        ("cycle time", "周期时间"),
    ),
    Term(
        Text(en="cycle-time efficiency", zh="周期效率"),
        Text(en="processing time / cycle time; the rest is waiting", zh="处理时间 ÷ 周期时间，其余为等待"),
        ("efficiency", "周期效率"),
    ),
    Term(
        Text(en="utilisation", zh="利用率"),
        Text(
            en="share of the available time that is used; above 85 % queues grow fast, at 100 % without end",
            zh="可用时间中已被占用的比例；超过 85% 排队迅速变长，达到 100% 则无限增长",
        ),
        ("utilisation", "利用率"),
    ),
    Term(
        Text(en="bottleneck", zh="瓶颈"),
        Text(
            en="what holds cases up: by load, by a border, by its place",
            zh="阻碍案例流动之处：负荷、部门边界或位置所致",
        ),
        ("bottleneck", "holds cases up", "瓶颈"),
    ),
    Term(
        Text(en="soundness", zh="健全性"),
        Text(
            en="every case that begins can be finished, and nothing is left over",
            zh="每个开始的案例都能完成，且没有遗留",
        ),
        ("sound", "健全"),
    ),
    Term(
        Text(en="RACI", zh="RACI"),
        Text(
            en="who does the work (R), who answers for it (A), who is consulted (C) and informed (I)",
            zh="谁执行（R）、谁负责（A）、征求谁的意见（C）、告知谁（I）",
        ),
        ("raci",),
    ),
    Term(
        Text(en="illustrative", zh="示意数据"),
        Text(
            en="not measured; it shows how the process behaves, not how large things are",
            zh="非实测，只说明特性，不代表实际大小",
        ),
        ("illustrative", "示意"),
    ),
)


def glossary_section(used: Iterable[str], lang: str) -> Section:
    """The terms whose words stand in the texts of a report.

    Args:
        used: all texts of the report.
        lang: its language.
    """
    text = "\n".join(used).casefold()
    rows = tuple(
        (term.name.pick(lang), term.meaning.pick(lang)) for term in TERMS if any(root in text for root in term.roots)
    )
    if lang == "zh":
        return Section("术语", (), ("术语", "含义"), rows)
    return Section("Words used", (), ("Term", "Meaning"), rows)
