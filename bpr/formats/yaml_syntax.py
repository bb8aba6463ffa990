"""What a YAML parser or decoder complains about, said again in plain words in both languages.

The parser's own words name its inner states; here each becomes what the writer of the file did: a tab, a full-width
colon, an unclosed quote, a wrong indent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bpr.errors import Problem, Where
from bpr.formats.places import excerpt
from bpr.text import Text

_Case = tuple[Callable[[str, str, str], bool], Text, Text]

_CASES: tuple[_Case, ...] = (
    (
        lambda complaint, line, char: char == "\t" or (_leading(line).count("\t") > 0),
        Text(en="a tab is used for indenting", zh="缩进使用了制表符(Tab)"),
        Text(en="indent with spaces, two for each level", zh="用空格缩进，每层两个"),
    ),
    (
        lambda complaint, line, char: "escape" in complaint or "hexdecimal" in complaint,
        Text(en="a backslash in double quotes begins an escape", zh="双引号中的反斜杠表示转义"),
        Text(en="use single quotes, or write the backslash twice", zh="改用单引号，或把反斜杠写两次"),
    ),
    (
        lambda complaint, line, char: "quoted scalar" in complaint or "unexpected end of stream" in complaint,
        Text(en="a quotation mark is opened and not closed", zh="引号没有闭合"),
        Text(en="close the quotation mark on the same line", zh="在同一行补上另一个引号"),
    ),
    (
        lambda complaint, line, char: "：" in line and ":" not in line.replace("：", ""),
        Text(en="a full-width colon '：' stands where ':' is needed", zh="这里用了全角冒号“：”，需要半角冒号"),
        Text(en="write ': ' (half-width colon and a space)", zh="改为半角冒号加空格 ': '"),
    ),
    (
        lambda complaint, line, char: "cannot start any token" in complaint,
        Text(en="a text must not begin with this character", zh="文字不能以这个字符开头"),
        Text(en="put the text in quotes", zh="给这段文字加引号"),
    ),
    (
        lambda complaint, line, char: "flow mapping" in complaint or "flow sequence" in complaint,
        Text(
            en="a bracket '{' or '[' is not closed, or a comma or quotes are missing",
            zh="括号 '{' 或 '[' 没有闭合，或缺少逗号或引号",
        ),
        Text(
            en="close the bracket, separate entries by ', ', and quote texts that hold ',', ':', '?', '[' or '{'",
            zh="补上括号，用半角逗号加空格分隔，含有 ',' ':' '?' '[' '{' 的文字加引号",
        ),
    ),
    (
        lambda complaint, line, char: "mapping values are not allowed" in complaint,
        Text(
            en="a second ': ' stands in one line, or the line before lacks its ':'",
            zh="一行里出现第二个 ': '，或上一行缺少冒号",
        ),
        Text(en="put text that holds ': ' in quotes; check the line above", zh="含有 ': ' 的文字加引号；并检查上一行"),
    ),
    (
        lambda complaint, line, char: "expected ':'" in complaint or "simple key" in complaint,
        Text(en="this line has no ': ' after its key", zh="这一行的键后面缺少 ': '"),
        Text(en="write 'key: value'", zh="写成“键：值”"),
    ),
    (
        lambda complaint, line, char: "block" in complaint or "expected '-' indicator" in complaint,
        Text(en="the indent of this line does not fit the lines above", zh="这一行的缩进与上面不一致"),
        Text(
            en="give keys of one step the same number of leading spaces",
            zh="同一个步骤的各个键前面的空格数要相同",
        ),
    ),
)


_PLAIN = {"：": ": ", "，": ", ", "｛": "{", "｝": "}", "［": "[", "］": "]"}
# a key with a full-width colon, a full-width bracket, or a full-width comma between the entries of {...} or [...]
_WIDE_SYNTAX = re.compile(
    r"^\s*(?:- +)?[\w.-]+(?P<colon>：)|(?P<bracket>[｛｝［］])|[\[{][^\"']*?:[^\"']*?(?P<comma>，)\s*\w+\s*:"
)


def syntax_problem(error: Any, lines: tuple[str, ...], name: str | None) -> Problem:
    """The parser's complaint as a problem with place and remedy."""
    mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if context_mark is not None and (mark is None or mark.line >= len(lines)):
        mark = context_mark
    complaint = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    row, column = (mark.line, mark.column) if mark is not None else (0, 0)
    row = min(row, max(len(lines) - 1, 0))
    line = lines[row] if lines else ""
    char = line[column : column + 1]
    if (wide := _full_width(lines, row)) is not None:
        return wide_problem(lines, *wide, name)
    for fits, message, remedy in _CASES:
        if fits(complaint, line, char):
            shown = excerpt(lines, row + 1, column + 1)
            return Problem(message, remedy, Where(name, row + 1, column + 1), "SYNTAX", shown)
    return Problem(
        Text(en=f"this is not YAML: {complaint.strip()}", zh=f"这不是有效的 YAML:{complaint.strip()}"),
        Text(en="compare the line with those above it", zh="与上面的行对照检查"),
        Where(name, row + 1, column + 1),
        "SYNTAX",
        excerpt(lines, row + 1, column + 1),
    )


def _full_width(lines: tuple[str, ...], row: int) -> tuple[int, int] | None:
    """Row and column of a full-width sign used as YAML syntax on the faulty line or the one above, or None."""
    for candidate in (row, row - 1):
        if 0 <= candidate < len(lines):
            found = _WIDE_SYNTAX.search(lines[candidate])
            if found is not None:
                return candidate, found.start(found.lastgroup or 0)
    return None


def wide_problem(lines: tuple[str, ...], row: int, column: int, name: str | None) -> Problem:
    """A full-width sign where YAML needs the half-width one."""
    sign = lines[row][column]
    plain = _PLAIN[sign]
    return Problem(
        Text(
            en=f"the full-width sign {sign} stands where YAML needs '{plain}'",
            zh=f"此处是全角符号 {sign}，YAML 语法需要半角 '{plain}'",
        ),
        Text(
            en=f"switch the input method to English and type '{plain}'",
            zh=f"切换到英文输入法，改为半角 '{plain}'",
        ),
        Where(name, row + 1, column + 1),
        "SYNTAX",
        excerpt(lines, row + 1, column + 1),
    )


def encoding_problem(content: bytes, error: UnicodeDecodeError, name: str | None) -> Problem:
    """A file that is not UTF-8: names the likely encoding and how to save it again."""
    if content[:2] == b"PK" or content[:4] == b"\xd0\xcf\x11\xe0":
        return Problem(
            Text(
                en="this is an Office or ZIP file, whatever its name says",
                zh="这是 Office 或 ZIP 文件，与文件名后缀不符",
            ),
            Text(
                en="write the process as a text file; 'bpr library copy' gives one to start from",
                zh="请用文本文件描述流程；可用 'bpr library copy' 复制一个作为起点",
            ),
            Where(name),
            "ENCODING",
        )
    line = content.count(b"\n", 0, error.start) + 1
    guess = "UTF-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _legacy(content)
    return Problem(
        Text(en=f"the file is not UTF-8 (it looks like {guess})", zh=f"文件不是 UTF-8 编码(看起来是 {guess})"),
        Text(
            en="save it as UTF-8: in Notepad 'Save as', Encoding 'UTF-8'; in Excel 'CSV UTF-8'",
            zh="另存为 UTF-8：记事本“另存为”，编码选“UTF-8”；Excel 选“CSV UTF-8”",
        ),
        Where(name, line),
        "ENCODING",
    )


def _leading(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _legacy(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "an old or binary format"
    return "gb18030"
