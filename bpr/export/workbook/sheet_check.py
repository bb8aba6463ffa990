"""The Check sheet: live formulas that judge the RACI sheet while people edit it.

One row a step: how often each letter stands, a verdict in words, and what to look at. Beside them the roles, below them
the pairs of steps that must have different performers. The number of faults has the name ``raci_faults``.
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
from bpr.analysis.raci.rollup import Row
from bpr.export.workbook import check_words as words
from bpr.export.workbook import plan as at
from bpr.export.workbook.book import Book
from bpr.export.workbook.cells import height
from bpr.export.workbook.check_roles import department_of, outside_formula, write_role_check
from bpr.export.workbook.check_separation import write_separation
from bpr.export.workbook.check_words import Test
from bpr.export.workbook.plan import Plan, StepRow
from bpr.export.workbook.sheet_raci import DEPARTMENTS, GRID, KINDS, NUMBERS, STEPS, count_formula
from bpr.export.workbook.styles import FAULT, FAULT_TEXT, FINE, FINE_TEXT, WARN, highlight
from bpr.model.process import Process
from bpr.model.raci import letters_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FAULTS = "raci_faults"
_TOTAL_ROW = 4
_LINE, _NUMBER, _STEP = 1, 2, 3
_FIRST_LETTER = 4
_FIRST_STEP = _TOTAL_ROW + 3
_ADVICE_WIDTH = 40.0


def write_check(book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan) -> None:
    """Fill the Check sheet."""
    letters = letters_of(matrix.variant)
    verdict = _FIRST_LETTER + len(letters) + 1
    first, rows = _FIRST_STEP, len(plan.steps) + at.SPARE_ROWS
    book.heading(
        sheet,
        book.say("Check: is every duty in order?", "检查：职责是否完整清晰？"),
        [book.say("Counts follow the RACI sheet while you edit it.", "本页随矩阵的修改自动更新。")],
        column=_NUMBER,
    )
    say = book.say
    heads = [
        "",
        say("No.", "序号"),
        say("Step", "步骤"),
        *letters,
        "?",
        say("Verdict", "结论"),
        "",
        say("Look at", "关注"),
    ]
    widths = [5.0, 7.0, 36.0, *[6.0 for _ in letters], 6.0, 46.0, 4.0, _ADVICE_WIDTH]
    book.table(sheet, first - 1, heads, widths)
    writer = _Rows(book, sheet, process, matrix, plan, verdict)
    faults = sum(writer.row(line) for line in range(1, rows + 1))
    more, last = write_separation(book, sheet, process, matrix, plan, first + rows + 1, verdict)
    _total(book, sheet, faults + more, verdict, first, max(rows, last - first + 1))
    right = write_role_check(book, sheet, process, matrix, plan, first, verdict + 4)
    for column in (_LINE, verdict + 1):
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    sheet.freeze_panes = f"{get_column_letter(_FIRST_LETTER)}{first}"
    sheet.print_area = f"{get_column_letter(_NUMBER)}1:{right}{max(first + rows - 1, last, first + len(plan.roles))}"
    book.page(sheet, title_rows=f"{first - 1}:{first - 1}")


class _Rows:
    """Writes the row of each step; all rows have the same formulas but for their number."""

    def __init__(
        self, book: Book, sheet: Worksheet, process: Process, matrix: RaciMatrix, plan: Plan, verdict: int
    ) -> None:
        self.book, self.sheet, self.process, self.matrix, self.plan = book, sheet, process, matrix, plan
        self.verdict = verdict
        self.letters = letters_of(matrix.variant)
        self.answers = duties_of(matrix.variant).answers
        self.homes = {role.id: department_of(book, process, role.id) for role in plan.roles}
        self.fine = (words.ok(book), words.summary(book))

    def row(self, line: int) -> int:
        """One step; 1 when it has a fault now, else 0."""
        book, sheet, verdict = self.book, self.sheet, self.verdict
        step = self.plan.steps[line - 1] if line <= len(self.plan.steps) else None
        row = _FIRST_STEP + line - 1
        area = f"INDEX({GRID},$A{row},0)"
        held: Row = self.matrix.rows[step.id] if step else {}
        name = book.step(self.matrix, step.id) if step else ""
        book.put(sheet, row, _LINE, line, "count")
        book.formula(sheet, row, _NUMBER, f'IFERROR(INDEX({NUMBERS},$A{row})&"","")', step.number if step else "")
        book.formula(sheet, row, _STEP, f'IFERROR(INDEX({STEPS},$A{row})&"","")', name)
        cells = {}
        for column, letter in enumerate(self.letters, start=_FIRST_LETTER):
            count = sum(letter in cell for cell in held.values())
            book.formula(sheet, row, column, f"IFERROR({count_formula(letter, area)},0)", count, "tally")
            cells[letter] = f"${get_column_letter(column)}{row}"
        book.formula(sheet, row, verdict - 1, f"IFERROR({_unreadable(area, self.letters)},0)", 0, "tally")
        tests = words.fault_tests(book, self.matrix.variant, cells, area)
        said = self._verdict_now(tests, held, step)
        book.formula(sheet, row, verdict, self._verdict(tests, area, row), said)
        spoken = f"${get_column_letter(verdict)}{row}"
        good = ",".join(f'{spoken}="{text}"' for text in ("", *self.fine))
        fault = int(said not in ("", *self.fine))
        book.formula(sheet, row, verdict + 1, f"IF(OR({good}),0,1)", fault, "count")
        advice = self._advise(held, step, cells, area, row)
        texts = [(name, 36.0), (said, 46.0), (advice, _ADVICE_WIDTH)]
        sheet.row_dimensions[row].height = height(texts)
        return fault

    def _verdict(self, tests: list[Test], area: str, row: int) -> str:
        """The formula that puts the judgement of a row into words."""
        book = self.book
        filled = f"IFERROR(COUNTA({area}),0)"
        kind = f'IFERROR(INDEX({KINDS},$A{row}),"")'
        strange = f"${get_column_letter(self.verdict - 1)}{row}"
        spoken = "&".join(f'IF({test.formula},"{test.text}","")' for test in tests) or '""'
        broken = ",".join(test.formula for test in tests) or "FALSE"
        return (
            f'IF(AND(${get_column_letter(_STEP)}{row}="",{filled}=0),"",'
            f'IF({kind}="{at.SUMMARY_KIND}","{words.summary(book)}",'
            f'IF({filled}=0,"{words.empty(book)}",IF({strange}>0,"{words.unreadable(book)}",'
            f'IF(OR({broken}),TRIM({spoken}),"{words.ok(book)}")))))'
        )

    def _verdict_now(self, tests: list[Test], held: Row, step: StepRow | None) -> str:
        """The same judgement for the matrix as exported."""
        if step is None:
            return ""
        if step.summary:
            return words.summary(self.book)
        if not held:
            return words.empty(self.book)
        return "".join(test.text for test in tests if test.holds(held)).strip() or words.ok(self.book)

    def _advise(self, held: Row, step: StepRow | None, cells: dict[str, str], area: str, row: int) -> str:
        """What to look at, as a formula and as it is now."""
        node = self.process.nodes.get(step.id) if step is not None else None
        home = self.process.department_of(node) if node is not None else None
        own = self.book.names.department(home) if home else ""

        def is_outside(letters: Row) -> bool:
            homes = [self.homes.get(role, "") for role, cell in letters.items() if self.answers in cell]
            return bool(own) and any(place not in ("", "*", own) for place in homes)

        department = f'IFERROR(INDEX({DEPARTMENTS},$A{row})&"","")'
        outside = outside_formula(self.answers, area, department, self.plan, self.verdict + 4)
        tests = words.advice_tests(self.book, self.matrix.variant, cells, outside, is_outside)
        spoken = "&".join(f'IF({test.formula},"{test.text}","")' for test in tests)
        kind = f'IFERROR(INDEX({KINDS},$A{row}),"")'
        formula = f'IF({kind}="{at.SUMMARY_KIND}","",TRIM({spoken}))'
        judged = step is not None and not step.summary
        now = "".join(test.text for test in tests if test.holds(held)).strip() if judged else ""
        self.book.formula(self.sheet, row, self.verdict + 2, formula, now)
        return now


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
    book.put(sheet, _TOTAL_ROW, _STEP, book.say("Faults", "问题数"), "text bold")
    cell = book.formula(sheet, _TOTAL_ROW, _FIRST_LETTER, f"SUM({flags}{first}:{flags}{last})", faults, "count bold")
    title = sheet.title.replace("'", "''")
    where = f"'{title}'!${get_column_letter(_FIRST_LETTER)}${_TOTAL_ROW}"
    book.workbook.defined_names[FAULTS] = DefinedName(FAULTS, attr_text=where)
    bad = Rule(type="expression", dxf=highlight(FAULT, FAULT_TEXT), formula=[f"${flags}{first}=1"])
    fine = Rule(type="expression", dxf=highlight(FINE, FINE_TEXT, bold=False))
    fine.formula = [f'${spoken}{first}="{words.ok(book)}"']
    for rule in (bad, fine):
        sheet.conditional_formatting.add(f"{spoken}{first}:{spoken}{last}", rule)
    some = Rule(type="expression", dxf=highlight(FAULT, FAULT_TEXT), formula=[f"${cell.coordinate[0]}${_TOTAL_ROW}>0"])
    none = Rule(type="expression", dxf=highlight(FINE, FINE_TEXT), formula=[f"${cell.coordinate[0]}${_TOTAL_ROW}=0"])
    look = Rule(type="expression", dxf=highlight(WARN, bold=False))
    advice = get_column_letter(verdict + 2)
    look.formula = [f'${advice}{first}<>""']
    sheet.conditional_formatting.add(f"{advice}{first}:{advice}{last}", look)
    for rule in (some, none):
        sheet.conditional_formatting.add(cell.coordinate, rule)
