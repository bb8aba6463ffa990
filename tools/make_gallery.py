"""Make the gallery in exports/ again: two families of the library in every format.

    python tools/make_gallery.py

A test compares the gallery with what the code makes, byte for byte; look at the pictures before committing them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bpr.diagnosis.analyse import analyse
from bpr.export.bundle import export_bundle
from bpr.formats.files import load
from bpr.model import Process

GALLERY = Path(__file__).resolve().parent.parent / "exports"
MODELS = (
    "customer-reception.asis",
    "customer-reception.tobe",
    "contract-approval.asis",
    "contract-approval.tobe",
)


def main() -> int:
    """Write every model of the gallery and name the files."""
    for name in MODELS:
        process = load(name)
        if not isinstance(process, Process):
            print(f"{name} is not a process", file=sys.stderr)
            return 1
        for path in export_bundle(analyse(process), GALLERY / name, force=True):
            print(path.relative_to(GALLERY.parent))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
