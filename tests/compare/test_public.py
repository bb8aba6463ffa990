"""`bpr.compare` is a package and a function at once, in whatever order things are imported."""

import subprocess
import sys

import pytest

import bpr.compare

CALL = "import bpr; e = bpr.Process(id='e'); assert bpr.compare(e, e).edits == (); assert bpr.compare(e, e).edits == ()"


@pytest.mark.parametrize("first", ["pass", "import bpr.compare.comparison", "from bpr.compare import Matching"])
def test_the_function_is_found_whatever_was_imported_before(first):
    run = subprocess.run([sys.executable, "-c", f"{first}\n{CALL}"], capture_output=True, text=True, check=False)
    assert run.stderr == ""


def test_all_public_names_are_there():
    assert all(hasattr(bpr.compare, name) for name in bpr.compare.__all__)
