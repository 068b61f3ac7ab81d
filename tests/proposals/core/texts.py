"""A small corpus written for these tests: five themes told apart by their words, and odd texts."""

from __future__ import annotations

import random

from proposals.core.corpus import Corpus, CorpusText, corpus_of

THEMES: dict[str, list[str]] = {
    "train": [
        "Rouvrir les petites gares fermées et remettre des trains le soir dans les vallées.",
        "Le train doit coûter moins cher que la voiture : un billet unique pour les trains régionaux.",
        "Des trains de nuit entre les grandes villes, avec des couchettes abordables en gare.",
        "Garder un guichet dans chaque gare pour vendre un billet à ceux qui n’ont pas de téléphone.",
        "Rénover les rails des lignes régionales avant de construire une ligne rapide de plus.",
        "Que le vélo voyage gratuitement dans les trains régionaux et qu’on le gare en sécurité.",
        "Un abonnement mensuel qui vaut pour les trains, les bus et le vélo de toute la région.",
        "Remettre les marchandises sur les rails : moins de camions, des lignes de fret entretenues.",
        "Des rames plus longues le matin, car les trains régionaux sont bondés avant huit heures.",
        "Publier les retards de chaque ligne et rembourser le billet après trente minutes de retard.",
    ],
    "school": [
        "Limiter chaque classe à vingt élèves dans toutes les écoles primaires du pays.",
        "La cantine de l’école gratuite pour les élèves, avec des légumes cuisinés sur place.",
        "Recruter des enseignants remplaçants pour qu’aucune classe ne reste sans maître.",
        "Mieux payer les enseignants débutants pour attirer vers les écoles de banlieue.",
        "Une infirmière et une psychologue dans chaque collège pour écouter les élèves.",
        "Apprendre à lire les médias au collège, une heure par semaine dans chaque classe.",
        "Accompagner les élèves handicapés par des personnes formées et présentes en classe.",
        "Réparer les toilettes des écoles et isoler les classes contre la chaleur de juin.",
        "Moins de devoirs le soir : les élèves du collège travaillent déjà assez en classe.",
        "Ouvrir les cours des écoles le week-end pour que les enfants du quartier y jouent.",
    ],
    "hospital": [
        "Rouvrir des lits à l’hôpital et embaucher des infirmières dans les urgences.",
        "Obliger les jeunes médecins à exercer deux ans là où les patients manquent de soins.",
        "Garder les maternités de proximité : accoucher à une heure de route est dangereux.",
        "Des centres de santé publics avec des médecins salariés et des soins sans avance.",
        "Rembourser entièrement les soins dentaires et les lunettes des patients modestes.",
        "Des urgences ouvertes la nuit dans chaque hôpital, avec assez de médecins de garde.",
        "Former plus d’aides-soignantes et reconnaître la pénibilité des nuits à l’hôpital.",
        "Simplifier le dossier médical partagé entre l’hôpital, les médecins et les patients.",
        "Suivre les patients chez eux par des infirmières libérales après une opération.",
        "Donner à l’hôpital un budget fixé selon les soins et non selon le nombre d’actes.",
    ],
    "housing": [
        "Encadrer les loyers dans les villes où le logement manque le plus.",
        "Réquisitionner le logement vide depuis deux ans pour y loger des familles.",
        "Construire des logements sociaux dans les communes riches qui refusent d’en bâtir.",
        "Isoler les logements mal chauffés avant de permettre au propriétaire de les louer.",
        "Plafonner les frais d’agence payés par le locataire à la signature du bail.",
        "Interdire qu’un propriétaire loue à des touristes plus de soixante jours par an.",
        "Une garantie publique des loyers, pour que le propriétaire et le locataire dorment tranquilles.",
        "Pas d’expulsion du locataire sans proposition d’un autre logement décent.",
        "Taxer davantage les résidences secondaires là où les loyers chassent les habitants.",
        "Aider les habitants qui rachètent ensemble leur immeuble au propriétaire.",
    ],
    "farming": [
        "Un prix plancher du lait pour que chaque ferme vive de son travail.",
        "Aider les paysans qui abandonnent les pesticides à convertir leurs champs.",
        "Replanter des haies autour des champs et payer le paysan qui les entretient.",
        "Réserver les terres agricoles aux jeunes paysans qui veulent reprendre une ferme.",
        "Des abattoirs mobiles qui viennent à la ferme pour épargner les bêtes.",
        "Interdire les pesticides à moins de cent mètres des maisons et des ruches.",
        "Servir dans les restaurants publics la viande et les légumes des paysans voisins.",
        "Empêcher que des sociétés achètent les terres agricoles et agrandissent sans fin une ferme.",
        "Partager l’eau des champs entre paysans par une assemblée plutôt que par des bassines.",
        "Aider la ferme qui garde des semences anciennes et des champs de petite taille.",
    ],
}


def small_corpus(order: int = 0) -> Corpus:
    """Fifty proposals over five themes; the id begins with the theme. `order` shuffles the input."""
    texts = [
        CorpusText(f"{theme}-{number}", text, "proposal", f"salt {theme} {number}")
        for theme, found in THEMES.items()
        for number, text in enumerate(found)
    ]
    random.Random(order).shuffle(texts)
    return corpus_of(texts)


def theme_of(text: str) -> str:
    """The theme an id was made for."""
    return text.split("-")[0]
