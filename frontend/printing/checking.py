"""How a printed booklet is checked: its version, its digests, and what they mean."""

from __future__ import annotations

from django.utils.translation import gettext as _

from frontend.typography import grouped, number, when
from proposals.core.documents import BookletDocument
from proposals.core.printed import Block, Digest, Line, Section, Table


def version(document: BookletDocument) -> Section:
    """Which version this is, its digests, and how anybody checks them."""
    booklet, frozen = document.booklet, document.frozen
    facts = [(_("État"), _("brouillon"))]
    if frozen is not None:
        by = _(", par %(name)s") % {"name": frozen.by} if frozen.by else ""
        facts = [(_("Figé"), f"{when(frozen.at, 'weekday')}{by}")]
    facts += [
        (_("Passe"), _("nº %(number)s (%(name)s)") % {
            "number": number(document.run_number), "name": booklet.run,
        }),
        (_("Changements"), _("%(shown)s, au journal") % {"shown": number(document.edits)}),
    ]  # fmt: skip
    if frozen is not None and frozen.journal_seq:
        facts.append((_("Journal"), _("nº %(seq)s") % {"seq": number(frozen.journal_seq)}))
    name = f"{booklet.slug}.json"
    checking: tuple[Block, ...] = (
        Digest(_("Empreinte du livret (SHA-256)"), grouped(booklet.digest())),
        Line(_digest_means(document)),
        Line(
            _(
                "Pour la vérifier : prenez le fichier %(name)s à l’adresse ci-dessous, calculez son "
                "empreinte, comparez-la signe à signe à celle-ci et à celle du journal."
            )
            % {"name": name}
        ),
        Digest(_("Le fichier"), f"{document.address}booklet.json"),
        Digest(_("La commande"), f"sha256sum {name}"),
        Digest(_("Empreinte du résultat de la passe"), grouped(booklet.result)),
    )
    measures = tuple(
        (f"{number(measure.number)}. {measure.title}", grouped(measure.digest, 32))
        for measure in document.measures
    )
    table = Table(
        _("Le début de l’empreinte de chaque mesure, que porte aussi le bulletin"),
        (_("Mesure"), _("Empreinte, 32 premiers signes")),
        measures,
    )
    return Section(
        "digest",
        _("Version et empreinte"),
        (
            Table("", (_("Fait"), _("Valeur")), tuple(facts)),
            *checking,
            *([table] if measures else []),
        ),
    )


def _digest_means(document: BookletDocument) -> str:
    if document.frozen is None:
        return _(
            "C’est l’empreinte du brouillon, tel que vous le lisez. Elle change avec chaque mot, "
            "jusqu’au gel."
        )
    return _("Le bulletin de vote porte cette même empreinte. Si un mot change ici, elle change aussi.")
