# Comparer des versions d’une note.

compare-title = Ce qui a changé dans « { $title } »
compare-heading = Ce qui a changé
compare-nav = Autres comparaisons
compare-previous = Changement précédent
compare-next = Changement suivant
compare-in-line = L’un sous l’autre
compare-side-by-side = Côte à côte
compare-title-change = Titre :
compare-removed = Retiré :
compare-added = Ajouté :
compare-nothing = Ces deux versions ont le même texte.
compare-withdrawn = Les mots de l’une de ces versions ont été retirés. Il n’y a rien à comparer.
compare-too-long = Ces textes sont trop longs pour être comparés ici. Chaque version a sa page.
compare-skipped =
    { $count ->
        [one] … { $count } ligne sans changement
       *[other] … { $count } lignes sans changement
    }
compare-since = Ce qui a changé depuis le
compare-since-show = Montrer
compare-from = avant
compare-to = après
compare-chosen = Comparer les deux versions choisies
