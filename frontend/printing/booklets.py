"""A booklet in words, in the language of its campaign: what its Markdown, HTML and PDF all say.

One function a section; a section whose part the booklet lacks is None and left out.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.markup import html
from frontend.printing.colours import hue_colour
from frontend.typography import grouped, moment, number, percent, when
from frontend.words.objections import KINDS, OUTCOMES
from proposals.core.bodies import body_of, plain_body
from proposals.core.documents import BookletDocument, Contested, PrintedMeasure, Silent, SourceText
from proposals.core.printed import Block, Digest, Figure, Line, Printed, Prose, Section, Table

SILENCES_PRINTED = 20


def in_words(document: BookletDocument) -> Printed:
    """The document with every sentence written out, in the language of its texts where we speak it."""
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(document.language if document.language in known else settings.LANGUAGE_CODE):
        return _printed(document)


def _printed(document: BookletDocument) -> Printed:
    booklet = document.booklet
    made: datetime = moment(document.dated)
    minutes = booklet.minutes_to_read()
    place = {"number": number(booklet.number), "of": number(document.of)}
    sections = (
        _introduction(document),
        _measures(document),
        _carried(document),
        _objections(document),
        _silences(document),
        _version(document),
        _annex(document),
    )
    return Printed(
        language=translation.get_language()[:2],
        title=booklet.title,
        organisation=document.organisation,
        kicker=f"{document.organisation} · {document.campaign_title}",
        number=number(booklet.number),
        lead=_lead(document),
        state=_state(document),
        meta=(
            _("Livret %(number)s sur %(of)s.") % place,
            ngettext("Lecture de %(minutes)s minute.", "Lecture de %(minutes)s minutes.", minutes)
            % {"minutes": minutes},
            document.address,
        ),
        hue=document.hue,
        hue_colour=hue_colour(document.hue),
        contents_title=_("Sommaire"),
        running=_("Livret %(number)s · %(title)s")
        % {"number": number(booklet.number), "title": booklet.title},
        page=_("page"),
        dated=(made.year, made.month, made.day),
        sections=tuple(section for section in sections if section is not None),
    )


def _lead(document: BookletDocument) -> str:
    measures = len(document.measures)
    return ngettext(
        "%(shown)s mesure, tirée de %(texts)s textes de membres.",
        "%(shown)s mesures, tirées de %(texts)s textes de membres.",
        measures,
    ) % {"shown": number(measures), "texts": number(document.carried.texts)}


def _state(document: BookletDocument) -> str:
    if document.frozen is None:
        return _("Brouillon : ces mots peuvent encore changer.")
    return _("Figé le %(at)s.") % {"at": when(document.frozen.at)}


def _introduction(document: BookletDocument) -> Section:
    carried = document.carried
    by_hand = _(
        "%(share)s des textes de ce livret ont été déplacés à la main (%(moved)s sur %(texts)s). Le calcul "
        "réunit des textes sur un même sujet ; il ne sait pas distinguer le pour du contre. L’ordre des "
        "mesures vient du nombre de textes qui les demandaient au calcul, et n’est pas une préférence."
    ) % {
        "share": percent(Fraction(carried.by_hand, carried.texts or 1)),
        "moved": number(carried.by_hand),
        "texts": number(carried.texts),
    }
    return Section(
        "intro",
        _("Introduction"),
        (*_prose(document.booklet.introduction, document), Line(by_hand, "note")),
    )


def _measures(document: BookletDocument) -> Section:
    if not document.measures:
        none = Line(_("Aucune demande n’a encore été tirée des textes de ce livret."))
        return Section("measures", _("Les mesures"), (none,))
    return Section(
        "measures",
        _("Les mesures"),
        inside=tuple(_measure(measure, document) for measure in document.measures),
    )


def _measure(measure: PrintedMeasure, document: BookletDocument) -> Section:
    origin = _origin(measure)
    return Section(
        f"m{measure.number}",
        measure.title,
        (*_prose(measure.body, document), *([Line(origin, "note")] if origin else [])),
        number=number(measure.number),
        margin=_behind(measure),
        style="measure",
    )


def _behind(measure: PrintedMeasure) -> str:
    """Which side it is of two, how many texts demand it, how many stand near, by which terms."""
    if not measure.sources:
        return _("Aucun texte ne porte encore cette mesure.")
    said = ngettext(
        "%(core)s texte la demande", "%(core)s textes la demandent", measure.core
    ) % {"core": number(measure.core)}  # fmt: skip
    if measure.near:
        said += ngettext(", %(near)s proche", ", %(near)s proches", measure.near) % {
            "near": number(measure.near)
        }
    said = f"{said}\u00a0: {', '.join(measure.terms)}." if measure.terms else f"{said}."
    sides = {"for": _("Côté pour."), "against": _("Côté contre.")}
    return f"{sides[measure.side]} {said}" if measure.side else said


def _origin(measure: PrintedMeasure) -> str:
    """Whose words these are: a text's, or the organisers'."""
    if not measure.edited:
        return _("Brouillon : le titre est celui d’un texte, tel quel.") if measure.draft_title else ""
    if not measure.draft_title:
        return _("Mesure écrite par les organisateurs, sans brouillon du calcul.")
    if measure.draft_title == measure.title:
        return _("Titre repris d’un texte, complété par les organisateurs.")
    return _("Écrite par les organisateurs. Titre du texte pris pour brouillon : « %(draft)s ».") % {
        "draft": measure.draft_title
    }


def _carried(document: BookletDocument) -> Section:
    found = document.carried
    counts = {"carried": number(found.carried), "texts": number(found.texts)}
    share = percent(Fraction(found.carried, found.texts or 1))
    said = (
        ngettext(
            "%(carried)s texte sur %(texts)s est porté par une mesure.",
            "%(carried)s textes sur %(texts)s sont portés par une mesure.",
            found.carried,
        )
        % counts
    )
    rows = (
        (_("Demandent une mesure"), found.core),
        (_("Proches d’une mesure"), found.near),
        (_("Portés par aucune"), found.texts - found.carried),
        (_("Déplacés à la main"), found.by_hand),
    )
    return Section(
        "coverage",
        _("Ce qui est porté, ce qui ne l’est pas"),
        (
            Figure(share, found.carried, found.texts, said),
            Line(said, "lead"),
            Table(
                _("Les textes de ce livret"),
                (_("Textes"), f"#{_('Part')}", f"#{_('Nombre')}"),
                tuple(
                    (name, percent(Fraction(count, found.texts or 1)), number(count)) for name, count in rows
                ),
            ),
            *_written(document),
            *_outside(document),
        ),
    )


def _outside(document: BookletDocument) -> list[Block]:
    """What of the whole campaign is in no booklet."""
    found = document.carried
    said = []
    if found.aside:
        aside = ngettext(
            "Dans toute la campagne, %(shown)s texte a été mis de côté, avec un motif public.",
            "Dans toute la campagne, %(shown)s textes ont été mis de côté, chacun avec un motif public.",
            found.aside,
        )
        said.append(aside % {"shown": number(found.aside)})
    if found.to_place:
        waiting = ngettext(
            "Dans toute la campagne, %(shown)s texte reste à classer.",
            "Dans toute la campagne, %(shown)s textes restent à classer.",
            found.to_place,
        )
        said.append(waiting % {"shown": number(found.to_place)})
    return [Line(sentence) for sentence in said]


def _written(document: BookletDocument) -> list[Block]:
    """Who wrote the texts; a group only where it is large enough not to give anybody away."""
    found = document.carried
    said = ngettext(
        "Les %(texts)s textes sont d’une seule personne.",
        "Les %(texts)s textes sont de %(authors)s personnes.",
        found.authors,
    ) % {"texts": number(found.texts), "authors": number(found.authors)}
    if not found.authors:
        return []
    if not found.groups:
        return [Line(said)]
    rows = [(name or _("Sans groupe"), number(authors)) for name, authors in found.groups]
    if found.other_groups:
        rows.append((_("Tous les autres groupes"), number(found.other_groups)))
    return [
        Line(said),
        Table(_("Auteurs par groupe"), (_("Groupe"), f"#{_('Auteurs')}"), tuple(rows)),
        Line(_("Un groupe de moins de dix auteurs n’est jamais montré seul."), "note"),
    ]


def _objections(document: BookletDocument) -> Section | None:
    if document.objections is None:
        return None
    if not document.objections:
        none = Line(_("Personne n’a contesté ce livret."))
        return Section("objections", _("Contestations et réponses"), (none,))
    return Section(
        "objections",
        _("Contestations et réponses"),
        inside=tuple(_contested(at, found) for at, found in enumerate(document.objections, 1)),
    )


def _contested(at: int, found: Contested) -> Section:
    """The first objections under one answer, how many more there are, and the answer."""
    blocks: list[Block] = []
    for objection in found.first:
        about = " · ".join(part for part in (_(KINDS[objection.kind]), objection.by, objection.name) if part)
        blocks.append(Line(about, "note"))
        if objection.hidden:
            why = _("Ses mots sont masqués. Motif : %(reason)s") % {"reason": objection.hidden}
            blocks.append(Line(why, "note"))
            continue
        blocks.append(Prose(plain_body(objection.body)))
        if objection.instead:
            blocks += [Line(_("Demandé à la place :"), "note"), Prose(plain_body(objection.instead))]
    more = found.total - len(found.first)
    if more:
        said = ngettext("Et %(shown)s autre, sur le site.", "Et %(shown)s autres, sur le site.", more)
        blocks.append(Line(said % {"shown": number(more)}, "note"))
    return Section(f"c{at}", _about(found), (*blocks, *_answer(found)), style="text")


def _about(found: Contested) -> str:
    if found.measure is None:
        return ngettext("Le livret, contesté", "Le livret, contesté %(n)s fois", found.total) % {
            "n": number(found.total)
        }
    return ngettext(
        "La mesure %(number)s, contestée", "La mesure %(number)s, contestée %(n)s fois", found.total
    ) % {"number": number(found.measure), "n": number(found.total)}


def _answer(found: Contested) -> list[Block]:
    if not found.outcome:
        return [Line(_("Sans réponse pour l’instant. Les livrets ne se figent pas avant."))]
    said = _("Réponse des organisateurs : %(outcome)s.") % {"outcome": _(OUTCOMES[found.outcome])}
    blocks: list[Block] = [Line(said), Prose(plain_body(found.answer))]
    if found.changes:
        entries = ", ".join(number(seq) for seq in found.changes)
        changed = _("Ce qui a été changé est au journal, nº %(entries)s.") % {"entries": entries}
        blocks.append(Line(changed, "note"))
    return blocks


def _silences(document: BookletDocument) -> Section | None:
    """The terms of the booklet that many wrote and no measure of it carries, the most written first."""
    if document.silences is None:
        return None
    if not document.silences:
        none = Line(_("Tous les termes propres à ce livret se trouvent dans une de ses mesures."))
        return Section("silences", _("Liste des silences"), (none,))
    listed = len(document.silences)
    said = ngettext(
        "%(shown)s terme propre à ce livret revient sous plusieurs plumes, et aucune de ses mesures ne "
        "l’emploie.",
        "%(shown)s termes propres à ce livret reviennent sous plusieurs plumes, et aucune de ses mesures ne "
        "les emploie.",
        listed,
    ) % {"shown": number(listed)}
    table = Table(
        _("Les plus écrits d’abord, en nombre d’auteurs"),
        (_("Terme"), f"#{_('Auteurs')}", f"#{_('Textes')}"),
        tuple(
            (_silent(found), number(found.authors), number(found.texts))
            for found in document.silences[:SILENCES_PRINTED]
        ),
    )
    asks = _(
        "Un silence n’est pas une faute : c’est une question posée à qui écrit les mesures. La règle et la "
        "liste entière sont sur le site."
    )
    return Section("silences", _("Liste des silences"), (Line(said), table, Line(asks, "note")))


def _silent(found: Silent) -> str:
    return _("%(term)s (dans un autre livret)") % {"term": found.term} if found.elsewhere else found.term


def _version(document: BookletDocument) -> Section:
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


def _annex(document: BookletDocument) -> Section | None:
    """Every text behind each measure; one that stands behind several is given once."""
    if not any(measure.sources for measure in document.measures):
        return None
    given: dict[str, PrintedMeasure] = {}
    parts = []
    for measure in document.measures:
        if measure.sources:
            texts = tuple(_text(text, measure, given, document) for text in measure.sources)
            title = _("Mesure %(number)s : %(title)s") % {
                "number": number(measure.number), "title": measure.title,
            }  # fmt: skip
            parts.append(
                Section(
                    f"a{measure.number}", title, inside=texts, margin=_behind(measure), style="annex-part"
                )
            )
    about = _(
        "Les mots de celles et ceux qui ont écrit, tels quels. Un nom n’y est que si la personne a choisi de "
        "signer ; le code après chaque titre est l’adresse publique du texte."
    )
    return Section("texts", _("Les textes"), (Line(about, "note"),), tuple(parts), style="annex")


def _text(
    text: SourceText, measure: PrintedMeasure, given: dict[str, PrintedMeasure], document: BookletDocument
) -> Section:
    key = f"a{measure.number}-{text.name}"
    place = _("la demande") if text.core else _("proche")
    margin = " · ".join(part for part in (text.name, place, text.by) if part)
    if text.state == "withdrawn":
        gone = Line(_("Texte retiré par son auteur."), "note")
        return Section(key, _("Texte retiré"), (gone,), margin=margin, style="text")
    if text.state != "open":
        hidden = Line(_("Texte masqué. Motif : %(reason)s") % {"reason": text.reason}, "note")
        return Section(key, _("Texte masqué"), (hidden,), margin=margin, style="text")
    if text.name in given:
        seen = Line(
            _("Ce texte est donné plus haut, à la mesure %(number)s.")
            % {"number": number(given[text.name].number)},
            "note",
        )
        return Section(key, text.title, (seen,), margin=margin, style="text")
    given[text.name] = measure
    blocks: list[Block] = [*_prose(text.body, document)]
    if text.cut:
        blocks.append(Line(_("Le début seulement : le texte entier se lit sur le site."), "note"))
    return Section(key, text.title, tuple(blocks), margin=margin, style="text")


def _prose(text: str, document: BookletDocument) -> tuple[Prose, ...]:
    body = body_of(html(text), document.address) if text.strip() else ()
    return (Prose(body),) if body else ()
