"""Small edits in the text of a YAML mapping: a key gets another value, a new key, or none.

Only the characters of that value change. A dump by a YAML library would keep comments, too, but fold lines, move
comments that stand behind a deleted key, and even out spaces all over the file; here a file of 500 lines in which one
letter changed differs in one line. Comments on deleted lines stay behind as comments.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from bpr.formats.yaml_emit import scalar

_STRING = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:''|[^'])*'")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text after all edits; those at one place keep their order."""
    numbered = sorted(enumerate(edits), key=lambda pair: (pair[1].start, pair[1].end, pair[0]), reverse=True)
    for _, edit in numbered:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


class MappingEditor:
    """The edits of one mapping."""

    def __init__(self, text: str, node: yaml.MappingNode) -> None:
        self.text = text
        self.node = node
        self.flow = bool(node.flow_style)
        self.entries: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {
            key.value.strip(): (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)
        }
        self.edits: list[Edit] = []
        self.removed: set[str] = set()

    def value(self, key: str) -> yaml.Node | None:
        """The value of a key."""
        return self.entries[key][1] if key in self.entries else None

    def set(self, key: str, value: str, *, behind: Sequence[str] = ()) -> None:
        """Give a key a value, as YAML text; a new key stands behind the first of ``behind`` that is there."""
        if key in self.entries:
            node = self.entries[key][1]
            start, end = node.start_mark.index, self._end(node)
            if isinstance(node, yaml.CollectionNode) and not node.flow_style:
                self._block_to_line(key, start, end, value)
            else:
                gap = " " if start == end and self.text[start - 1 : start] == ":" else ""
                comments = _comments(self.text[start:end])
                self.edits.append(Edit(start, end, gap + value))
                if comments:
                    self._after_line(end, f"  {' '.join(comments)}")
            return
        anchor = next(name for name in (*behind, *self.entries) if name in self.entries and name not in self.removed)
        end = self._end(self.entries[anchor][1])
        if self.flow:
            self.edits.append(Edit(end, end, f", {scalar(key)}: {value}"))
        else:
            self._after_line(end, f"{self._break()}{self._indent()}{scalar(key)}: {value}")

    def set_list(self, key: str, items: Sequence[str], *, behind: Sequence[str] = ()) -> None:
        """Give a key one or several texts; what is there keeps its quotes, its brackets, its lines and its comments."""
        node = self.value(key)
        if isinstance(node, yaml.SequenceNode):
            kept = {item.value.strip(): item for item in node.value if isinstance(item, yaml.ScalarNode)}
            if node.flow_style:
                texts = [self._raw(kept[item]) if item in kept else scalar(item) for item in items]
                self.set(key, f"[{', '.join(texts)}]")
            elif not any(item in kept for item in items):
                self.set(key, _one_line(items))
            else:
                self._items(node, kept, items)
            return
        quoted = isinstance(node, yaml.ScalarNode) and node.value.strip() in items
        if quoted and node is not None:
            own, raw = node.value.strip(), self._raw(node)
            texts = [raw if item == own else scalar(item) for item in items]
            self.set(key, texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]")
        else:
            self.set(key, _one_line(items), behind=behind)

    def replace(self, key: str, new_key: str, value: str) -> bool:
        """Put another key in the place of one; False where its value stands on lines of its own."""
        name, node = self.entries[key]
        if isinstance(node, yaml.CollectionNode) and (not node.flow_style or "#" in self._raw(node)):
            return False
        start, end = name.start_mark.index, self._end(node)
        if end <= name.end_mark.index:
            return False
        self.edits.append(Edit(start, end, f"{scalar(new_key)}: {value}"))
        return True

    def remove(self, key: str) -> None:
        """Take a key away; where that would break the lines around it, it becomes an empty list."""
        name, node = self.entries[key]
        start, end = name.start_mark.index, self._end(node)
        if self.flow:
            keys = list(self.entries)
            at = keys.index(key)
            left = self._end(self.entries[keys[at - 1]][1]) if at else start
            if at == 0 or keys[at - 1] in self.removed or "#" in self.text[left:end]:
                self.edits.append(Edit(node.start_mark.index, end, "[]"))
            else:
                self.edits.append(Edit(left, end, ""))
                self.removed.add(key)
            return
        line = self.text.rfind("\n", 0, start) + 1
        if self.text[line:start].strip():
            self.edits.append(Edit(node.start_mark.index, end, "[]"))
            return
        self.removed.add(key)
        self._drop_lines(line, end, self.text[line:start])

    def _items(self, node: yaml.SequenceNode, kept: dict[str, yaml.ScalarNode], items: Sequence[str]) -> None:
        """A list with one item a line: lines go and come, the others stay."""
        last = next(kept[item] for item in reversed(list(kept)) if item in items)
        for item, part in kept.items():
            if item not in items:
                line = self.text.rfind("\n", 0, part.start_mark.index) + 1
                self._drop_lines(line, self._end(part), " " * node.start_mark.column)
        new = [item for item in items if item not in kept]
        dash = f"{self._break()}{' ' * node.start_mark.column}- "
        if new:
            self._after_line(self._end(last), "".join(dash + scalar(item) for item in new))

    def _block_to_line(self, key: str, start: int, end: int, value: str) -> None:
        """A value over several lines becomes one on the line of its key."""
        after = self.entries[key][0].end_mark.index
        colon = self.text.index(":", after) + 1
        comments = _comments(self.text[colon:end])
        rest = f"  {' '.join(comments)}" if comments else ""
        line_end = self._line_end(end)
        self.edits.append(Edit(colon, end, f" {value}{rest}"))
        tail = self.text[end:line_end].strip()
        if tail.startswith("#") and rest:  # one comment a line: the second one gets a line of its own
            self.edits.append(Edit(end, line_end, f"{self._break()}{self._indent()}{tail}"))

    def _drop_lines(self, start: int, end: int, indent: str) -> None:
        """Delete whole lines; their comments stay, each on a line of its own."""
        stop = self._line_end(end)
        comments = _comments(self.text[start:stop])
        kept = self._break().join(indent + comment for comment in comments)
        after = self.text.find("\n", stop)
        if kept:
            self.edits.append(Edit(start, stop, kept))
        elif after >= 0:
            self.edits.append(Edit(start, after + 1, ""))
        else:
            self.edits.append(Edit(start, stop, ""))

    def _after_line(self, at: int, text: str) -> None:
        end = self._line_end(at)
        self.edits.append(Edit(end, end, text))

    def _line_end(self, at: int) -> int:
        """The end of the line without its line break."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def _break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def _indent(self) -> str:
        return " " * self.node.start_mark.column

    def _raw(self, node: yaml.Node) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]

    def _end(self, node: yaml.Node) -> int:
        """Where a value really ends; the parser puts the end of a block behind the blank lines that follow."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = node.end_mark.index
        while end > node.start_mark.index and self.text[end - 1] in " \t\r\n":
            end -= 1
        return end


def _one_line(items: Sequence[str]) -> str:
    texts = [scalar(item) for item in items]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _comments(text: str) -> list[str]:
    """The comments in a piece of YAML."""
    return [
        found[0]
        for line in text.splitlines()
        if (found := _COMMENT.search(_STRING.sub(lambda m: "x" * len(m[0]), line)))
    ]
