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

from frontend.printing.annex import annex
from frontend.printing.checking import version
from frontend.printing.colours import hue_colour
from frontend.printing.contested import objections
from frontend.printing.coverage import carried, silences
from frontend.printing.prose import behind, prose
from frontend.typography import moment, number, percent, when
from proposals.core.documents import BookletDocument, PrintedMeasure
from proposals.core.printed import Line, Printed, Section


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
        carried(document),
        objections(document),
        silences(document),
        version(document),
        annex(document),
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
        (*prose(document.booklet.introduction, document), Line(by_hand, "note")),
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
        (*prose(measure.body, document), *([Line(origin, "note")] if origin else [])),
        number=number(measure.number),
        margin=behind(measure),
        style="measure",
    )


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
