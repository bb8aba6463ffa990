"""Mending labels in files."""

import re

import pytest

from bpr.diagnosis.fix import fix_labels

FILE = """# a comment
process: p   # another
roles:
  clerk: {name: {en: " Clerk", zh: 职员}}
steps:
  - id: A1
    name: {en: Check  it, zh: ＥＲＰ 录入，完成？}   # keep
    role: clerk
    next: G
  - id: G
    decision: "Good? "
    next:
      - {to: A1, when: " no", share: 10%}
      - {to: B, when: yes, share: 90%}
  - {id: B, subprocess: S, steps: [{id: C, name: ' x '}]}
"""


def test_labels_are_tidied_and_everything_else_stays():
    fixed = fix_labels(FILE.encode())
    expected = (
        FILE.replace('" Clerk"', '"Clerk"')
        .replace("Check  it", "Check it")
        .replace("ＥＲＰ", "ERP")
        .replace('"Good? "', '"Good?"')
        .replace('" no"', '"no"')
        .replace("' x '", "'x'")
    )
    assert re.sub(" +#", " #", fixed.content.decode()) == re.sub(" +#", " #", expected)
    assert len(fixed.changes) == 6
    assert fix_labels(fixed.content) is None


def test_byte_order_mark_and_line_ends_stay():
    content = b"\xef\xbb\xbf" + b"process: p\r\nsteps:\r\n- {id: A, name: 'a  b'}\r\n"
    assert fix_labels(content).content == content.replace(b"a  b", b"a b")


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"a: &x 1\nb: *x\n", b"process: [", b"- 1\n", b"services: {a: ' b'}\n", b"process: p\n"]
)
def test_what_is_no_tidy_process_file_is_left_alone(content):
    assert fix_labels(content) is None
