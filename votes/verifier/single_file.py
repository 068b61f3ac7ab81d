"""Verifier and mirror as single files that Python runs by themselves: same sources, same bytes.

Each holds the sources that its command imports, in the order of their names, and nothing else: not
compressed and without dates (votes.core.archive), so that whoever has the sources builds the same file
and compares digests. `python -m votes.verifier.single_file [DIR]` writes them.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from votes.core.archive import archive

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("deliberation", "votes")
FIRST_LINE = b"#!/usr/bin/env python3\n"
# Read by any Python, so that an old one says what it needs rather than what it does not understand.
MAIN = '''"""{name}: see the docstring of {module}."""
import sys

if sys.version_info < (3, 11):
    print("Il faut Python 3.11 ou plus. / Python 3.11 or newer is needed.")
    sys.exit(2)
from {module} import main  # noqa: E402

sys.exit(main())
'''


@dataclass(frozen=True, slots=True)
class SingleFile:
    """A file that Python runs: its name, its bytes, the SHA-256 of them."""

    name: str
    content: bytes
    digest: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return Path(self.name).stem


COMMANDS = {"livret-verify.pyz": "votes.verifier.command", "livret-mirror.pyz": "votes.mirror.command"}


@cache
def single_file(name: str) -> SingleFile:
    """The file of this name, built from the sources beside this module. Raises KeyError for another name."""
    module = COMMANDS[name]
    sources = {path: (ROOT / path).read_bytes() for path in sorted(_needed(module))}
    main = MAIN.format(name=name, module=module).encode()
    content = FIRST_LINE + archive({"__main__.py": main, **sources})
    return SingleFile(name, content, hashlib.sha256(content).hexdigest())


def _needed(module: str) -> set[str]:
    """The paths of the sources that a module imports, directly or not, and of their packages."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        path = _path(waiting.pop())
        if path is None or path in found:
            continue
        found.add(path)
        for name in _imported((ROOT / path).read_text(encoding="utf-8")):
            waiting += _with_packages(name)
    return found


def _imported(source: str) -> Iterator[str]:
    """The dotted names that a source imports; `from a import b` may mean the module a.b."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def _with_packages(name: str) -> Iterable[str]:
    parts = name.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1)) if parts[0] in PACKAGES else ()


def _path(module: str) -> str | None:
    """The source of a module, as a path from the root with slashes; None for what is no module."""
    path = module.replace(".", "/")
    for candidate in (f"{path}.py", f"{path}/__init__.py"):
        if (ROOT / candidate).is_file():
            return candidate
    return None


def main() -> int:
    """Write each file into the folder that is named, or into the current one, and print its digest.

    Exit code 2, with a sentence, where it cannot be written.
    """
    parser = argparse.ArgumentParser(
        "votes.verifier.single_file", description="Écrit livret-verify.pyz et livret-mirror.pyz."
    )
    parser.add_argument("folder", metavar="DIR", nargs="?", default=".", help="où les écrire ; sinon, ici")
    folder = Path(parser.parse_args().folder)
    for name in COMMANDS:
        made = single_file(name)
        try:
            (folder / name).write_bytes(made.content)
        except (OSError, ValueError) as error:
            parser.error(f"{folder / name} ne peut pas être écrit ({error})")
        sys.stdout.write(f"{made.digest}  {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
