"""Set bpr up and run it. Needs nothing but Python 3.11 or newer with pip.

    python start.py            sets everything up, runs the main job and says where the results lie
    python start.py test       sets everything up and runs the tests (further words go to pytest)
    python start.py VERB ...   runs any command of bpr, such as: python start.py analyse my-process.yaml

The first start makes a virtual environment in the folder .venv beside this file; later starts see the stamp in it and
begin at once. Package mirrors are taken from pip's own settings.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
OLDEST = (3, 11)


def main(words: list[str]) -> int:
    """Set up what is missing, then run the asked command and pass its exit code on."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if sys.version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        print(f"bpr needs Python {wanted} or newer, this is {sys.version.split()[0]}")
        print(f"bpr 需要 Python {wanted} 或更新版本")
        return 2
    testing = words[:1] == ["test"]
    try:
        python = ensure_environment(with_tests=testing)
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    if testing:
        command = [str(python), "-m", "pytest", *(words[1:] or ["-q", "-n", "auto"])]
    else:
        command = [str(python), "-m", "bpr", *(words or ["demo"])]
    try:
        place = HERE if testing or not words else None
        env = os.environ if testing else {**os.environ, "BPR_PROGRAM": called()}
        return subprocess.run(command, cwd=place, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 130


def called() -> str:
    """How this file was called, as in ``python start.py``; bpr says so in its hints."""
    typed = sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]
    typed[0] = Path(typed[0]).name.removesuffix(".exe")
    return " ".join(f'"{word}"' if " " in word else word for word in typed)


class SetupError(Exception):
    """The environment cannot be made; the message says what to do."""


def ensure_environment(*, with_tests: bool) -> Path:
    """The Python of a complete environment; makes or mends it when the stamp is missing or out of date."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = VENV / ("bpr-test.stamp" if with_tests else "bpr.stamp")
    wanted = fingerprint()
    if python.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print("Setting up bpr, this takes a minute the first time / 首次安装,约需一分钟 ...", flush=True)
    pip = make_environment(python)
    requirements = ["-e", str(HERE)]
    if with_tests:
        requirements += group("test")
    run(
        [*pip, "install", "--disable-pip-version-check", "--quiet", "--quiet", *requirements],
        "The packages could not be installed. Is there a network, or a package mirror in pip's settings "
        "(pip config set global.index-url ...)? / 依赖安装失败:请检查网络或在 pip 中配置镜像。",
    )
    stamp.write_text(wanted, encoding="utf-8")
    return python


def fingerprint() -> str:
    """Changes when the requirements, the Python or the place of this folder change."""
    content = (HERE / "pyproject.toml").read_bytes()
    return hashlib.sha256(content + sys.version.encode() + str(HERE).encode()).hexdigest()


def make_environment(python: Path) -> list[str]:
    """Make the virtual environment and return the pip command that installs into it.

    Some systems ship Python without ensurepip; then the environment is made without pip and the outer pip installs
    into it.
    """
    if works([str(python), "-m", "pip", "--version"]):
        return [str(python), "-m", "pip"]
    if works([sys.executable, "-m", "venv", "--clear", str(VENV)]) and works([str(python), "-m", "pip", "--version"]):
        return [str(python), "-m", "pip"]
    run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)],
        "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv "
        "/ 当前 Python 无法创建虚拟环境。",
    )
    outer = [sys.executable, "-m", "pip"]
    if not works([*outer, "--version"]):
        message = "This Python has no pip. On Debian or Ubuntu: sudo apt install python3-pip / 当前 Python 没有 pip。"
        raise SetupError(message)
    return [*outer, "--python", str(python)]


def group(name: str) -> list[str]:
    """The requirements of a dependency group in pyproject.toml (pip before 25.1 cannot read them itself)."""
    import tomllib

    groups = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    requirements: list[str] = []
    for entry in groups[name]:
        requirements += group(entry["include-group"]) if isinstance(entry, dict) else [entry]
    return requirements


def works(command: list[str]) -> bool:
    """Whether a command runs and ends well; what it prints is dropped."""
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def run(command: list[str], advice: str) -> None:
    """Run a command with its output visible; stop with advice when it fails."""
    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        message = f"{error}\n{advice}"
        raise SetupError(message) from error
    if code:
        raise SetupError(advice)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
