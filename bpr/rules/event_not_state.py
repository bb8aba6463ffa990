"""event-not-state: an event is not named by the state that was reached.

What it checks: labels of events say what has happened ("Order received", 订单已收到). Timers, links and events that
    send something are left alone.
Why it matters: an event takes no time and has no performer; named like work ("Receive order") it hides an activity,
    named like a thing ("Order") it does not say when the process goes on (handbook 8.2).
How to fix: write the thing and its state; if somebody has to do something, draw an activity.
"""

from __future__ import annotations

from collections.abc import Iterator

from bpr.model.nodes import Event
from bpr.rules.base import Breach, Rule, Subject
from bpr.rules.labels.forms import is_state
from bpr.text import Text, counted


def check(subject: Subject) -> Iterator[Breach]:
    """One breach with all events that name no state."""
    found = tuple(
        node.id
        for node in subject.process.walk()
        if isinstance(node, Event)
        and node.trigger not in ("timer", "link")
        and not node.throws
        and node.label is not None
        and not all(is_state(text) for text in (node.label.en, node.label.zh) if text is not None and text.strip())
    )
    if found:
        names = subject.names(found)
        yield Breach(
            Text(
                en=f"{counted(len(found), 'event does', 'events do')} not say what has happened: {names.en}",
                zh=f"有 {len(found)} 个事件没有写明发生了什么：{names.zh}",
            ),
            Text(
                en="name the state reached, such as 'Order received'; draw work as an activity",
                zh="写明达到的状态，如“订单已收到”；工作应画成活动",
            ),
            found,
        )


RULE = Rule("event-not-state", "EVENT_LABEL", check)
