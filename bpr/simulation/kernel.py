"""The event loop of the simulation: plain arrays in, plain arrays out (handbook 6.1, 6.2).

Written once: with lists it runs in any Python, with arrays numba compiles this very function (`bpr.simulation.fast`).
A token rests at an operation (work, delay, input of a join) and is named ``case * operations + operation``. The event
list is ordered by time and sequence number; every pool has a queue ordered by (key, sequence number), where the key
is its discipline. Work of several roles starts only when all of them have somebody free (no partial seizing).
An AND join fires when every input holds a token of the case. An OR join fires when no token of the case elsewhere can
still reach an unmarked input without also reaching a marked one (BPMN 2.0; Voelzer 2010); the end of an inlined
sub-process fires when no token is left inside.
Complexity: O(events * log events).
"""

from __future__ import annotations

import math
from heapq import heappop, heappush
from typing import Any, NamedTuple

END, TERMINATE, WORK, DELAY, XOR, AND, FORK, AND_IN, OR_IN, GOTO, TEAM = range(11)
FIFO, PRIORITY, SPT, AGE = range(4)
PAUSE, FINISH, RESTART = range(3)
FIXED, EXPONENTIAL, UNIFORM, TRIANGULAR, NORMAL, LOGNORMAL, ERLANG, TABLE, EMPIRICAL = range(9)
WORD = 0xFFFFFFFF
EDGE = 23.0
INFINITY = math.inf


class Program(NamedTuple):
    """The process as arrays; `bpr.simulation.compile` writes it."""

    kind: Any
    to: Any
    element: Any
    role: Any
    team_low: Any
    team_high: Any
    team: Any
    priority: Any
    way_low: Any
    way_high: Any
    way: Any
    chance: Any
    slot: Any
    join: Any
    slot_low: Any
    slot_high: Any
    slot_op: Any
    join_to: Any
    join_or: Any
    class_low: Any
    class_high: Any
    classes: Any
    join_class_low: Any
    join_class_high: Any
    mask: Any
    counter: Any
    rounds: Any
    base: Any
    key1: Any
    key2: Any
    key3: Any
    family: Any
    first: Any
    second: Any
    third: Any
    table_low: Any
    table_size: Any
    table: Any
    servers: Any
    discipline: Any
    policy: Any
    stretch: Any
    calendar: Any
    open_low: Any
    open_high: Any
    opens: Any
    closes: Any
    open_total: Any
    week: Any


class Task(NamedTuple):
    """What one replication gets: arrival times (closed by infinity), first operations, draws, window and horizon."""

    arrive: Any
    begin: Any
    draws: Any
    warm: Any
    window: Any


class Tally(NamedTuple):
    """What one replication fills in; arrays are zero at the start, ``ended`` is -1."""

    ended: Any
    active: Any
    done: Any
    again: Any
    waited: Any
    work: Any
    queued: Any
    closed: Any
    delayed: Any
    joined: Any
    busy: Any
    line: Any
    log_token: Any
    log_enabled: Any
    log_start: Any
    log_end: Any


Totals = tuple[int, int, int, int, int]


def mix(x: int) -> int:
    """A bijection of 32-bit words that leaves no visible trace of its argument."""
    x = ((x >> 16) ^ x) * 0x7FEB352D & WORD
    x = ((x >> 15) ^ x) * 0x846CA68B & WORD
    return (x >> 16) ^ x


def uniform(key1: int, key2: int, key3: int, case: int, k: int) -> float:
    """The k-th uniform number of a case in the stream of a key; strictly between 0 and 1."""
    word = mix((key1 + case * 0x9E3779B1) & WORD)
    high = mix(((word ^ key2) + k * 0x85EBCA6B) & WORD)
    low = mix(((word ^ key3) + k * 0xC2B2AE35) & WORD)
    return ((high >> 5) * 67108864.0 + (low >> 6) + 0.5) / 9007199254740992.0


def normal_quantile(u: float) -> float:
    """The standard normal quantile (Acklam's rational approximation, relative error below 1.2e-9)."""
    if u < 0.02425 or u > 0.97575:
        q = math.sqrt(-2.0 * math.log(u if u < 0.5 else 1.0 - u))
        top = ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
                - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783  # fmt: skip
        low = (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
               + 3.754408661907416) * q + 1.0  # fmt: skip
        return top / low if u < 0.5 else -top / low
    q = u - 0.5
    r = q * q
    top = ((((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
            + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239  # fmt: skip
    low = ((((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
            + 6.680131188771972e01) * r - 1.328068155288572e01) * r + 1.0  # fmt: skip
    return top * q / low


def quantile(u: float, e: int, p: Any) -> Any:
    """The value below which a share ``u`` of the durations of an element lies."""
    family = p.family[e]
    a = p.first[e]
    b = p.second[e]
    c = p.third[e]
    if family == FIXED:
        return a
    if family == EXPONENTIAL:
        return -a * math.log(1.0 - u)
    if family == UNIFORM:
        return a + (b - a) * u
    if family == TRIANGULAR:
        if u * (c - a) < b - a:
            return a + math.sqrt(u * (c - a) * (b - a))
        return c - math.sqrt((1.0 - u) * (c - a) * (c - b))
    if family == NORMAL:
        return max(0.0, a + b * normal_quantile(c + (1.0 - c) * u))
    if family == LOGNORMAL:
        return math.exp(a + b * normal_quantile(u))
    low = p.table_low[e]
    size = p.table_size[e]
    if family == EMPIRICAL:
        return p.table[low + min(size - 1, int(u * size))]
    place = (min(EDGE, max(-EDGE, math.log(u / (1.0 - u)))) + EDGE) / (2.0 * EDGE) * (size - 1)
    left = min(size - 2, int(place))
    below = p.table[low + left]
    return below + (p.table[low + left + 1] - below) * (place - left)


def sample(e: int, case: int, k: int, p: Any) -> Any:
    """The k-th draw of an element for a case."""
    if p.family[e] == ERLANG:
        stages = int(p.second[e])
        total = 0.0
        for stage in range(stages):
            total -= math.log(1.0 - uniform(p.key1[e], p.key2[e], p.key3[e], case, k * stages + stage))
        return total * p.first[e] / stages
    return quantile(uniform(p.key1[e], p.key2[e], p.key3[e], case, k), e, p)


def worked(t: float, c: int, p: Any) -> Any:
    """Open time of calendar ``c`` from 0 to clock time ``t``."""
    weeks = math.floor(t / p.week)
    rest = t - weeks * p.week
    total = weeks * p.open_total[c]
    for i in range(p.open_low[c], p.open_high[c]):
        if rest <= p.opens[i]:
            break
        total += min(rest, p.closes[i]) - p.opens[i]
    return total


def clock(work: float, c: int, p: Any) -> Any:
    """The first clock time at which calendar ``c`` has been open for ``work``."""
    weeks = math.floor(work / p.open_total[c])
    rest = work - weeks * p.open_total[c]
    if rest <= 0.0 and weeks > 0:
        weeks -= 1
        rest = p.open_total[c]
    for i in range(p.open_low[c], p.open_high[c]):
        length = p.closes[i] - p.opens[i]
        if rest <= length:
            return weeks * p.week + p.opens[i] + rest
        rest -= length
    return (weeks + 1) * p.week


def next_open(t: float, c: int, p: Any) -> Any:
    """The clock time itself when calendar ``c`` is open then, else the next opening."""
    weeks = math.floor(t / p.week)
    rest = t - weeks * p.week
    for i in range(p.open_low[c], p.open_high[c]):
        if rest < p.closes[i]:
            return t if rest >= p.opens[i] else weeks * p.week + p.opens[i]
    return (weeks + 1) * p.week + p.opens[p.open_low[c]]


def finish(now: float, duration: float, r: int, p: Any) -> Any:
    """When work of a role that starts now is done, by the role's calendar and policy at the end of a shift."""
    c = p.calendar[r]
    if c < 0 or p.policy[r] == FINISH:
        return now + duration
    if p.policy[r] == RESTART:
        longest = 0.0
        for i in range(p.open_low[c], p.open_high[c]):
            longest = max(longest, p.closes[i] - p.opens[i])
        start = now
        while duration <= longest:
            rest = start - math.floor(start / p.week) * p.week
            close = p.week
            for i in range(p.open_low[c], p.open_high[c]):
                if rest < p.closes[i]:
                    close = p.closes[i]
                    break
            if duration <= close - rest:
                return start + duration
            start = next_open(start + close - rest, c, p)
    return max(now, clock(worked(now, c, p) + duration, c, p))


def run(p: Any, task: Any, out: Any) -> Totals:
    """Play one replication to its end.

    Args:
        p: the program.
        task: arrivals, draws and window of the replication.
        out: where results are written.

    Returns:
        tokens created and consumed, events played, lines logged (also those that found no room), tokens left waiting.
    """
    kind, to, element, role = p.kind, p.to, p.element, p.role
    team_low, team_high, team, priority = p.team_low, p.team_high, p.team, p.priority
    way_low, way_high, way, chance = p.way_low, p.way_high, p.way, p.chance
    slot_low, slot_high, slot_op, join_to, join_or = p.slot_low, p.slot_high, p.slot_op, p.join_to, p.join_or
    class_low, class_high, classes, mask = p.class_low, p.class_high, p.classes, p.mask
    counter, rounds, base = p.counter, p.rounds, p.base
    discipline, stretch, calendar = p.discipline, p.stretch, p.calendar
    arrive, begin, draws, warm = task.arrive, task.begin, task.draws, task.warm
    ended, active, done, again, waited, work = out.ended, out.active, out.done, out.again, out.waited, out.work
    queued, closed, delayed, joined, busy, line = out.queued, out.closed, out.delayed, out.joined, out.busy, out.line
    log_token, log_enabled, log_start, log_end = out.log_token, out.log_enabled, out.log_start, out.log_end
    ops = len(kind)
    cases = len(arrive) - 1
    joins = len(join_to)
    slots = len(slot_op)
    groups = len(mask)
    mortal = False
    for what in kind:
        if what == TERMINATE:
            mortal = True
    counters = 0
    for c in counter:
        counters = max(counters, c + 1)
    opening = task.window[0]
    closing = task.window[1]
    horizon = task.window[2]
    room = len(log_token)
    idle = list(p.servers)
    asleep = [False for n in p.servers]
    queue = [[(0.0, 0, 0, 0.0, 0.0)] for n in p.servers]
    for q in queue:
        q.pop()
    count = [0] * (cases * counters)
    held = [0] * (cases * slots)
    since = [0.0] * (cases * slots)
    near = [0] * (cases * groups)
    pending = [0] * cases
    dead = [False] * cases
    events = [(INFINITY, 0, 0)]
    stack = [0]
    stack.pop()
    touched = [0]
    touched.pop()
    passed = [(0.0, 0, 0, 0.0, 0.0)]
    passed.pop()
    gone = {-1}
    first_kept = warm * ops
    coming = 0
    next_arrival = arrive[0]
    seq = created = consumed = played = logged = 0
    op = 0
    now = 0.0
    moving = False
    while True:
        if next_arrival <= events[0][0]:
            if next_arrival > horizon or coming >= cases:
                break
            now = next_arrival
            case = coming
            coming += 1
            next_arrival = arrive[coming]
            op = begin[case]
            active[case] = 1
            created += 1
            moving = True
        else:
            if events[0][0] > horizon:
                break
            now, _, token = heappop(events)
            case = token // ops
            moving = token >= 0
            if moving:
                op = token - case * ops
                r = role[op]
                if r >= 0:
                    idle[r] += 1
                    touched.append(r)
                elif kind[op] == TEAM:
                    for i in range(team_low[op], team_high[op]):
                        idle[team[i]] += 1
                        touched.append(team[i])
                if groups:
                    for i in range(class_low[op], class_high[op]):
                        near[case * groups + classes[i]] -= 1
                op = to[op]
                if mortal:
                    moving = not dead[case]
            else:
                asleep[-token - 1] = False
                touched.append(-token - 1)
        played += 1

        # the token moves on until it rests; further tokens of splits wait on the stack
        while moving:
            x = 0.0
            e = element[op]
            if e >= 0:
                c = counter[e]
                if c < 0:
                    x = draws[base[e] + case]
                else:
                    c += case * counters
                    k = count[c]
                    count[c] = k + 1
                    x = draws[base[e] + k * cases + case] if k < rounds[e] else sample(e, case, k, p)
                    if k > 0 and case >= warm:
                        again[op] += 1
            what = kind[op]
            if what == WORK:
                token = case * ops + op
                seq += 1
                r = role[op]
                key = 0.0
                d = discipline[r]
                if d:
                    key = priority[op] if d == PRIORITY else x if d == SPT else arrive[case]
                heappush(queue[r], (key, seq, token, x, now))
                touched.append(r)
                if groups:
                    for i in range(class_low[op], class_high[op]):
                        near[case * groups + classes[i]] += 1
            elif what == TEAM:
                token = case * ops + op
                seq += 1
                for i in range(team_low[op], team_high[op]):
                    r = team[i]
                    d = discipline[r]
                    key = 0.0
                    if d:
                        key = priority[op] if d == PRIORITY else x if d == SPT else arrive[case]
                    heappush(queue[r], (key, seq, token, x, now))
                    touched.append(r)
                for i in range(class_low[op], class_high[op]):
                    near[case * groups + classes[i]] += 1
            elif what == XOR:
                i = way_low[op]
                last = way_high[op] - 1
                while i < last and x >= chance[i]:
                    i += 1
                op = way[i]
                continue
            elif what == DELAY:
                seq += 1
                heappush(events, (now + x, seq, case * ops + op))
                if case >= warm:
                    done[op] += 1
                    delayed[op] += x
                for i in range(class_low[op], class_high[op]):
                    near[case * groups + classes[i]] += 1
            elif what == END:
                active[case] -= 1
                consumed += 1
                ended[case] = now
            elif what in (AND_IN, OR_IN):
                s = p.slot[op]
                j = p.join[op]
                i = case * slots + s
                if held[i] == 0:
                    since[i] = now
                held[i] += 1
                active[case] -= 1
                for i in range(class_low[op], class_high[op]):
                    near[case * groups + classes[i]] += 1
                if what == OR_IN:
                    pending[case] += 1
                else:
                    ready = True
                    for s in range(slot_low[j], slot_high[j]):
                        if held[case * slots + s] == 0:
                            ready = False
                            break
                    if ready:
                        for s in range(slot_low[j], slot_high[j]):
                            held[case * slots + s] -= 1
                            consumed += 1
                            place = slot_op[s]
                            if case >= warm:
                                joined[place] += now - since[case * slots + s]
                            since[case * slots + s] = now
                            for i in range(class_low[place], class_high[place]):
                                near[case * groups + classes[i]] -= 1
                        active[case] += 1
                        created += 1
                        op = join_to[j]
                        continue
            elif what == AND:
                last = way_high[op] - 1
                active[case] += last - way_low[op]
                created += last + 1 - way_low[op]
                consumed += 1
                for i in range(last, way_low[op], -1):
                    stack.append(way[i])
                op = way[way_low[op]]
                continue
            elif what == FORK:
                i = way_low[op]
                if x < chance[i]:
                    op = way[i + 1]
                    if op >= 0:
                        active[case] += 1
                        created += 1
                        stack.append(op)
                    op = way[i]
                else:
                    op = way[i + 2]
                if op >= 0:
                    continue
                active[case] -= 1
                consumed += 1
            else:
                consumed += active[case]
                active[case] = 0
                ended[case] = now
                dead[case] = True
                stack.clear()
                moving = False
                break
            if stack:
                op = stack.pop()
                continue
            moving = False
            if groups and pending[case] > 0:
                for forced in range(2):
                    if moving or (forced == 1 and active[case] > 0):
                        break
                    for j in range(joins):
                        marked = 0
                        if join_or[j] == 0:
                            continue
                        for s in range(slot_low[j], slot_high[j]):
                            if held[case * slots + s] > 0:
                                marked |= 2 << (s - slot_low[j])
                        if marked == 0:
                            continue
                        ready = True
                        if forced == 0:
                            for g in range(p.join_class_low[j], p.join_class_high[j]):
                                if near[case * groups + g] > 0 and mask[g] & marked == 0:
                                    ready = False
                                    break
                        if ready:
                            for s in range(slot_low[j], slot_high[j]):
                                i = case * slots + s
                                taken = min(held[i], 1) if join_or[j] == 1 else held[i]
                                if taken > 0:
                                    place = slot_op[s]
                                    held[i] -= taken
                                    pending[case] -= taken
                                    consumed += taken
                                    if case >= warm:
                                        joined[place] += (now - since[i]) * taken
                                    since[i] = now
                                    for g in range(class_low[place], class_high[place]):
                                        near[case * groups + classes[g]] -= taken
                            active[case] += 1
                            created += 1
                            op = join_to[j]
                            moving = True
                            break

        # whoever is free takes the next in the queue
        while touched:
            r = touched.pop()
            q = queue[r]
            cal = calendar[r]
            while q and idle[r] > 0:
                if cal >= 0:
                    start = next_open(now, cal, p)
                    if start > now:
                        if not asleep[r]:
                            asleep[r] = True
                            seq += 1
                            heappush(events, (start, seq, -r - 1))
                        break
                entry = heappop(q)
                _, number, token, x, enabled = entry
                op = token % ops
                if mortal and dead[token // ops]:
                    continue
                alone = role[op] >= 0
                low = team_low[op]
                high = team_high[op]
                if alone:
                    idle[r] -= 1
                else:
                    if number in gone:
                        continue
                    free = True
                    for i in range(low, high):
                        other = team[i]
                        if idle[other] == 0:
                            free = False
                        elif calendar[other] >= 0:
                            start = next_open(now, calendar[other], p)
                            if start > now:
                                free = False
                                if not asleep[other]:
                                    asleep[other] = True
                                    seq += 1
                                    heappush(events, (start, seq, -other - 1))
                    if not free:
                        passed.append(entry)
                        continue
                    gone.add(number)
                    for i in range(low, high):
                        idle[team[i]] -= 1
                d = x * stretch[r]
                end = now + d if cal < 0 else finish(now, d, r, p)
                if not alone:
                    for i in range(low, high):
                        end = max(end, finish(now, x * stretch[team[i]], team[i], p))
                seq += 1
                heappush(events, (end, seq, token))
                wait = now - enabled
                if token >= first_kept:
                    done[op] += 1
                    work[op] += x
                    shut = 0.0
                    if end - now > x * (1.0 + 1e-12):
                        shut = end - now - x
                    if wait > 0.0:
                        waited[op] += 1
                        open_wait = wait
                        if cal >= 0:
                            open_wait = worked(now, cal, p) - worked(enabled, cal, p)
                            shut += wait - open_wait
                        queued[op] += open_wait
                    if shut > 0.0:
                        closed[op] += shut
                if room > 0:
                    if logged < room:
                        log_token[logged] = token
                        log_enabled[logged] = enabled
                        log_start[logged] = now
                        log_end[logged] = end
                    logged += 1
                left = now if now > opening else opening
                right = end if end < closing else closing
                if right > left:
                    part = right - left
                    if end - now > x:
                        part *= x / (end - now)
                    if alone:
                        busy[r] += part
                    else:
                        for i in range(low, high):
                            busy[team[i]] += part
                if wait > 0.0:
                    left = enabled if enabled > opening else opening
                    right = now if now < closing else closing
                    if right > left:
                        if alone:
                            line[r] += right - left
                        else:
                            for i in range(low, high):
                                line[team[i]] += right - left
            while passed:
                heappush(q, passed.pop())
    for q in queue:
        for _, _, token, _, enabled in q:
            if closing > max(enabled, opening):
                op = token % ops
                if role[op] >= 0:
                    line[role[op]] += closing - max(enabled, opening)
    waiting = 0
    for n in held:
        waiting += n
    return created, consumed, played, logged, waiting
