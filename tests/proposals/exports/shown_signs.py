"""Which signs the fonts inside the installed typst show: `python -m tests.proposals.exports.shown_signs`.

Prints the table of `proposals.exports.typesetting.SHOWN`, found by asking typst for ever smaller groups of
signs. Only scripts written from the left, and only assigned signs that show something.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typst

SOURCE = '#set document(title: "t")\n#set text(font: "Libertinus Serif")\n#json(bytes(sys.inputs.document))\n'
LEFT_OUT = ("Cn", "Cs", "Co", "Cc", "Cf", "Zl", "Zp")
ASKED = ((0x20, 0x590), (0x1D00, 0xD800), (0xFB00, 0xFB1D), (0x1D400, 0x1D800))
AT_ONCE = 64


def asked() -> Iterator[list[str]]:
    """The signs to ask for, in groups."""
    for first, last in ASKED:
        signs = [chr(at) for at in range(first, last) if unicodedata.category(chr(at)) not in LEFT_OUT]
        for at in range(0, len(signs), AT_ONCE):
            yield signs[at : at + AT_ONCE]


class Fonts:
    """Asks typst whether signs can be shown."""

    def __init__(self, folder: Path) -> None:
        source = folder / "signs.typ"
        source.write_text(SOURCE)
        self._compiler: Any = typst.Compiler(str(source), root=str(folder), ignore_system_fonts=True)

    def show(self, signs: Sequence[str]) -> bool:
        """Whether all of them are shown, each on its own."""
        given = {"document": json.dumps(" ".join(signs))}
        try:
            self._compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=given)
        except BaseException as error:  # a panic of typst's own is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            return False
        return True

    def shown(self, signs: list[str]) -> list[str]:
        """Those that are shown."""
        if self.show(signs):
            return signs
        if len(signs) == 1:
            return []
        half = len(signs) // 2
        return self.shown(signs[:half]) + self.shown(signs[half:])


def ranges(signs: Sequence[str]) -> str:
    """The signs as `20-7E A0`."""
    found: list[list[int]] = []
    for at in sorted(map(ord, signs)):
        if found and at == found[-1][1] + 1:
            found[-1][1] = at
        else:
            found.append([at, at])
    return " ".join(f"{low:X}" if low == high else f"{low:X}-{high:X}" for low, high in found)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        fonts = Fonts(Path(folder))
        print(ranges([sign for group in asked() for sign in fonts.shown(group)]))
