"""Random numbers by address: seed, replication, purpose, element, case and execution give the number (handbook 6.3).

A counter-based generator: the numbers of one element do not depend on what other elements draw, so an as-is and a
to-be with the same seed see the same arrivals and, where they are unchanged, the same durations and choices (common
random numbers). 53 bits come from two 32-bit words, each mixed three times (`bpr.simulation.chance.uniform`).
Reference: L'Ecuyer et al. 2002, An object-oriented random-number package with many long streams and substreams.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Numbers = NDArray[np.float64]
Key = tuple[int, int, int]

_WORD = np.uint64(0xFFFFFFFF)


def key_of(seed: int, replication: int, purpose: str, element: str) -> Key:
    """The key of a stream: three 32-bit words.

    Example:
        >>> key_of(1, 0, "service", "A1") == key_of(1, 0, "service", "A1") != key_of(1, 0, "service", "A2")
        True
    """
    name = "\x1f".join((str(seed), str(replication), purpose, element)).encode()
    digest = hashlib.blake2b(name, digest_size=12).digest()
    return (
        int.from_bytes(digest[:4], "little"),
        int.from_bytes(digest[4:8], "little"),
        int.from_bytes(digest[8:], "little"),
    )


def uniforms(key: Key, cases: int, k: int = 0) -> Numbers:
    """The k-th uniform number of the cases 0, 1, 2, ... in the stream of a key; strictly between 0 and 1."""
    word = _mix((np.uint64(key[0]) + np.arange(cases, dtype=np.uint64) * np.uint64(0x9E3779B1)) & _WORD)
    high = _mix(((word ^ np.uint64(key[1])) + np.uint64(k * 0x85EBCA6B & 0xFFFFFFFF)) & _WORD)
    low = _mix(((word ^ np.uint64(key[2])) + np.uint64(k * 0xC2B2AE35 & 0xFFFFFFFF)) & _WORD)
    numbers: Numbers = ((high >> np.uint64(5)) * 67108864.0 + (low >> np.uint64(6)) + 0.5) / 9007199254740992.0
    return numbers


def _mix(x: Words) -> Words:
    x = ((x >> np.uint64(16)) ^ x) * np.uint64(0x7FEB352D) & _WORD
    x = ((x >> np.uint64(15)) ^ x) * np.uint64(0x846CA68B) & _WORD
    return (x >> np.uint64(16)) ^ x
