"""Solving ``x = A x + b`` of one large strongly connected part without a dense matrix of its size.

Method: nodes are eliminated one after the other, those with the fewest products of users and terms first (Markowitz
    1957). Process graphs branch little, so hardly anything fills in and the cost stays near O(n); a dense LU of the
    same part costs O(n^3) and n^2 numbers of memory. Where elimination would fill in (nodes that all lead to each
    other), what is left is solved as a whole: by LU, or, when it is too large for that, by summing ``b + A b + A^2 b
    ...`` until nothing is added any more.
    A is not negative, so a bounded solution exists exactly when every pivot is positive (I - A is an M-matrix).
References: Markowitz 1957, The elimination form of the inverse and its application to linear programming; Berman,
    Plemmons 1994, Nonnegative Matrices in the Mathematical Sciences, chapter 6.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

_SINGULAR = 1e-13
_CHEAP = 30  # a node that costs more products than this is left to the core
_LARGEST_LU = 3_000
_MOST_SUMS = 20_000
_NOTHING = 1e-15

Terms = dict[str, dict[str, float]]
Sides = dict[str, NDArray[np.float64]]


def eliminate(terms: Terms, right: Sides) -> bool:
    """Solve the system in place.

    Args:
        terms: by node, the factor of each other node (and of itself) in its equation; used up.
        right: by node, the right-hand side; the solution afterwards.

    Returns:
        False when there is no bounded solution.
    """
    users: dict[str, set[str]] = {node: set() for node in terms}
    for node, row in terms.items():
        for other in row:
            users[other].add(node)
    heap = [(len(row) * len(users[node]), node) for node, row in terms.items()]
    heapify(heap)
    order: dict[str, None] = {}
    while heap:
        work, node = heappop(heap)
        if node in order:
            continue
        now = len(terms[node]) * len(users[node])
        if now > work:
            heappush(heap, (now, node))
            continue
        if now > _CHEAP:
            break
        if not _substitute(node, terms, right, users):
            return False
        order[node] = None
        for other in terms[node]:
            heappush(heap, (len(terms[other]) * len(users[other]), other))
    core = [node for node in terms if node not in order]
    if core and not _solve_core(core, terms, right):
        return False
    for node in reversed(order):
        for other, share in terms[node].items():
            right[node] = right[node] + share * right[other]
    return True


def _substitute(node: str, terms: Terms, right: Sides, users: dict[str, set[str]]) -> bool:
    """Put the equation of a node into those of its users; False when it has no bounded solution."""
    row = terms[node]
    users[node].discard(node)
    pivot = 1.0 - row.pop(node, 0.0)
    if not pivot > _SINGULAR:
        return False
    if pivot != 1.0:
        for other in row:
            row[other] /= pivot
        right[node] = right[node] / pivot
    for user in users[node]:
        mine = terms[user]
        factor = mine.pop(node)
        right[user] = right[user] + factor * right[node]
        for other, share in row.items():
            mine[other] = mine.get(other, 0.0) + factor * share
            users[other].add(user)
    for other in row:
        users[other].discard(node)
    return True


def _solve_core(core: list[str], terms: Terms, right: Sides) -> bool:
    """Solve what is left as a whole."""
    place = {node: number for number, node in enumerate(core)}
    cells = [(place[node], place[other], factor) for node in core for other, factor in terms[node].items()]
    rows = np.array([cell[0] for cell in cells])
    columns = np.array([cell[1] for cell in cells])
    factors = np.array([cell[2] for cell in cells])
    sides = np.array([right[node] for node in core])
    solution = _lu(rows, columns, factors, sides) if len(core) <= _LARGEST_LU else _sum(rows, columns, factors, sides)
    if solution is None:
        return False
    right.update(zip(core, solution, strict=True))
    return True


def _lu(
    rows: NDArray[np.int64], columns: NDArray[np.int64], factors: NDArray[np.float64], sides: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    matrix = np.eye(len(sides))
    matrix[rows, columns] -= factors
    try:
        return np.asarray(np.linalg.solve(matrix, sides), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None


def _sum(
    rows: NDArray[np.int64], columns: NDArray[np.int64], factors: NDArray[np.float64], sides: NDArray[np.float64]
) -> NDArray[np.float64] | None:
    total, added = sides.copy(), sides
    for _ in range(_MOST_SUMS):
        parts = factors[:, None] * added[columns]
        added = np.column_stack(
            [np.bincount(rows, parts[:, number], minlength=len(sides)) for number in range(sides.shape[1])]
        )
        total += added
        if np.abs(added).max() <= _NOTHING * max(1.0, float(np.abs(total).max())):
            return total
    return None
