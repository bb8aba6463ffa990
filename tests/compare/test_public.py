"""The names of the room."""

import bpr.compare


def test_all_public_names_are_there():
    assert all(hasattr(bpr.compare, name) for name in bpr.compare.__all__)
