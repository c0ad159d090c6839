# Le lexique : les termes d’une note, la liste, une entrée.

lexicon-title = Lexique
lexicon-lead = Les mots que le réseau définit, avec le nom de qui les définit. Un mot peut avoir plusieurs définitions : aucune ne l’emporte.
lexicon-empty = Un lexique rassemble les mots d’un métier, chacun avec sa définition. Il n’y en a pas encore que vous puissiez lire.
lexicon-empty-letter = Aucun mot ne commence par cette lettre.
lexicon-letters = Première lettre
lexicon-every-letter = Tout
lexicon-languages = Langue des mots
lexicon-language = { $language } ({ $count })
lexicon-definitions =
    { $count ->
        [one] { $count } définition
       *[other] { $count } définitions
    }
lexicon-others =
    { $count ->
        [one] { $count } autre définition
       *[other] { $count } autres définitions
    }
lexicon-terms = Mots du lexique
lexicon-not-to-be-confused = À ne pas confondre avec
lexicon-owner = Définition selon { $name }
lexicon-owner-for = Définition selon { $name }, { $written_for }
lexicon-owner-none = Définition non signée
lexicon-owner-none-for = Définition non signée, { $written_for }
lexicon-state-proposed = proposée
lexicon-state-adopted = adoptée
lexicon-state-discussed = en discussion
lexicon-state-contested = contestée
lexicon-also-called = Se dit aussi
lexicon-in-language = En { $language }
lexicon-broader = Plus large
lexicon-narrower = Plus précis
lexicon-related = Voir aussi
lexicon-read-note = Lire la note de cette définition
lexicon-used-in = Où ce terme est utilisé
