"""A label without stray spaces and full-width Latin letters; the one change of a label that is always right.

Full-width letters, digits and the full-width space become ordinary ones; Chinese punctuation stays. Kept apart from the
NFKC form that labels are compared in, which would turn Chinese punctuation into Latin one.
"""

from __future__ import annotations

_FULL_WIDTH = {
    0x3000: " ",
    0xA0: " ",
    **{code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
}


def clean(text: str) -> str:
    """The tidy form of a label.

    Example:
        >>> clean(" ＥＲＰ  录入，是否完成？")
        'ERP 录入，是否完成？'
    """
    return " ".join(text.translate(_FULL_WIDTH).split())
