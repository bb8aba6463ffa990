"""Open a model from a file in any format bpr reads, or from the library by its id."""

from __future__ import annotations

from pathlib import Path

from bpr.errors import InputError, Problem, Where, nearest
from bpr.findings import Finding
from bpr.formats import library
from bpr.formats.near_file import did_you_mean, near_file
from bpr.formats.yaml_file import OrganisationFile, read_yaml
from bpr.model import Process, ValueChain
from bpr.text import Text, edit_distance

YAML_SUFFIXES = frozenset({".yaml", ".yml"})
BPMN_SUFFIXES = frozenset({".bpmn", ".xml"})
TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv"})
SUFFIXES = YAML_SUFFIXES | BPMN_SUFFIXES | TABLE_SUFFIXES

_LONGEST_NAME = 100  # characters of a name that was typed wrong which are compared


def load(reference: str | Path) -> Process | ValueChain:
    """Read a model.

    Args:
        reference: a file (``.yaml``, ``.yml``, ``.bpmn``, ``.xml``, ``.xlsx``, ``.csv``) or the id of a library model.

    Raises:
        InputError: there is no such file or model, or it cannot be read; holds all faults found.

    Example:
        >>> load("customer-reception.asis").id
        'customer-reception.asis'
    """
    return load_doubting(reference)[0]


def load_doubting(reference: str | Path) -> tuple[Process | ValueChain, tuple[Finding, ...]]:
    """A model, and what its reader is in doubt about: told once, when the file is read, and no part of the model.

    Raises:
        InputError: as `load`.
    """
    path = Path(reference)
    if path.suffix.lower() in TABLE_SUFFIXES:
        from bpr.formats.table import read_doubting

        read = read_doubting(path)
        return read.process, read.doubts
    return _load(reference, path), ()


def _load(reference: str | Path, path: Path) -> Process | ValueChain:
    """A model from a file that leaves no doubts, or from the library."""
    suffix = path.suffix.lower()
    if suffix in YAML_SUFFIXES:
        model = read_yaml(path)
        if isinstance(model, OrganisationFile):
            raise InputError(library.not_a_process(str(path)))
        return model
    if suffix in BPMN_SUFFIXES:
        from bpr.formats.bpmn import read_bpmn

        return read_bpmn(path)
    known = library.names()
    if str(reference) in known:
        return library.open_library(str(reference))
    raise InputError(_unknown(str(reference), _exists(path), known))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file's
        return False


def _unknown(reference: str, exists: bool, known: tuple[str, ...]) -> Problem:
    """Neither a readable file nor a library model."""
    where = Where(reference)
    if exists:
        suffixes = ", ".join(sorted(SUFFIXES))
        return Problem(
            Text(en="this kind of file cannot be read", zh="无法读取这种文件"),
            Text(en=f"give a file that ends in {suffixes}", zh=f"可读取的文件后缀：{suffixes}"),
            where,
            "KIND",
        )
    return Problem(
        Text(en="there is no such file, and no library model of this name", zh="没有这个文件，模型库中也没有这个模型"),
        _nearer(reference, near_file(Path(reference), SUFFIXES), nearest(reference, known)),
        where,
        "UNDEFINED",
    )


def _nearer(reference: str, file: Path | None, model: str | None) -> Text:
    """Of a file and a library model the one with the nearer name, both where they are as near."""
    found = []
    if file is not None:
        found.append((edit_distance(Path(reference).name[:_LONGEST_NAME], file.stem), did_you_mean(file)))
    if model is not None:
        use = Text(en=f"use the library model '{model}' (closest match)", zh=f"改用模型库中的 '{model}'（最接近）")
        found.append((edit_distance(reference[:_LONGEST_NAME], model), use))
    if not found:
        return Text(en="see 'bpr library list'", zh="查看 'bpr library list'")
    nearest_of_all = min(distance for distance, _ in found)
    first, *rest = (remedy for distance, remedy in found if distance == nearest_of_all)
    if not rest:
        return first
    return Text(en=f"{first.en} Or {rest[0].en}", zh=f"{first.zh}或{rest[0].zh}")
