"""What ``import bpr`` offers, and that it loads nothing heavy."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import bpr

HEAVY = ("networkx", "numpy", "pydantic", "openpyxl", "lxml", "yaml", "ruamel", "resvg_py", "typer", "rich", "pandas")


def after_import(statement: str) -> set[str]:
    """The heavy libraries that are loaded after a statement in a fresh Python."""
    code = f"import sys\n{statement}\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_public_name_is_there_and_lives_where_it_is_said_to():
    for name in bpr.__all__:
        found = getattr(bpr, name)
        assert found.__name__ == name
        assert found.__module__.startswith(bpr._HOMES[name])


def test_the_list_of_public_names_is_sorted_and_complete():
    assert list(bpr.__all__) == sorted(bpr.__all__)
    assert set(bpr.__all__) == set(bpr._HOMES)
    assert set(dir(bpr)) == {*bpr.__all__, "__version__"}


def test_every_public_name_is_documented():
    assert all(inspect.getdoc(getattr(bpr, name)) for name in bpr.__all__)


def test_an_unknown_name_is_refused_as_in_any_module():
    with pytest.raises(AttributeError, match="module 'bpr' has no attribute 'analyze'"):
        bpr.analyze  # noqa: B018


def test_importing_bpr_loads_no_heavy_library():
    assert after_import("import bpr") == set()


def test_asking_for_an_error_loads_no_graph_and_no_picture():
    assert after_import("import bpr; bpr.BprError").isdisjoint({"networkx", "numpy", "lxml", "resvg_py", "openpyxl"})


def test_loading_a_process_loads_no_picture_and_no_workbook():
    loaded = after_import("import bpr; bpr.load('customer-reception.asis')")
    assert loaded.isdisjoint({"networkx", "openpyxl", "resvg_py", "pandas", "typer"})


def test_the_version_has_three_numbers():
    assert len([int(part) for part in bpr.__version__.split(".")]) == 3
