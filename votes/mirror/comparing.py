"""Does the history a site tells now continue the one it told before?"""

from __future__ import annotations

from collections.abc import Sequence

from deliberation.core.chain import Link, first_break
from votes.verifier.findings import Finding, finding


def compare_histories(kept: Sequence[Link], told: Sequence[Link]) -> list[Finding]:
    """What is wrong with the journal a site tells, whole, after it told the `kept` one, which holds.

    `mirror.cut` (it ends before what was kept), `mirror.rewritten` (an entry is another one than was
    kept), or the code of a break in its own chain (`journal.gap`...). An honest site gives nothing.
    """
    alarms = []
    changed = next((old.seq for old, new in zip(kept, told, strict=False) if old != new), None)
    if changed is not None:
        alarms.append(finding("mirror.rewritten", seq=changed, last=len(kept)))
    if len(told) < len(kept):
        alarms.append(finding("mirror.cut", seq=len(told), last=len(kept)))
    broken = first_break(told)
    if broken is not None:
        alarms.append(finding(broken.what, seq=broken.seq))
    return alarms


def compare_continuation(kept: Sequence[Link], told: Sequence[Link]) -> list[Finding]:
    """The same for the end of a journal alone: `told` starts with the last entry that was kept.

    Entries before it are bound by its digest, if the site tells them at all: only a whole reading shows
    that. `mirror.cut` when the site no longer has that entry.
    """
    if not kept:
        return compare_histories(kept, told)
    last = kept[-1]
    if not told:
        return [finding("mirror.cut", seq=last.seq - 1, last=last.seq)]
    if told[0] != last:
        return [finding("mirror.rewritten", seq=last.seq, last=last.seq)]
    broken = first_break(told[1:], last.digest, last.seq + 1)
    return [finding(broken.what, seq=broken.seq)] if broken else []
