"""List the benches, or run those named, each in a process of its own.

    python -m bench
    python -m bench plans directory
    python -m bench metrics --database-url sqlite:////var/tmp/bench.sqlite3 --entries 10000000

Options go to every bench named.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PREFIX = "bench_"


def main(arguments: list[str]) -> int:
    benches = {path.stem.removeprefix(PREFIX): path for path in sorted(HERE.glob(f"{PREFIX}*.py"))}
    options_from = next(
        (place for place, word in enumerate(arguments) if word.startswith("-")), len(arguments)
    )
    named, options = arguments[:options_from], arguments[options_from:]
    if not named:
        for name, path in benches.items():
            print(f"{name:<12}{what_it_measures(path)}")
        return 0
    unknown = [name for name in named if name not in benches]
    if unknown:
        print(f"No bench is called {', '.join(unknown)}. There are: {', '.join(benches)}.")
        return 2
    codes = []
    for name in named:
        print(f"\n# {name}\n", flush=True)
        command = [sys.executable, "-m", f"bench.{PREFIX}{name}", *options]
        codes.append(subprocess.run(command, check=False).returncode)
    return max(codes)


def what_it_measures(path: Path) -> str:
    """The first line of the bench's own description."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
