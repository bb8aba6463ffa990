"""Three-way merge of responsibility matrices: what was exported, what people made of it, what the model is now.

Definition: for each step and role, base b, theirs t (one a person) and ours o. t = b: nobody changed it. t = o: it is
    so already. o = b and all people who changed it agree: a change. Anything else is a conflict, as is a row in which a
    letter that must stand once would stand twice although everybody wrote it once. Where people differ and o, no
    longer b, is the t of the last one, the conflict is settled: somebody decided so since.
    A cell that cannot be read keeps the model's letters and is told word for word.
Complexity: O(workbooks * steps * roles).
References: handbook 9.6; Khanna, Kunal, Pierce 2007, A Formal Investigation of Diff3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bpr.analysis.raci.cells import duties_of, format_cell, in_order
from bpr.analysis.raci.derive import RaciMatrix
from bpr.formats.raci_sheet.sheet import Note, RaciSheet, Typed
from bpr.formats.raci_sheet.snapshot import plain
from bpr.merge.raci_letters import Derive, SheetLetters, letters_of_sheet
from bpr.merge.result import Change, Conflict, Letters, Merge, Noted, Proposal, Source

Cell = tuple[str, str]


def merge_raci(theirs: Sequence[RaciSheet], ours: RaciMatrix, *, derive: Derive | None = None) -> Merge:
    """Merge edited sheets into a matrix; nothing is changed, the result says what would be.

    Args:
        theirs: the sheets, each with the base it was exported from; where people differ, ``take="theirs"`` follows the
            last one.
        ours: the matrix of the model as it is now.
        derive: the same matrix in another kind of letters, for sheets exported in one (`raci export --variant`).

    Raises:
        InputError: a sheet has letters of another kind of matrix than the model, and they cannot be carried over.
    """
    collector = _Collector(ours, derive)
    for sheet in theirs:
        collector.read(sheet)
    return collector.merged()


class _Collector:
    """What all sheets propose, cell by cell."""

    def __init__(self, ours: RaciMatrix, derive: Derive | None) -> None:
        self.ours, self.derive = ours, derive
        self.steps = {plain(step): step for step in ours.rows}
        self.roles = _role_ids(ours)
        self.proposals: dict[Cell, list[tuple[Letters, Proposal]]] = defaultdict(list)
        self.unreadable: list[Noted] = []
        self.notes: list[Noted] = []
        self.sheets: list[RaciSheet] = []
        self.letters: list[SheetLetters] = []

    def read(self, sheet: RaciSheet) -> None:
        letters = letters_of_sheet(sheet, self.ours, self.derive)
        self.sheets.append(sheet)
        self.letters.append(letters)
        for note in sheet.notes:
            (self.unreadable if note.letters else self.notes).append(Noted(note, sheet.file, sheet.author))
        for (step, role), typed in sheet.cells.items():
            base = letters.parse(sheet.base.letters.get((step, role), "")) or ()
            self._cell(sheet, (step, role), typed, base, letters)

    def _cell(self, sheet: RaciSheet, at: Cell, typed: Typed, base: Letters, kind: SheetLetters) -> None:
        """One cell: unchanged, a proposal, or unreadable."""
        letters = kind.parse(typed.text)
        if typed.formula is not None:
            shown = f"{typed.formula} → {typed.text}"
            self._refuse(sheet, "FORMULA", at, Typed(shown, typed.cell), base)
        elif typed.merged and (letters != base or typed.text):
            self._refuse(sheet, "MERGED", at, typed, base)
        elif letters is None:
            self._refuse(sheet, "BAD_CODE", at, typed, base)
        elif letters != base:
            step, role = self.steps.get(at[0]), self.roles.get(at[1])
            if code := kind.refusal(step or at[0], base, letters):
                self._refuse(sheet, code, at, typed, base)
            elif step is None or role is None:
                self._refuse(sheet, "STEP_GONE" if step is None else "ROLE_GONE", at, typed, base)
            elif step in self.ours.summaries or at[0] in sheet.base.summaries:
                self._refuse(sheet, "SUMMARY", at, typed, base)
            else:
                before, wanted = kind.in_model(step, role, base, letters)
                text = typed.text if kind.variant == self.ours.variant else format_cell(wanted, self.ours.variant)
                source = Source(sheet.file, sheet.author, typed.cell)
                self.proposals[step, role].append((before, Proposal(wanted, text, (source,), sheet.base.sure)))

    def _refuse(self, sheet: RaciSheet, code: str, at: Cell, typed: Typed, base: Letters) -> None:
        step, role = self.steps.get(at[0], at[0]), self.roles.get(at[1], at[1])
        note = Note(code, typed.cell, typed.text, "/".join(base), step, letters=True)
        self.unreadable.append(Noted(note, sheet.file, sheet.author, role))

    def merged(self) -> Merge:
        changes: list[Change] = []
        agreed: list[Change] = []
        conflicts: list[Conflict] = []
        for (step, role), found in self.proposals.items():
            now = self.ours.rows[step].get(role, ())
            grouped = _grouped([proposal for _, proposal in found])
            bases = {base for base, _ in found}
            if len(grouped) == 1 and grouped[0].letters == now:
                agreed.append(Change(step, role, found[0][0], now, grouped[0].sources))
            elif len(grouped) == 1 and bases == {now} and grouped[0].sure:
                changes.append(Change(step, role, now, grouped[0].letters, grouped[0].sources))
            else:
                sure = all(proposal.sure for proposal in grouped)
                code = "PEOPLE_DIFFER" if len(grouped) > 1 else "MODEL_CHANGED" if sure else "BASE_UNKNOWN"
                last = next(one for one in grouped if one.letters == found[-1][1].letters)
                theirs = {role: last.letters}
                conflicts.append(Conflict(code, step, (role,), found[0][0], now, grouped, last, theirs, {role: now}))
        changes, answered = self._answered(changes, agreed, {conflict.step for conflict in conflicts})
        order = {step: number for number, step in enumerate(self.ours.rows)}
        conflicts = sorted([*conflicts, *answered], key=lambda conflict: order[conflict.step])
        return Merge(
            self.ours,
            tuple(sorted(changes, key=lambda change: order[change.step])),
            tuple(agreed),
            tuple(conflict for conflict in conflicts if not _is_settled(conflict)),
            tuple(self.unreadable),
            tuple(self.notes),
            tuple(dict.fromkeys((sheet.file, sheet.author) for sheet in self.sheets)),
            tuple(conflict for conflict in conflicts if _is_settled(conflict)),
            tuple(
                (sheet.file, str(kind.variant))
                for sheet, kind in zip(self.sheets, self.letters, strict=True)
                if kind.variant != self.ours.variant
            ),
        )

    def _answered(
        self, changes: list[Change], agreed: list[Change], busy: set[str]
    ) -> tuple[list[Change], list[Conflict]]:
        """Rows in which a letter that stands once would stand twice, although everybody wrote it once."""
        duties = duties_of(self.ours.variant)
        conflicts: list[Conflict] = []
        for letter in dict.fromkeys(duties.exactly_one + duties.at_most_one):
            for step in dict.fromkeys(change.step for change in changes):
                row = [change for change in changes if change.step == step]
                held = dict(self.ours.rows[step])
                after = held | {change.role: change.new for change in row}
                twice = [role for role, letters in after.items() if letter in letters]
                if step in busy or len(twice) < 2 or self._one_wrote_it_twice(step, letter):
                    continue
                mine = [change for change in row if (letter in change.new) != (letter in change.old)]
                already = [change for change in agreed if change.step == step and letter not in change.old]
                conflicts.append(self._two(letter, step, mine, already, after))
                changes = [change for change in changes if change not in mine]
                busy.add(step)
        return changes, conflicts

    def _two(
        self, letter: str, step: str, mine: Sequence[Change], already: Sequence[Change], after: Mapping[str, Letters]
    ) -> Conflict:
        """A row in which a letter would stand twice; ``already`` are the wishes for it that the model has."""
        held = self.ours.rows[step]
        twice = [role for role, letters in after.items() if letter in letters]
        adding = [change for change in (*already, *mine) if letter in change.new]
        rank = {file: number for number, file in enumerate(sheet.file for sheet in self.sheets)}
        last = max(adding, key=lambda change: max(rank[source.file] for source in change.sources))
        theirs = {change.role: change.new for change in mine}
        for role in twice:
            if role != last.role:
                kept = (one for one in held.get(role, ()) if one != letter)
                theirs[role] = in_order(kept, self.ours.variant)
        wishes = {one.role: Proposal(one.new, f"{one.role}: {'/'.join(one.new)}", one.sources) for one in adding}
        roles = tuple(dict.fromkeys([*twice, *theirs]))
        stays = {role: held.get(role, ()) for role in roles}
        wish = wishes[last.role]
        return Conflict(f"TWO_{letter}", step, roles, (letter,), (letter,), tuple(wishes.values()), wish, theirs, stays)

    def _one_wrote_it_twice(self, step: str, letter: str) -> bool:
        """Whether the model or one of the sheets has the letter twice in a row by itself."""
        if len(self.ours.roles_with(step, letter)) > 1:
            return True
        for sheet, kind in zip(self.sheets, self.letters, strict=True):
            holds = [
                role
                for (row, role), typed in sheet.cells.items()
                if self.steps.get(row) == step and letter in kind.translated(kind.parse(typed.text) or ())
            ]
            if len(holds) > 1:
                return True
        return False


def _is_settled(conflict: Conflict) -> bool:
    """Whether the model has what the last one asks for, and came to it since the workbook was written."""
    done = all(conflict.if_ours.get(role, ()) == letters for role, letters in conflict.if_theirs.items())
    return done and conflict.last.sure and (len(conflict.roles) > 1 or conflict.ours != conflict.base)


def _grouped(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """One proposal for each different wish, with everybody who has it."""
    groups: dict[Letters, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        groups[proposal.letters].append(proposal)
    return tuple(
        Proposal(
            letters,
            same[0].text,
            tuple(source for one in same for source in one.sources),
            any(one.sure for one in same),
        )
        for letters, same in groups.items()
    )


def _role_ids(ours: RaciMatrix) -> Mapping[str, str]:
    """Role ids as a workbook shows them, and as the model has them."""
    named = [key.removeprefix("role:") for key in ours.names if key.startswith("role:")]
    return {plain(role): role for role in [*named, *(role for row in ours.rows.values() for role in row)]}
