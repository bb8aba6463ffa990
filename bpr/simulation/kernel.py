"""The event loop of the simulation: plain arrays in, plain arrays out (handbook 6.1, 6.2).

Written once: with lists it runs in any Python, with arrays numba compiles this very function (`bpr.simulation.fast`).
The event list is ordered by time and sequence number; every pool has a queue ordered by (key, sequence number), where
the key is its discipline. Work of several roles starts only when all of them have somebody free (no partial seizing).
Whoever is free takes work that meets no queue at once; all other work goes through the queue of its role.
An AND join fires when every input holds a token of the case; OR joins and batches stand in `bpr.simulation.meeting`.
Complexity: O(events * log events).
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import Any

from bpr.simulation.chance import sample
from bpr.simulation.clock import finish, next_open, worked
from bpr.simulation.codes import (
    AND,
    AND_IN,
    DELAY,
    END,
    FORK,
    GATHER,
    INFINITY,
    OR_IN,
    PASS,
    PRIORITY,
    SPT,
    TEAM,
    TERMINATE,
    WORK,
    XOR,
    Totals,
)
from bpr.simulation.meeting import hand_over, may_fire, release, take

NOWHERE = -1


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
    class_low, class_high, classes = p.class_low, p.class_high, p.classes
    low_class, high_class, mask = p.join_class_low, p.join_class_high, p.mask
    counter, rounds, base = p.counter, p.rounds, p.base
    key1, key2, key3, family, first, second, third = p.key1, p.key2, p.key3, p.family, p.first, p.second, p.third
    table, table_low, table_size = p.table, p.table_low, p.table_size
    discipline, stretch, calendar, direct = p.discipline, p.stretch, p.calendar, p.direct
    batch, batch_size, batch_wait = p.batch, p.batch_size, p.batch_wait
    enter, leave, carry, holders, shift = p.enter, p.leave, p.carry, p.holders, p.shift
    arrive, begin, draws, warm = task.arrive, task.begin, task.draws, task.warm
    ended, active, done, again, waited, work = out.ended, out.active, out.done, out.again, out.waited, out.work
    queued, closed, delayed, joined, busy, line = out.queued, out.closed, out.delayed, out.joined, out.busy, out.line
    passed = out.passed
    cases = len(arrive) - 1
    joins, slots, groups, roles = len(join_to), len(slot_op), len(mask), len(p.servers)
    low_bits = (1 << shift) - 1
    mortal = False
    for what in kind:
        if what == TERMINATE:
            mortal = True
    counters = carriers = 0
    for c in counter:
        counters = max(counters, c + 1)
    for c in carry:
        carriers = max(carriers, c + 1)
    opening, closing, horizon = task.window[0], task.window[1], task.window[2]
    whole = opening <= 0.0 and closing == INFINITY
    room = len(out.log_token)
    idle = list(p.servers)
    waiting = [0 for n in p.servers]
    asleep = [False for n in p.servers]
    queue = [[(0.0, 0, 0, 0.0, 0.0)] for n in p.servers]
    for q in queue:
        q.pop()
    crowd = [[(0, 0.0)] for n in batch_size]
    for gathered in crowd:
        gathered.pop()
    due = [0.0 for n in batch_size]
    crowded = 0
    count = [0] * (cases * counters)
    held = [0] * (cases * slots)
    since = [0.0] * (cases * slots)
    source = [NOWHERE] * (cases * slots)
    carried = [NOWHERE] * (cases * carriers)
    near = [0] * (cases * groups)
    pending = [0] * cases
    dead = [False] * cases
    events = [(INFINITY, 0, 0)]
    stack = [0]
    stack.pop()
    touched = [0]
    touched.pop()
    passed_by = [(0.0, 0, 0, 0.0, 0.0)]
    passed_by.pop()
    gone = {-1}
    first_kept = warm << shift
    coming = 0
    next_arrival = arrive[0]
    seq = created = consumed = played = logged = 0
    op = 0
    origin = NOWHERE
    now = 0.0
    moving = False
    while True:
        if next_arrival <= events[0][0]:
            if next_arrival > horizon:
                break
            if coming >= cases:
                if crowded == 0:
                    break
                for gathered in crowd:  # nothing more can come: what has gathered goes on
                    seq = release(gathered, events, now, seq, shift, first_kept, out.gathered)
                crowded = 0
                continue
            now = next_arrival
            case = coming
            coming += 1
            next_arrival = arrive[coming]
            op = begin
            origin = NOWHERE
            active[case] = 1
            created += 1
            moving = True
        else:
            if events[0][0] > horizon:
                break
            now, _, token = heappop(events)
            moving = token >= 0
            case = token >> shift
            if moving:
                op = token & low_bits
                r = role[op]
                if r >= 0:
                    idle[r] += 1
                    if waiting[r] > 0:
                        touched.append(r)
                elif kind[op] == TEAM:
                    for i in range(team_low[op], team_high[op]):
                        idle[team[i]] += 1
                        touched.append(team[i])
                if groups:
                    for i in range(class_low[op], class_high[op]):
                        near[case * groups + classes[i]] -= 1
                origin = leave[op]
                if carry[op] >= 0:
                    origin = carried[case * carriers + carry[op]]
                op = to[op]
                if mortal:
                    moving = not dead[case]
            elif token >= -roles:
                asleep[-token - 1] = False
                touched.append(-token - 1)
            else:
                g = -token - roles - 1
                if len(crowd[g]) > 0 and due[g] == now:
                    crowded -= len(crowd[g])
                    seq = release(crowd[g], events, now, seq, shift, first_kept, out.gathered)
        played += 1

        # the token moves on until it rests; further tokens of splits wait on the stack, each with its origin
        while moving:
            h = enter[op]
            if h >= 0:
                if origin >= 0:
                    if case >= warm:
                        passed[origin * holders + h] += 1
                elif origin != NOWHERE and case >= warm:
                    hand_over(origin, h, source, case * slots, slot_low, slot_high, holders, passed)
                origin = h
            x = 0.0
            e = element[op]
            if e >= 0:
                c = counter[e]
                k = 0
                if c >= 0:
                    c += case * counters
                    k = count[c]
                    count[c] = k + 1
                    if k > 0 and case >= warm:
                        again[op] += 1
                if k < rounds[e]:
                    x = draws[base[e] + k * cases + case]
                else:
                    x = sample(case, k, key1[e], key2[e], key3[e], family[e], first[e], second[e], third[e], table,
                               table_low[e], table_size[e])  # fmt: skip
            what = kind[op]
            if what == WORK:
                token = case << shift | op
                seq += 1
                r = role[op]
                if groups:
                    for i in range(class_low[op], class_high[op]):
                        near[case * groups + classes[i]] += 1
                if waiting[r] == 0 and idle[r] > 0 and direct[r]:
                    idle[r] -= 1
                    d = x * stretch[r]
                    end = now + d
                    heappush(events, (end, seq, token))
                    if case >= warm:
                        done[op] += 1
                        work[op] += x
                        if d > x:
                            closed[op] += d - x
                    if room > 0:
                        logged = write_line(out, logged, room, token, now, now, end)
                    busy[r] += x if whole else share(now, end, x, opening, closing)
                else:
                    key = 0.0
                    d = discipline[r]
                    if d:
                        key = priority[op] if d == PRIORITY else x if d == SPT else arrive[case]
                    heappush(queue[r], (key, seq, token, x, now))
                    waiting[r] += 1
                    if idle[r] > 0:
                        touched.append(r)
            elif what == XOR:
                i = way_low[op]
                last = way_high[op] - 1
                while i < last and x >= chance[i]:
                    i += 1
                op = way[i]
                continue
            elif what in (AND_IN, OR_IN):
                j = p.join[op]
                i = case * slots + p.slot[op]
                if held[i] == 0:
                    since[i] = now
                held[i] += 1
                source[i] = origin
                active[case] -= 1
                if groups:
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
                        consumed += take(j, case, now, 0, held, since, source, near, slot_low, slot_high, slot_op,
                                         class_low, class_high, classes, groups, case >= warm, joined)  # fmt: skip
                        active[case] += 1
                        created += 1
                        op = join_to[j]
                        origin = -2 - j
                        continue
            elif what == AND:
                last = way_high[op] - 1
                active[case] += last - way_low[op]
                created += last + 1 - way_low[op]
                consumed += 1
                for i in range(last, way_low[op], -1):
                    stack.append(origin)
                    stack.append(way[i])
                op = way[way_low[op]]
                continue
            elif what == DELAY:
                seq += 1
                heappush(events, (now + x, seq, case << shift | op))
                if case >= warm:
                    done[op] += 1
                    delayed[op] += x
                if carry[op] >= 0:
                    carried[case * carriers + carry[op]] = origin
                if groups:
                    for i in range(class_low[op], class_high[op]):
                        near[case * groups + classes[i]] += 1
            elif what == END:
                active[case] -= 1
                consumed += 1
                ended[case] = now
            elif what == PASS:
                op = to[op]
                continue
            elif what == TEAM:
                seq += 1
                for i in range(team_low[op], team_high[op]):
                    r = team[i]
                    d = discipline[r]
                    key = 0.0
                    if d:
                        key = priority[op] if d == PRIORITY else x if d == SPT else arrive[case]
                    heappush(queue[r], (key, seq, case << shift | op, x, now))
                    waiting[r] += 1
                    touched.append(r)
                for i in range(class_low[op], class_high[op]):
                    near[case * groups + classes[i]] += 1
            elif what == GATHER:
                g = batch[op]
                for i in range(class_low[op], class_high[op]):
                    near[case * groups + classes[i]] += 1
                if len(crowd[g]) == 0 and batch_wait[g] < INFINITY:
                    seq += 1
                    due[g] = now + batch_wait[g]
                    heappush(events, (due[g], seq, -roles - 1 - g))
                crowd[g].append((case << shift | op, now))
                crowded += 1
                if len(crowd[g]) >= batch_size[g]:
                    crowded -= len(crowd[g])
                    seq = release(crowd[g], events, now, seq, shift, first_kept, out.gathered)
            elif what == FORK:
                i = way_low[op]
                if x < chance[i]:
                    op = way[i + 1]
                    if op >= 0:
                        active[case] += 1
                        created += 1
                        stack.append(origin)
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
                origin = stack.pop()
                continue
            moving = False
            if groups and pending[case] > 0:
                for forced in range(2):
                    if moving or (forced == 1 and active[case] > 0):
                        break
                    for j in range(joins):
                        if join_or[j] and may_fire(j, case, forced, held, near, slot_low, slot_high, slots, low_class,
                                                   high_class, mask):  # fmt: skip
                            taken = take(j, case, now, join_or[j], held, since, source, near, slot_low, slot_high,
                                         slot_op, class_low, class_high, classes, groups, case >= warm,
                                         joined)  # fmt: skip
                            pending[case] -= taken
                            consumed += taken
                            active[case] += 1
                            created += 1
                            op = join_to[j]
                            origin = -2 - j
                            moving = True
                            break

        # whoever is free takes the next in the queue
        while touched:
            r = touched.pop()
            if waiting[r] == 0:
                continue
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
                waiting[r] -= 1
                _, number, token, x, enabled = entry
                op = token & low_bits
                if mortal and dead[token >> shift]:
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
                        passed_by.append(entry)
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
                    shut = d - x
                    if (cal >= 0 or not alone) and end - now > x * (1.0 + 1e-12):
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
                    logged = write_line(out, logged, room, token, enabled, now, end)
                part = x if whole else share(now, end, x, opening, closing)
                span = wait if whole else max(0.0, min(now, closing) - max(enabled, opening))
                if alone:
                    busy[r] += part
                    line[r] += span
                else:
                    for i in range(low, high):
                        busy[team[i]] += part
                        line[team[i]] += span
            while passed_by:
                heappush(q, passed_by.pop())
                waiting[r] += 1
    for q in queue:
        for _, _, token, _, enabled in q:
            if closing > max(enabled, opening):
                op = token & low_bits
                if role[op] >= 0:
                    line[role[op]] += closing - max(enabled, opening)
    left = crowded
    for n in held:
        left += n
    return created, consumed, played, logged, left


def share(start: float, end: float, x: float, opening: float, closing: float) -> float:
    """The part of ``x`` units of work between start and end that falls into a window."""
    span = min(end, closing) - max(start, opening)
    if span <= 0.0:
        return 0.0
    return span * x / (end - start) if end - start > x else span


def write_line(out: Any, logged: int, room: int, token: int, enabled: float, start: float, end: float) -> int:
    """Write one line of the event log where there is room; gives the number of lines so far."""
    if logged < room:
        out.log_token[logged] = token
        out.log_enabled[logged] = enabled
        out.log_start[logged] = start
        out.log_end[logged] = end
    return logged + 1
