"""The child process that sets a PDF: a template and a JSON value in, bytes out, within limits.

Run by its path (`python -I typesetter.py TEMPLATE`), so that nothing of ours is loaded beside typst: no
settings, no database, no secret is in reach. The value comes on standard input, the PDF leaves on
standard output; what went wrong goes to standard error, one line, with exit code 1.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

# A booklet of a thousand texts takes about two seconds and 300 MB.
SECONDS = 40
MEMORY = 2 * 2**30


def limit() -> None:
    """Give up memory, time, and the writing of files for good."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Set the document; 0, or 1 with the reason."""
    limit()
    import typst

    template = Path(sys.argv[1])
    try:
        content = typst.compile(
            str(template),
            root=str(template.parent),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"document": sys.stdin.buffer.read().decode()},
            timestamp=0,
        )
    except typst.TypstError as error:
        print(str(error).replace("\n", " ")[:500], file=sys.stderr)
        return 1
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
