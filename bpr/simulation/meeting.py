"""Where tokens meet: joins and batches of the event loop (handbook 6.1).

An OR join fires when no token of the case elsewhere can still reach an unmarked input without also reaching a marked
one (BPMN 2.0; Voelzer 2010); the end of an inlined sub-process fires when no token is left inside. A token behind a
join comes from all its inputs: its origin is ``-2 - join``, and the origins of the inputs are kept.
"""

from __future__ import annotations

from heapq import heappush
from typing import Any


def may_fire(
    j: int, case: int, forced: int, held: Any, near: Any, slot_low: Any, slot_high: Any, slots: int, low_class: Any,
    high_class: Any, mask: Any,
) -> bool:  # fmt: skip
    """Whether an OR join has what it waits for; ``forced`` when nothing else moves any more."""
    marked = 0
    for s in range(slot_low[j], slot_high[j]):
        if held[case * slots + s] > 0:
            marked |= 2 << (s - slot_low[j])
    if marked == 0:
        return False
    if forced == 0:
        for g in range(low_class[j], high_class[j]):
            if near[case * len(mask) + g] > 0 and mask[g] & marked == 0:
                return False
    return True


def take(
    j: int, case: int, now: float, inclusive: int, held: Any, since: Any, source: Any, near: Any, slot_low: Any,
    slot_high: Any, slot_op: Any, class_low: Any, class_high: Any, classes: Any, groups: int, kept: bool, joined: Any,
) -> int:  # fmt: skip
    """Take the tokens with which a join fires, one an input (all where ``inclusive`` is 2); gives how many."""
    total = 0
    first = case * len(slot_op)
    for s in range(slot_low[j], slot_high[j]):
        i = first + s
        taken = held[i] if inclusive == 2 else min(held[i], 1)
        if taken == 0:
            source[i] = -1
            continue
        held[i] -= taken
        total += taken
        place = slot_op[s]
        if kept:
            joined[place] += (now - since[i]) * taken
        since[i] = now
        if groups:
            for g in range(class_low[place], class_high[place]):
                near[case * groups + classes[g]] -= taken
    return total


def hand_over(
    origin: int, h: int, source: Any, first: int, slot_low: Any, slot_high: Any, holders: int, passed: Any
) -> None:
    """Count who hands to the holders ``h`` behind a join: everybody whose result came together there."""
    todo = [origin]
    for above in todo:
        j = -2 - above
        for s in range(slot_low[j], slot_high[j]):
            before = source[first + s]
            if before >= 0:
                passed[before * holders + h] += 1
            elif before < -1 and before not in todo:
                todo.append(before)


def release(crowd: Any, events: Any, now: float, seq: int, shift: int, first_kept: int, gathered: Any) -> int:
    """Let a batch go on, in the order of coming; gives the sequence number."""
    for token, came in crowd:
        seq += 1
        heappush(events, (now, seq, token))
        if token >= first_kept:
            gathered[token & ((1 << shift) - 1)] += now - came
    crowd.clear()
    return seq
