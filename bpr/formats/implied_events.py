"""Start and end events a process file need not spell out, done on the plain data before validation.

A case begins at the first step when no step is a start event: an event ``start`` leading there is added. A step
without ``next`` ends the case when no step is an end event: an event ``end`` is added. The word ``end`` as a target
means an end event wherever no step carries that id. Both are appended at the end of the list, so the places of the
written steps stay valid. Inside sub-processes nothing is implied; ``events: explicit`` switches it off.

Steps that by nature have nothing behind (or before) them are left alone: compensation activities, event sub-processes,
link events, and, as a first step, boundary events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

START = "start"
END = "end"
_YES = (True, "true", "yes", "True", "Yes")


def add_implied(steps: list[Any]) -> list[Any]:
    """The steps with the events the file leaves out; the given list is not changed."""
    written = [step for step in steps if isinstance(step, dict)]
    taken = set(_ids(steps))
    result = list(steps)
    end = END if END not in taken else None
    if not _any_event(written, "end"):
        end = _free(END, taken)
        result = [_ending(step, end) for step in result]
    if not _any_event(written, "start"):
        first = next((step.get("id") for step in written if _can_begin(step)), None)
        if isinstance(first, str):
            result.append({"id": _free(START, taken), "event": None, "position": "start", "next": first})
    if end is not None and _is_target(result, end):
        result.append({"id": end, "event": None, "position": "end"})
    return result


def drop_implied(steps: list[Any]) -> list[Any] | None:
    """The steps without the events that reading adds again; None when reading would add something else."""
    kept = list(steps)
    for word in (END, START):
        if kept and _is_bare(kept[-1], word):
            kept.pop()
    return next((short for short in (kept, list(steps)) if add_implied(short) == steps), None)


def _is_bare(step: dict[str, Any], word: str) -> bool:
    """Whether a step is a start (or end) event without any word of its own."""
    return step.get("position") == word and set(step) <= {"id", "event", "position", "next"} and not step["event"]


def _ids(steps: Iterable[Any]) -> Iterator[str]:
    """All ids, nested ones included."""
    for step in steps:
        if isinstance(step, dict):
            if isinstance(step.get("id"), str):
                yield step["id"].strip()
            if isinstance(step.get("steps"), list):
                yield from _ids(step["steps"])


def _any_event(steps: Iterable[dict[str, Any]], position: str) -> bool:
    return any("event" in step and step.get("position") == position for step in steps)


def _flagged(step: dict[str, Any], *keys: str) -> bool:
    return any(step.get(key) in _YES for key in keys)


def _can_begin(step: dict[str, Any]) -> bool:
    boundary = "event" in step and step.get("position") in ("boundary", "end")
    return not boundary and not _flagged(step, "compensation", "triggered")


def _ending(step: Any, end: str) -> Any:
    """A step with nothing behind it leads to the end."""
    if not isinstance(step, dict) or step.get("next") not in (None, [], ()):
        return step
    throws_link = step.get("trigger") == "link" and _flagged(step, "throws")
    undoes = step.get("trigger") == "compensation" and step.get("position") == "boundary"
    if throws_link or undoes or _flagged(step, "compensation", "triggered"):
        return step
    return {**step, "next": end}


def _targets(step: dict[str, Any]) -> Iterator[Any]:
    ways = step.get("next")
    for way in ways if isinstance(ways, list | tuple) else (ways,):
        yield way.get("to") if isinstance(way, dict) else way


def _is_target(steps: Iterable[Any], name: str) -> bool:
    return any(name in _targets(step) for step in steps if isinstance(step, dict))


def _free(word: str, taken: set[str]) -> str:
    """The word itself, or the word with the first number that makes a new id."""
    number = 1
    name = word
    while name in taken:
        number += 1
        name = f"{word}-{number}"
    return name
