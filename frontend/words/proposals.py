"""Words of campaigns, proposals, runs and booklets."""

from django.utils.translation import gettext_noop

# code: (what happened, what to do, status). Facts of the refusal are filled in by name: %(name)s.
REFUSALS: dict[str, tuple[str, str, int]] = {
    # campaigns ---------------------------------------------------------------------------------
    "campaign.dates-not-in-order": (
        gettext_noop("Les dates ne se suivent pas."),
        gettext_noop("Donnez à chaque étape une date qui vient après la précédente."),
        422,
    ),
    "campaign.slug-taken": (
        gettext_noop("Une campagne porte déjà l’adresse « %(slug)s »."),
        gettext_noop("Choisissez une autre adresse."),
        409,
    ),
    "campaign.booklets-out-of-range": (
        gettext_noop("Le nombre de livrets va de %(least)s à %(most)s."),
        gettext_noop("Écrivez un nombre entre ces deux bornes."),
        422,
    ),
    "campaign.signs-out-of-range": (
        gettext_noop("La longueur d’un texte va de %(least)s à %(most)s signes."),
        gettext_noop("Écrivez un nombre entre ces deux bornes."),
        422,
    ),
    # texts -------------------------------------------------------------------------------------
    "text.title-empty": (
        gettext_noop("Le titre est vide."),
        gettext_noop("Donnez un titre : ce que vous demandez, en une ligne."),
        422,
    ),
    "text.title-too-long": (
        gettext_noop("Le titre compte %(used)s signes ; la limite est %(most)s."),
        gettext_noop("Raccourcissez-le ; le reste a sa place dans le texte."),
        422,
    ),
    "text.body-empty": (
        gettext_noop("Le texte est vide."),
        gettext_noop("Dites le problème, puis ce qu’il faut changer."),
        422,
    ),
    "text.body-too-long": (
        gettext_noop("Le texte compte %(used)s signes. La limite est %(most)s, il y en a %(over)s de trop."),
        gettext_noop("Raccourcissez-le, ou déposez deux contributions."),
        422,
    ),
    "text.hidden-sign": (
        gettext_noop("Un signe qui ne se voit pas (%(sign)s) se trouve au caractère %(place)s."),
        gettext_noop("Effacez ce passage et tapez-le de nouveau : ce signe peut faire lire autre chose."),
        422,
    ),
    "text.too-many-marks": (
        gettext_noop("Trop d’accents s’empilent sur une même lettre, au caractère %(place)s."),
        gettext_noop("Effacez cette lettre et tapez-la de nouveau."),
        422,
    ),
}

# code of something left to do: (title, sentence, button).
LEFT: dict[str, tuple[str, str, str]] = {}

# code of a journal entry: a sentence that quotes its facts by name.
ENTRIES: dict[str, str] = {
    "campaign.created": gettext_noop(
        "Campagne « %(title)s » créée. Ses six dates sont dans les faits de cette entrée."
    ),
}
