"""The `bpr` command: one verb a file; heavy libraries load inside the verbs."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=stream.encoding if stream.isatty() else "utf-8", errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    if words == ["--version"]:
        from bpr.version import __version__

        sys.stdout.write(f"bpr {__version__}\n")
        return
    from bpr.cli.app import command_line
    from bpr.cli.common import INTERRUPTED
    from bpr.cli.invocation import program

    try:
        command_line()(args=words, prog_name=program())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:  # the output cannot take any more
        sys.exit(_explain_system(error))
    except Exception as error:  # the last stop: known errors speak for themselves, others are re-raised
        sys.exit(_explain(error, words))


def _explain(error: Exception, words: list[str]) -> int:
    """Print a known error in the user's language and return its exit code; anything else is a fault of bpr."""
    from bpr.cli.common import PART_MISSING, WRONG_USE, language, note_problems
    from bpr.errors import BprError, MissingPartError

    if not isinstance(error, BprError):
        raise error
    try:
        lang = language(_asked(words))
    except BprError:
        lang = "en"
    note_problems(error.problems, lang)
    return PART_MISSING if isinstance(error, MissingPartError) else WRONG_USE


def _explain_system(error: OSError) -> int:
    """One line about a disk that is full or a stream that is closed."""
    from bpr.cli.common import WRONG_USE, note
    from bpr.errors import reason_of

    note(f"{error.filename or ''} {reason_of(error).pick('en')} / {reason_of(error).pick('zh')}".strip())
    return WRONG_USE


def _asked(words: list[str]) -> str | None:
    """The language named on the command line, as ``--lang zh`` or ``--lang=zh``."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None
