"""The Check sheet: live formulas that judge the RACI sheet while people edit it.

One row a step: how often each letter stands, and a verdict in words. The number of faults has the name ``raci_faults``.
The formulas read the RACI sheet by position inside named ranges (INDEX), so that they follow inserted, deleted and
sorted rows. Sub-process summaries (kind ``Σ``) are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from bpr.analysis.raci.cells import duties_of
from bpr.analysis.raci.derive import RaciMatrix
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book
from bpr.export.workbook.plan import Plan
from bpr.export.workbook.sheet_raci import GRID, KINDS, NUMBERS, ROLES, STEPS, count_formula
from bpr.export.workbook.styles import FAULT, FAULT_TEXT, FINE, FINE_TEXT, highlight
from bpr.model.raci import letters_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FAULTS = "raci_faults"
_TOTAL_ROW = 4
_LINE, _NUMBER, _STEP = 1, 2, 3
_FIRST_LETTER = 4


def write_check(book: Book, sheet: Worksheet, matrix: RaciMatrix, plan: Plan) -> None:
    """Fill the Check sheet."""
    letters = letters_of(matrix.variant)
    verdict = _FIRST_LETTER + len(letters) + 1
    first = _TOTAL_ROW + 3
    rows = len(plan.steps) + at.SPARE_ROWS
    book.heading(
        sheet,
        book.say("Check: is every duty in order?", "检查：职责是否完整清晰？"),
        [book.say("Counts follow the RACI sheet while you edit it.", "本页随矩阵的修改自动更新。")],
        column=_NUMBER,
    )
    heads = ["", book.say("No.", "序号"), book.say("Step", "步骤"), *letters, "?", book.say("Verdict", "结论"), ""]
    widths = [5.0, 7.0, 36.0, *[6.0 for _ in letters], 6.0, 46.0, 4.0]
    book.table(sheet, first - 1, heads, widths)
    faults = 0
    for line in range(1, rows + 1):
        faults += _row(book, sheet, matrix, plan, first + line - 1, line, verdict)
    _total(book, sheet, faults, verdict, first, rows)
    _roles(book, sheet, matrix, plan, first, verdict + 3)
    for column in (_LINE, verdict + 1):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.freeze_panes = f"{get_column_letter(_FIRST_LETTER)}{first}"
    book.page(sheet, title_rows=f"{first - 1}:{first - 1}")


def _row(book: Book, sheet: Worksheet, matrix: RaciMatrix, plan: Plan, row: int, line: int, verdict: int) -> int:
    """One step; 1 when it has a fault now, else 0."""
    step = plan.steps[line - 1] if line <= len(plan.steps) else None
    here = f"$A{row}"
    area = f"INDEX({GRID},{here},0)"
    letters = letters_of(matrix.variant)
    held = list(matrix.rows[step.id].values()) if step else []
    counts = {letter: sum(letter in cell for cell in held) for letter in letters}
    name = matrix.step_name(step.id, book.lang) if step else ""
    book.put(sheet, row, _LINE, line, "count")
    book.formula(sheet, row, _NUMBER, f'IFERROR(INDEX({NUMBERS},{here})&"","")', step.number if step else "")
    book.formula(sheet, row, _STEP, f'IFERROR(INDEX({STEPS},{here})&"","")', name)
    for offset, letter in enumerate(letters):
        formula = f"IFERROR({count_formula(letter, area)},0)"
        book.formula(sheet, row, _FIRST_LETTER + offset, formula, counts[letter], "tally")
    unreadable = f"IFERROR({_unreadable(area, letters)},0)"
    book.formula(sheet, row, verdict - 1, unreadable, 0, "tally")
    cells = {letter: f"${get_column_letter(_FIRST_LETTER + offset)}{row}" for offset, letter in enumerate(letters)}
    said = _verdict_now(book, matrix, counts, summary=bool(step and step.summary), empty=not held, spare=step is None)
    formula = _verdict(book, matrix, cells, area, row, f"${get_column_letter(verdict - 1)}{row}")
    book.formula(sheet, row, verdict, formula, said)
    fine = {"", _ok(book), _summary(book)}
    spoken = f"${get_column_letter(verdict)}{row}"
    flag = f'IF(OR({spoken}="",{spoken}="{_ok(book)}",{spoken}="{_summary(book)}"),0,1)'
    book.formula(sheet, row, verdict + 1, flag, int(said not in fine), "count")
    return int(said not in fine)


def _verdict(book: Book, matrix: RaciMatrix, cells: dict[str, str], area: str, row: int, unreadable: str) -> str:
    """The formula that puts the judgement of a row into words."""
    name = f"${get_column_letter(_STEP)}{row}"
    filled = f"IFERROR(COUNTA({area}),0)"
    kind = f'IFERROR(INDEX({KINDS},$A{row}),"")'
    faults = [(f"{cells[letter]}{test}", text) for letter, test, text in _tests(book, matrix)]
    spoken = "&".join(f'IF({condition},"{text}","")' for condition, text in faults)
    broken = ",".join(condition for condition, _ in faults)
    return (
        f'IF(AND({name}="",{filled}=0),"",IF({kind}="{at.SUMMARY_KIND}","{_summary(book)}",'
        f'IF({filled}=0,"{_empty(book)}",IF({unreadable}>0,"{_bad(book)}",'
        f'IF(OR({broken}),TRIM({spoken}),"{_ok(book)}")))))'
    )


def _verdict_now(
    book: Book, matrix: RaciMatrix, counts: dict[str, int], *, summary: bool, empty: bool, spare: bool
) -> str:
    """The same judgement for the matrix as exported."""
    if spare:
        return ""
    if summary:
        return _summary(book)
    if empty:
        return _empty(book)
    broken = {"<>1": lambda count: count != 1, "<1": lambda count: count < 1, ">1": lambda count: count > 1}
    faults = [text for letter, test, text in _tests(book, matrix) if broken[test](counts[letter])]
    return "".join(faults).strip() or _ok(book)


def _tests(book: Book, matrix: RaciMatrix) -> list[tuple[str, str, str]]:
    """Letter, test on its count, and what to say when the test is true."""
    duties = duties_of(matrix.variant)
    one = [
        (letter, "<>1", book.say(f"needs exactly one {letter}. ", f"须有且仅有一个 {letter}。"))
        for letter in duties.exactly_one
    ]
    some = [
        (letter, "<1", book.say(f"needs at least one {letter}. ", f"至少需要一个 {letter}。"))
        for letter in duties.at_least_one
    ]
    most = [
        (letter, ">1", book.say(f"at most one {letter}. ", f"至多一个 {letter}。")) for letter in duties.at_most_one
    ]
    return [*one, *some, *most]


def _ok(book: Book) -> str:
    return book.say("OK", "正常")


def _summary(book: Book) -> str:
    return book.say("sum of the steps below", "汇总（见下级步骤）")


def _empty(book: Book) -> str:
    return book.say("empty row: nobody has a duty", "空行：未分配任何职责")


def _bad(book: Book) -> str:
    return book.say("an entry cannot be read: use the letters of the list", "存在无法识别的代码，请从列表选择")


def _unreadable(area: str, letters: str) -> str:
    """How many cells hold anything but letters of the variant and separators."""
    text = f"UPPER({area})"
    for char in [*dict.fromkeys(letters), "/", ",", " ", "-"]:
        text = f'SUBSTITUTE({text},"{char}","")'
    return f"SUMPRODUCT(--(LEN({text})>0))"


def _total(book: Book, sheet: Worksheet, faults: int, verdict: int, first: int, rows: int) -> None:
    """The number of faults, with its name, and the colours of the verdicts."""
    last = first + rows - 1
    flags, spoken = get_column_letter(verdict + 1), get_column_letter(verdict)
    book.put(sheet, _TOTAL_ROW, _STEP, book.say("Steps with faults", "有问题的步骤数"), "text bold")
    cell = book.formula(sheet, _TOTAL_ROW, _FIRST_LETTER, f"SUM({flags}{first}:{flags}{last})", faults, "count bold")
    title = sheet.title.replace("'", "''")
    where = f"'{title}'!${get_column_letter(_FIRST_LETTER)}${_TOTAL_ROW}"
    book.workbook.defined_names[FAULTS] = DefinedName(FAULTS, attr_text=where)
    bad = Rule(type="expression", dxf=highlight(FAULT, FAULT_TEXT), formula=[f"${flags}{first}=1"])
    fine = Rule(type="expression", dxf=highlight(FINE, FINE_TEXT, bold=False))
    fine.formula = [f'${spoken}{first}="{_ok(book)}"']
    for rule in (bad, fine):
        sheet.conditional_formatting.add(f"{spoken}{first}:{spoken}{last}", rule)
    some = Rule(type="expression", dxf=highlight(FAULT, FAULT_TEXT), formula=[f"${cell.coordinate[0]}${_TOTAL_ROW}>0"])
    none = Rule(type="expression", dxf=highlight(FINE, FINE_TEXT), formula=[f"${cell.coordinate[0]}${_TOTAL_ROW}=0"])
    for rule in (some, none):
        sheet.conditional_formatting.add(cell.coordinate, rule)


def _roles(book: Book, sheet: Worksheet, matrix: RaciMatrix, plan: Plan, first: int, left: int) -> None:
    """Beside the steps: how often each role holds each letter."""
    letters = letters_of(matrix.variant)
    sheet.column_dimensions[get_column_letter(left - 1)].width = 3
    book.table(sheet, first - 1, [book.say("Role", "角色"), *letters], [28.0, *[6.0 for _ in letters]], first=left)
    for position, role in enumerate(plan.roles, start=1):
        row = first + position - 1
        name = matrix.role_name(role.id, book.lang)
        book.formula(sheet, row, left, f'IFERROR(INDEX({ROLES},1,{position})&"","")', name)
        for offset, letter in enumerate(letters, start=1):
            held = sum(letter in row.get(role.id, ()) for row in matrix.own_rows.values())
            book.formula(sheet, row, left + offset, role_count_formula(letter, position), held, "tally")


def role_count_formula(letter: str, position: int) -> str:
    """How many steps (summaries left out) a role holds a letter in; ``position`` is that of its column."""
    found = f'ISNUMBER(SEARCH("{letter}",INDEX({GRID},0,{position})))'
    return f'IFERROR(SUMPRODUCT({found}*({KINDS}<>"{at.SUMMARY_KIND}")),0)'
