"""Solving ``x = A x + b`` of one large strongly connected part by eliminating one node after the other.

Method: state elimination, the node with the fewest products of users and terms first (Markowitz 1957). Process graphs
    branch little, so little fills in and the cost stays near O(n); a dense LU of the same part costs O(n^3) and
    n^2 numbers of memory. A is not negative, so a bounded solution exists exactly when every pivot is positive
    (I - A is an M-matrix).
References: Markowitz 1957, The elimination form of the inverse and its application to linear programming; Berman,
    Plemmons 1994, Nonnegative Matrices in the Mathematical Sciences, chapter 6.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

_SINGULAR = 1e-13


def eliminate(terms: dict[str, dict[str, float]], right: dict[str, NDArray[np.float64]]) -> bool:
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
    order: list[str] = []
    heap = [(_work(node, terms, users), node) for node in terms]
    heapify(heap)
    gone: set[str] = set()
    while heap:
        work, node = heappop(heap)
        if node in gone:
            continue
        now = _work(node, terms, users)
        if now > work:
            heappush(heap, (now, node))
            continue
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
            factor = terms[user].pop(node)
            right[user] = right[user] + factor * right[node]
            mine = terms[user]
            for other, share in row.items():
                mine[other] = mine.get(other, 0.0) + factor * share
                users[other].add(user)
        for other in row:
            users[other].discard(node)
            heappush(heap, (_work(other, terms, users), other))
        gone.add(node)
        order.append(node)
    for node in reversed(order):
        for other, share in terms[node].items():
            right[node] = right[node] + share * right[other]
    return True


def _work(node: str, terms: dict[str, dict[str, float]], users: dict[str, set[str]]) -> int:
    """How many products eliminating the node costs."""
    return len(terms[node]) * len(users[node])
