"""Words of what keeps two results from being compared: the codes of `votes.core.comparing.obstacles`."""

from django.utils.translation import gettext_noop

OBSTACLES: dict[str, str] = {
    "rule": gettext_noop(
        "Les deux questions se comptent par des règles différentes : leurs voix, leurs points et leurs notes "
        "ne mesurent pas la même chose. Seuls les rangs et la participation se lisent ensemble."
    ),
    "most": gettext_noop(
        "Un bulletin n’y donne pas le même nombre de choix : les parts y montent plus ou moins haut."
    ),
    "majority": gettext_noop(
        "La majorité demandée, ou sa base, n’est pas la même : une même part peut adopter ici et "
        "rejeter là-bas."
    ),
    "quorum": gettext_noop(
        "Le quorum demandé n’est pas le même : l’un engage peut-être sans que l’autre engage."
    ),
    "settings": gettext_noop(
        "La règle n’a pas les mêmes réglages : lisez « Comment on a compté » des deux côtés."
    ),
    "blank": gettext_noop(
        "Le vote blanc n’est offert que d’un côté : il y sort des bulletins de la base des exprimés."
    ),
    "subject": gettext_noop(
        "Elles ne demandent pas la même chose : une part plus haute ne dit pas qu’on préfère l’une à l’autre."
    ),
    "roll": gettext_noop(
        "Ce sont deux scrutins, donc deux listes électorales : qui a changé d’avis et qui n’était pas là "
        "ne se distinguent pas."
    ),
}
