"""Pages that let people check without us: the verifier as a file, and a page that recounts a pack."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deliberation.journal import queries as journal
from votes.actions.announcing import FILE_PUBLISHED
from votes.verifier.single_file import COMMANDS, single_file
from votes.verifier.wording import LANGUAGES, SENTENCES

# In the order in which each may use the ones before it.
SOURCES = (
    "bytes", "file", "counting", "grades", "rankings", "transferable", "rules", "definition", "reading",
    "announced", "roll", "boxes", "anchors", "checks", "worker",
)  # fmt: skip
STYLES = ("tokens", "base", "layout", "components")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """How to check a vote oneself: the files, their digests, where the journal said them, ten lines."""
    files = [(single_file(name), _noted(name)) for name in COMMANDS]
    return render(request, "checking/verifier.html", {"here": "votes", "files": files})


@require_safe
def verify_file(request: HttpRequest) -> HttpResponse:
    """The verifier, byte for byte as its digest says."""
    return _file("livret-verify.pyz")


@require_safe
def mirror_file(request: HttpRequest) -> HttpResponse:
    """The mirror, byte for byte as its digest says."""
    return _file("livret-mirror.pyz")


@require_safe
def recount(request: HttpRequest) -> HttpResponse:
    """A page that recounts a pack in the browser, by code of its own."""
    return render(request, "checking/recount.html", _recount_context())


@require_safe
def recount_file(request: HttpRequest) -> HttpResponse:
    """The same page as one file that asks nothing of any server, to keep and to open offline."""
    styles = "\n".join(_static(f"css/{name}.css") for name in STYLES)
    carried = f'<script type="text/plain" id="recount-source">\n{carried_source()}\n</script>'
    scripts = f"{carried}\n<script>\n{_static('js/recount.js')}\n</script>"
    context = {**_recount_context(), "styles": f"<style>\n{styles}\n</style>", "scripts": scripts}
    answer = render(request, "checking/recount_file.html", context)
    answer["Content-Disposition"] = 'attachment; filename="livret-recount.html"'
    return answer


@cache
def carried_source() -> str:
    """The scripts of the recount as one, without imports and exports: they share one scope."""
    kept = []
    for name in SOURCES:
        for line in _static(f"js/recount/{name}.js").splitlines():
            if not line.startswith("import "):
                kept.append(line.removeprefix("export "))
    return "\n".join(kept)


def _file(name: str) -> HttpResponse:
    answer = HttpResponse(single_file(name).content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _recount_context() -> dict[str, object]:
    language = LANGUAGES.index("en" if get_language() == "en" else "fr")
    words = {code: pair[language] for code, pair in SENTENCES.items()}
    words["tally.not-counted"] = _("Question {question} : la règle {rule} ne se compte pas ici.")
    return {"here": "votes", "words": words, "file": single_file("livret-verify.pyz")}


def _noted(name: str) -> int | None:
    """The journal's entry that says the digest of the file as it is now; None while none does."""
    digest = single_file(name).digest
    entry = journal.entries(FILE_PUBLISHED).filter(facts__name=name, facts__digest=digest).last()
    return entry.seq if entry else None


@cache
def _static(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise RuntimeError(f"the file {path} of the project is missing")
    return Path(found).read_text(encoding="utf-8")
