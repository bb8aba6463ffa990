"""What people do to a RACI workbook, as random edits of a `Paper`."""

from __future__ import annotations

import random
from collections.abc import Callable

from bpr.export.workbook import plan as at
from bpr.formats.spreadsheet import Cell, Spreadsheet

from .paper import Inked, Line, Paper

WORDS = (
    "ask HR first",
    "see mail of 3 May",
    "待法务确认",
    "R?",
    "who decides?",
    "=?",
    "见附件 2",
    "TBD",
    "n/a here",
    "A if > 10k",
)
ENTRIES = ("R", "A", "C", "I", "A/R", "R/I", "C/I")
FULL_WIDTH = str.maketrans("RACI/", "ＲＡＣＩ／")
CHINESE = {"R": "执行", "A": "批准", "C": "咨询", "I": "知会"}


def _cell(paper: Paper, rng: random.Random) -> tuple[Line, Line] | None:
    if not (paper.steps and paper.roles):
        return None
    return rng.choice(paper.steps), rng.choice(paper.roles)


def _filled(paper: Paper, rng: random.Random) -> tuple[Line, Line] | None:
    places = [(row, column) for row in paper.steps for column in paper.roles if paper.text(row, column)]
    return rng.choice(places) if places else None


def change_letter(paper: Paper, rng: random.Random) -> None:
    if place := _filled(paper, rng):
        paper.write(*place, rng.choice(ENTRIES))


def add_letter(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        paper.write(*place, rng.choice(ENTRIES))


def clear_letter(paper: Paper, rng: random.Random) -> None:
    if place := _filled(paper, rng):
        paper.write(*place, "")


def lower_case(paper: Paper, rng: random.Random) -> None:
    if place := _filled(paper, rng):
        paper.write(*place, f" {paper.text(*place).lower()} ")


def full_width(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        paper.write(*place, rng.choice(ENTRIES).translate(FULL_WIDTH))


def chinese_words(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        paper.write(*place, "、".join(CHINESE[letter] for letter in rng.sample("RACI", rng.randint(1, 2))))


def dash_for_none(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        paper.write(*place, rng.choice(["-", "—"]))


def comment_in_cell(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        paper.write(*place, rng.choice(WORDS))


def formula_in_cell(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        paper.write(*place, rng.choice(["R", "A", ""]), formula=rng.choice(["=G7", '=IF(1=1,"A","R")', "=1+1"]))


def merge_cells(paper: Paper, rng: random.Random) -> None:
    if place := _cell(paper, rng):
        row, left = place
        following = paper.columns.index(left) + 1
        covered = {line for one, a, b in paper.merged if one is row for line in (a, b)}
        if following < len(paper.columns) and not {left, paper.columns[following]} & covered:
            right = paper.columns[following]
            paper.cells.pop((row, right), None)  # programs keep the first cell only
            paper.merged.append((row, left, right))


def swap_columns(paper: Paper, rng: random.Random) -> None:
    if len(paper.roles) > 1:
        one, two = rng.sample(paper.roles, 2)
        i, j = paper.columns.index(one), paper.columns.index(two)
        paper.columns[i], paper.columns[j] = two, one
        _forget_broken_areas(paper)


def move_a_fixed_column(paper: Paper, rng: random.Random) -> None:
    paper.columns.remove(paper.number_column)
    paper.columns.insert(rng.randrange(len(paper.columns)), paper.number_column)
    _forget_broken_areas(paper)


def sort_rows(paper: Paper, rng: random.Random) -> None:
    places = [position for position, line in enumerate(paper.rows) if line.tag]
    lines = [paper.rows[position] for position in places]
    rng.shuffle(lines)
    for position, line in zip(places, lines, strict=True):
        paper.rows[position] = line


def sort_without_ids(paper: Paper, rng: random.Random) -> None:
    """The visible columns are sorted, the hidden ones stay."""
    places = [position for position, line in enumerate(paper.rows) if line.tag]
    hidden = (paper.id_column, paper.kind_column)
    kept = [[paper.cells.pop((paper.rows[position], column), None) for column in hidden] for position in places]
    sort_rows(paper, rng)
    for position, inks in zip(places, kept, strict=True):
        for column, inked in zip(hidden, inks, strict=True):
            if inked is not None:
                paper.cells[paper.rows[position], column] = inked


def insert_row(paper: Paper, rng: random.Random) -> None:
    line = Line()
    paper.rows.insert(rng.randrange(at.FIRST_STEP_ROW - 1, len(paper.rows)), line)
    paper.write(line, paper.name_column, f"New step {rng.randrange(999)}")
    for column in rng.sample(paper.roles, min(2, len(paper.roles))):
        paper.write(line, column, rng.choice([*ENTRIES, *WORDS]))


def insert_column(paper: Paper, rng: random.Random) -> None:
    line = Line()
    paper.columns.insert(rng.randrange(6, len(paper.columns)), line)
    paper.write(paper.head_row, line, rng.choice(["Remarks", "Legal", "法务", "Auditor"]) + str(rng.randrange(99)))
    for row in rng.sample(paper.steps, min(2, len(paper.steps))):
        paper.write(row, line, rng.choice([*ENTRIES, *WORDS]))
    _forget_broken_areas(paper)


def delete_row(paper: Paper, rng: random.Random) -> None:
    if len(paper.steps) > 2:
        paper.rows.remove(rng.choice(paper.steps))


def delete_column(paper: Paper, rng: random.Random) -> None:
    if len(paper.roles) > 2:
        paper.columns.remove(rng.choice(paper.roles))
        _forget_broken_areas(paper)


def rename_step(paper: Paper, rng: random.Random) -> None:
    if paper.steps:
        paper.write(rng.choice(paper.steps), paper.name_column, f"Renamed step {rng.randrange(999)}")


def rename_role(paper: Paper, rng: random.Random) -> None:
    if paper.roles:
        paper.write(paper.head_row, rng.choice(paper.roles), f"Renamed role {rng.randrange(999)}")


def take_another_name(paper: Paper, rng: random.Random) -> None:
    """The name of a step is typed over with that of another one."""
    if len(paper.steps) > 1:
        one, two = rng.sample(paper.steps, 2)
        paper.write(one, paper.name_column, paper.text(two, paper.name_column))


def copy_row(paper: Paper, rng: random.Random) -> None:
    """A row is copied below, and some of the copy is changed."""
    if not paper.steps:
        return
    original = rng.choice(paper.steps)
    copy = Line(copy_of=original)
    for column in paper.columns:
        if (original, column) in paper.cells:
            inked = paper.cells[original, column]
            paper.cells[copy, column] = Inked(inked.value, False, inked.formula)
    paper.rows.insert(paper.rows.index(original) + 1, copy)
    if rng.random() < 0.5:
        paper.write(copy, paper.name_column, f"Another step {rng.randrange(999)}")
    if rng.random() < 0.7 and paper.roles:
        paper.write(copy, rng.choice(paper.roles), rng.choice(ENTRIES))


def copy_column(paper: Paper, rng: random.Random) -> None:
    if not paper.roles:
        return
    original = rng.choice(paper.roles)
    copy = Line(copy_of=original)
    for row in paper.rows:
        if (row, original) in paper.cells:
            inked = paper.cells[row, original]
            paper.cells[row, copy] = Inked(inked.value, False, inked.formula)
    paper.columns.insert(paper.columns.index(original) + 1, copy)
    if rng.random() < 0.7 and paper.steps:
        paper.write(rng.choice(paper.steps), copy, rng.choice([*ENTRIES, *WORDS]))
    _forget_broken_areas(paper)


def remark_beside(paper: Paper, rng: random.Random) -> None:
    paper.write(rng.choice(paper.rows), paper.columns[-1], rng.choice(WORDS) + str(rng.randrange(99)))


def remark_below(paper: Paper, rng: random.Random) -> None:
    paper.write(paper.rows[-1], rng.choice(paper.columns), rng.choice(WORDS) + str(rng.randrange(99)))


def change_department(paper: Paper, rng: random.Random) -> None:
    if paper.steps:
        paper.write(rng.choice(paper.steps), paper.department_column, rng.choice(["Legal", "法务部", "Claims"]))


def renumber(paper: Paper, rng: random.Random) -> None:
    del rng
    for number, row in enumerate(paper.steps, start=1):
        paper.write(row, paper.number_column, str(number))


def rename_head(paper: Paper, rng: random.Random) -> None:
    column = rng.choice([paper.name_column, paper.department_column, paper.number_column])
    if column in paper.columns:
        paper.write(paper.head_row, column, f"Head {rng.randrange(999)}")


def delete_id_column(paper: Paper, rng: random.Random) -> None:
    del rng
    if paper.id_column in paper.columns:
        paper.columns.remove(paper.id_column)


def delete_id_row(paper: Paper, rng: random.Random) -> None:
    del rng
    if paper.id_row in paper.rows:
        paper.rows.remove(paper.id_row)


def delete_base(paper: Paper, rng: random.Random) -> None:
    del rng
    paper.keeps_base = False


def rename_sheet(paper: Paper, rng: random.Random) -> None:
    paper.title = rng.choice(["Final", "责任矩阵", "RACI v2"])


def text_on_another_sheet(paper: Paper, rng: random.Random) -> None:
    title = rng.choice(["Read me", "Roles", "Comments"])
    place = (rng.randrange(50, 90), rng.randrange(1, 9))
    paper.other.setdefault(title, {})[place] = Cell(rng.choice(WORDS) + str(rng.randrange(99)))


EDITS: tuple[Callable[[Paper, random.Random], None], ...] = (
    change_letter, add_letter, clear_letter, lower_case, full_width, chinese_words, dash_for_none, comment_in_cell,
    formula_in_cell, merge_cells, swap_columns, move_a_fixed_column, sort_rows, sort_without_ids, insert_row,
    insert_column, delete_row, delete_column, rename_step, rename_role, take_another_name, copy_row, copy_column,
    remark_beside, remark_below, change_department, renumber, rename_head, delete_id_column, delete_id_row, delete_base,
    rename_sheet, text_on_another_sheet,
)  # fmt: skip
LETTERS_ONLY = frozenset({change_letter, add_letter, clear_letter, lower_case, full_width, chinese_words})


def edited(book: Spreadsheet, seed: int) -> Paper:
    """The workbook after one to six random edits; letters are edited more often than anything else."""
    rng = random.Random(seed)
    paper = Paper(book)
    for _ in range(rng.randint(1, 6)):
        edit = rng.choice([*EDITS, change_letter, add_letter, clear_letter, change_letter, add_letter])
        edit(paper, rng)
        paper.log.append(edit.__name__)
    return paper


def _forget_broken_areas(paper: Paper) -> None:
    """Moving a column out of a merged area takes the area apart."""
    at_column = {line: number for number, line in enumerate(paper.columns)}
    paper.merged = [
        (row, left, right)
        for row, left, right in paper.merged
        if left in at_column and right in at_column and at_column[right] == at_column[left] + 1
    ]
