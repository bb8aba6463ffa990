"""Chinese texts of bpr use full-width punctuation beside Chinese characters."""

import io
import re
import tokenize
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parent.parent / "bpr").rglob("*.py"))
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!](?![\w<])")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_ascii_comma_or_colon_after_a_chinese_character(path):
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    faults = [
        token.string
        for token in tokens
        if token.type == tokenize.STRING and not token.string.startswith('"""') and HALF_WIDTH.search(token.string)
    ]
    assert faults == []
