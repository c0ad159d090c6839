# Vérification : ce qui peut être endommagé dans ce qui est conservé, et ce qu’il en est de la réparation.

check-database-damaged = Le fichier de la base de données est endommagé
check-row-to-nothing = Une ligne renvoie à quelque chose qui n’existe pas
check-version-of-nothing = Une version appartient à une note qui n’existe pas
check-note-without-text = Une note n’a aucune version, donc aucun texte
check-version-missing = Il manque une version d’une note
check-revision-number = Une note ne montre pas sa version la plus récente
check-note-title = Le titre ou la langue d’une note n’est pas celui de sa version la plus récente
check-title-key = Ce que comparent les liens et la recherche ne correspond pas au nom
check-sort-key = Ce qui sert à trier les listes ne correspond pas au nom
check-excerpt = Les premiers mots montrés dans les listes ne sont pas ceux du texte
check-term-missing = Une note qui est un terme du lexique n’y définit rien
check-alias = Les liens ne peuvent pas trouver un autre nom d’une note
check-links = Les liens conservés ne sont pas ceux du texte
check-link-target = Un lien mène à une note qui n’existe pas
check-files-shown = Les fichiers qu’une note est censée montrer ne sont pas ceux de son texte
check-seen-by-nobody = Une note ou un carnet est visible des membres de communautés, mais aucune communauté n’y est liée; après réparation, la note n’est visible que des personnes qui peuvent la modifier, et le carnet, que de ses responsables et des personnes qui y contribuent
check-category-elsewhere = Une note est classée dans une catégorie d’un autre carnet
check-cited-by = Ce qui cite une note n’est pas ce que disent les liens
check-term-uses = Les termes qu’une note utilise ne sont pas ceux de son texte et de ses liens
check-likeness = Les mots par lesquels une note est rapprochée d’autres ne sont pas ceux de son texte
check-projection-past-log = Un travail fait à partir du journal des changements en dépasse la fin
check-log-of-another-server = Le journal des changements a été numéroté par un autre serveur de base de données : rien de nouveau ne serait remarqué
check-file-missing = Le contenu d’un fichier ou d’une couverture est absent
check-file-damaged = Le contenu d’un fichier ou d’une couverture n’est pas celui qui a été conservé
check-file-unnamed = Aucun fichier ni aucune couverture n’a ce contenu depuis plus d’un jour

check-thing-category = catégorie
check-thing-community = communauté
check-thing-content = contenu
check-thing-database = base de données
check-thing-file = fichier
check-thing-log = journal
check-thing-note = note
check-thing-notebook = carnet
check-thing-person = personne
check-thing-projection = projection
check-thing-row = ligne

check-repair-none = Ne peut pas être réparé ici : cherchez dans une sauvegarde.
check-repair-possible = --repair le répare.
check-repair-done = Réparé.
check-more =
    { $count ->
        [one] Et un autre. Pour tout voir, ajoutez --json.
       *[other] Et { $count } autres. Pour tout voir, ajoutez --json.
    }
check-looked-at =
    Vérifié : { $notes ->
        [one] { $notes } note
       *[other] { $notes } notes
    }, { $revisions ->
        [one] { $revisions } version
       *[other] { $revisions } versions
    }, { $links ->
        [one] { $links } lien
       *[other] { $links } liens
    }, { $files ->
        [one] { $files } fichier
       *[other] { $files } fichiers
    }.
check-left =
    { $count ->
        [0] Tout est en ordre.
        [one] Il reste un problème.
       *[other] Il reste { $count } problèmes.
    }
