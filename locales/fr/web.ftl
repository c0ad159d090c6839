# Pages : le cadre, les listes, la note, le rapport d’importation, les erreurs.

web-language-name = Français
web-skip = Aller au contenu
web-menu = Menu
web-menu-told = Menu ({ $count })
web-menu-close = Fermer le menu
web-nav-foot = À propos du site
web-save = Enregistrer
web-cancel = Annuler
web-home = Accueil
web-nav-site = Le site
web-nav-notebook = Dans ce carnet
web-nav-around = Avant et après
web-nav-notebooks = Carnets
web-nav-communities = Communautés
web-nav-recent = Récemment
web-keys = Touches du clavier
web-keys-turn = Note précédente, note suivante
web-keys-tab = Lien suivant; en premier, « Aller au contenu »
web-keys-escape = Fermer ce qui est ouvert
web-key-tab = Tab
web-key-escape = Échap
web-keys-help = Afficher ces touches
web-keys-on = Utiliser les touches d’un seul caractère
web-keys-close = Fermer
web-looks = Affichage
web-theme = Apparence
web-theme-auto = Selon l’appareil
web-theme-light = Claire
web-theme-dark = Sombre
web-text = Texte
web-text-usual = Normal
web-text-large = Grand
web-text-larger = Très grand
web-face = Caractères
web-face-reading = De lecture
web-face-plain = Simples
web-terms = Mots du lexique
web-terms-underlined = Soulignés
web-terms-bare = Sans soulignement
web-source = Code source de Sillage { $version }
web-more = Suite de la liste
web-older = Plus anciennes
web-previous = Précédente
web-next = Suivante
web-notes = Notes
web-line-changed = Modifiée le
web-visibility-open = L’une de ces communautés est ouverte : toute personne connectée peut en devenir membre.

web-notes-count =
    { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
web-links-count =
    { $count ->
        [one] { $count } lien l’attend
       *[other] { $count } liens l’attendent
    }
web-versions-count =
    { $count ->
        [one] { $count } version
       *[other] { $count } versions
    }

web-work-contents = Sommaire du carnet
web-work-contents-short = Sommaire
web-work-chapter = Lire le chapitre d’une traite
web-work-whole = Tout le sommaire
web-work-begin = Commencer la lecture
web-work-print = Imprimer l’ouvrage
web-chapter-read = Lire d’une traite
web-chapter-read-of = Lire d’une traite : { $title }
web-chapter-contents = Sommaire du chapitre
web-notes-span = Notes { $first } à { $last } sur { $count }
web-print-how = La commande d’impression de votre navigateur imprime cet ouvrage ou l’enregistre en PDF.
web-print-long = L’ouvrage est long : il s’imprime en plusieurs fois.
web-print-rest = La suite

web-note-signed-by = Signée par
web-note-contents = Sur cette page
web-note-about = À propos de cette note
web-note-place = note { $place } sur { $count }
web-note-communities =
    { $count ->
        [one] Communauté
       *[other] Communautés
    }
web-note-published = Publiée
web-note-changed = Modifiée
web-note-versions = Historique
web-note-visibility = Visibilité
web-note-licence = Licence
web-note-no-licence = Demandez avant de réutiliser
web-note-language = Langue
web-note-kept-by = Tenue à jour par
web-note-kept-by-leads-of = les responsables de
web-note-kept-by-stewards = l’administration du site
web-note-cite = Citation
web-note-source = Source
web-note-source-markdown = Texte en Markdown
web-note-translation-of = Traduction de
web-note-also-in = Aussi en { $language } :
web-note-translation-current = à jour
web-note-translation-behind = plus ancienne que l’original
web-note-related = Notes liées
web-related-pinned = Choisie par qui a écrit cette note
web-related-each-other = Les deux notes se citent
web-related-cited = Citée dans cette note
web-related-together = Citées ensemble dans « { $title } »
web-related-alike = Parlent toutes deux de : { $words }
web-note-cited-by = Citée dans
web-note-notebooks = Dans les carnets
web-note-placed = Intégrée { $by }

web-versions-title = Versions
web-versions-of = Versions de { $title }
web-version-number = Version { $number }
web-version-saved = enregistrée { $by }
web-version-withdrawn-person = Mots retirés { $by } : une personne y était nommée.
web-version-withdrawn-secret = Mots retirés { $by } : un secret s’y trouvait.
web-version-withdrawn-other = Mots retirés { $by }.
web-version-newest = C’est la version actuelle.
web-version-older = Cette version n’est plus la plus récente.
web-version-today = Lire la note d’aujourd’hui
web-version-all = Toutes les versions

web-notebook-entries = Pour commencer
web-notebook-categories = Catégories
web-notebook-sort = Ordre des notes
web-notebook-view = Présentation
web-notebook-uncategorise = Retirer ce filtre
web-notebook-all-categories = Retirer tous les filtres
web-notebook-pinned = Épinglée
web-notebook-empty = Ce carnet ne contient pas encore de note que vous puissiez lire.
web-notebooks-empty = Un carnet rassemble des notes dans un ordre choisi. Il n’y en a pas encore que vous puissiez lire.
web-communities-empty = Une communauté réunit des personnes qui partagent une pratique. Il n’y en a pas encore que vous puissiez voir.
web-community-unlisted = Seuls ses membres savent qu’elle existe
web-community-empty = Aucune note ni aucun carnet n’est encore lié à cette communauté.
web-person-signature = Signature sans compte : ce nom est inscrit sur les notes, et la personne qui le porte n’a pas de compte ici.
web-person-in = Dans
web-person-notes = Notes signées
web-person-empty = Aucune note que vous puissiez lire ne porte cette signature.
web-claim = Est-ce vous?
web-claim-visitor = Si ce nom est le vôtre, vous pouvez le dire. Il faut un compte.
web-claim-sign-in = Me connecter pour dire que c’est moi
web-claim-lead = Si ce nom est le vôtre, dites-le : l’administration vous répond par lettre. Si elle vous reconnaît, les notes qui portent cette signature portent votre nom, et cette page mène à la vôtre. Ce que vous pouvez modifier ne change pas.
web-claim-at-once = Ces notes ont été importées avec votre adresse de courriel : il suffit de le dire. Elles porteront votre nom, et cette page mènera à la vôtre. Ce que vous pouvez modifier ne change pas.
web-claim-words = Comment vous reconnaître
web-claim-words-hint = Ce que l’administration peut vérifier, en { $most } caractères au plus. Vous pouvez laisser vide.
web-claim-act = C’est moi
web-claim-waits = Vous avez dit le { $day } que c’est vous. L’administration vous répondra par lettre.
web-claim-withdraw = Retirer ma demande
web-claim-refused = Votre demande a été refusée le { $day } : { $reason }

web-recent-title = Changements récents
web-recent-new = Nouvelle
web-recent-empty = Les notes nouvelles ou modifiées paraissent ici, la plus récente en premier. Il n’y en a pas encore.

web-home-lead = Des notes que l’on garde, que l’on relie et que l’on partage, avec le nom des personnes qui les ont écrites.
web-home-sign-up-on-request = Demander un compte
web-home-empty = Il n’y a pas encore de note à lire ici.
web-home-unopened = Personne n’administre encore ce site. L’adresse qui permet de l’ouvrir est affichée dans la fenêtre où le programme a été lancé.
web-home-begin = Pour commencer
web-home-begin-note = Écrire une première note
web-home-begin-note-why = Elle n’est visible que de vous tant que vous n’en décidez pas autrement.
web-home-begin-notebook-new = Créer un carnet
web-home-begin-notebook-why = Il rassemble des notes autour d’un sujet, ou les met en ordre comme un livre.
web-home-begin-community = Créer une communauté
web-home-begin-community-why = Des personnes qui partagent une pratique : ce qu’elles y écrivent est pour elles d’abord.
web-home-begin-registration = Choisir qui peut s’inscrire
web-home-begin-registration-why = Et nommer la personne responsable de la protection des renseignements personnels.
web-home-begin-invitations = Inviter des personnes
web-home-begin-invitations-why = Par une adresse à transmettre, ou par une liste de courriels.
web-home-begin-pages = Dire ce qu’est ce site
web-home-begin-pages-why = Son nom, et la phrase qui paraît ici, en haut.
web-home-begin-health = Vérifier l’état du site
web-home-begin-health-why = Le courriel, les sauvegardes, le disque, et quoi faire de chacun.
web-home-begin-import = Des notes existent déjà ailleurs? La commande qui importe un dossier de fichiers Markdown :
web-home-begin-folder = DOSSIER
web-home-begin-notebook = Mon carnet
web-home-all-notebooks = Tous les carnets
web-home-all-recent = Tous les changements récents
web-home-all-communities = Toutes les communautés

web-wanted-title = Notes à écrire
web-wanted-lead = Des liens mènent à ces titres, et aucune note ne les porte encore.
web-wanted-empty = Tous les liens que vous pouvez voir mènent quelque part.

web-import-title = Rapport d’importation
web-import-notebook = Voir le carnet
web-import-dry-run = C’était un essai : rien n’a été enregistré.
web-import-notes = Notes
web-import-links = Liens
web-import-files = Fichiers
web-import-link-list = Liens à vérifier
web-import-warnings = Avertissements
web-import-path = Chemin
web-import-link = Lien
web-import-result = Résultat
web-import-details = Précisions
web-import-cut = Les listes sont longues : cette page en montre le début. Le rapport en JSON les contient en entier.
web-import-figure-notes = notes de ce dossier
web-import-figure-created = créées
web-import-figure-updated = mises à jour
web-import-figure-unchanged = inchangées
web-import-figure-missing = absentes du dossier
web-import-figure-versions = versions venues de l’histoire du dossier
web-import-figure-attachments = fichiers joints
web-import-figure-refused = fichiers refusés
web-import-figure-resolved = liens résolus
web-import-figure-ambiguous = ambigus
web-import-figure-wanted = notes à écrire
web-import-figure-broken = brisés dans la source
web-import-figure-broken-by-us = brisés par l’importation
web-import-figure-external = vers d’autres sites
web-import-result-kept = gardé tel quel
web-import-result-changed = adapté
web-import-result-unchanged = inchangé
web-import-result-missing = absent
web-import-result-refused = refusé
web-import-result-ignored = laissé de côté
web-import-result-resolved = résolu
web-import-result-ambiguous = ambigu
web-import-result-wanted = note à écrire
web-import-result-broken = brisé dans la source
web-import-result-broken-by-us = brisé par l’importation

web-error-home = Retourner à l’accueil
web-error-notebooks = Parcourir les carnets
web-error-recent = Voir les changements récents
web-error-reference = Si vous écrivez à l’administration du site, citez ce numéro :
web-error-400 = Demande incomprise
web-error-400-words = Cette adresse ou ce formulaire contient quelque chose que nous n’avons pas pu lire. Rien n’a été modifié.
web-error-403 = Action non permise
web-error-403-words = Vous pouvez voir cette page, mais pas faire cela. Rien n’a été modifié.
web-error-suspended = Votre compte est suspendu
web-error-suspended-words = Vous ne pouvez pas vous connecter. Vos notes restent. Pour en parler, écrivez à : { $responsible }
web-error-suspended-nobody = Vous ne pouvez pas vous connecter. Vos notes restent. Pour en parler, écrivez aux personnes qui administrent le site.
web-error-404 = Page introuvable
web-error-404-words = Il n’y a pas de page à cette adresse, ou elle n’est pas visible pour vous. Vérifiez l’adresse, ou repartez d’ici :
web-error-spent = Cette adresse ne sert plus
web-error-spent-words = Une adresse reçue par lettre sert une fois, pendant un temps. Si vous l’avez déjà suivie, ce qu’elle permettait est fait; sinon, demandez-en une autre, ou repartez d’ici :
web-error-sign-in = Se connecter, si la page est réservée à des membres
web-error-405 = Action impossible à cette adresse
web-error-405-words = Cette adresse se lit, mais n’accepte pas ce genre d’envoi. Rien n’a été modifié.
web-error-410 = Note supprimée
web-error-410-words = Cette note a été supprimée.
web-error-410-day = Cette note a été supprimée le { $day }.
web-error-413 = Envoi trop volumineux
web-error-413-words = Ce que vous avez envoyé dépasse la taille acceptée. Rien n’a été modifié. Essayez avec un envoi plus petit.
web-error-414 = Adresse trop longue
web-error-414-words = Cette adresse est trop longue pour être lue. Vérifiez qu’elle a été copiée correctement.
web-error-416 = Partie de fichier introuvable
web-error-416-words = Le fichier est plus court que la partie demandée. Demandez le fichier entier.
web-error-429 = Trop d’essais
web-error-429-words = Attendez un peu, puis recommencez.
web-wait-seconds = { $count ->
    [one] Il y a eu trop d’essais. Attendez une seconde, puis recommencez.
   *[other] Il y a eu trop d’essais. Attendez { $count } secondes, puis recommencez.
}
web-wait-minutes = { $count ->
    [one] Il y a eu trop d’essais. Attendez une minute, puis recommencez.
   *[other] Il y a eu trop d’essais. Attendez { $count } minutes, puis recommencez.
}
web-error-431 = En-têtes trop volumineux
web-error-431-words = Votre navigateur a envoyé trop d’information avec cette demande. Effacez les témoins de ce site, puis réessayez.
web-problem-parameter = Le paramètre « { $name } » n’est pas de ceux de cette opération, ou sa valeur ne se lit pas.
web-problem-body = Le corps de la demande ne se lit pas : il faut le JSON de cette opération, et aucun autre champ.
web-problem-json = Il faut un corps de type application/json.
web-problem-token = Il faut un jeton : Authorization: Bearer. On en crée un à l’adresse /me/tokens.
web-problem-ended = Ce jeton ne sert pas : il est inconnu, fini ou révoqué. On en crée un à l’adresse /me/tokens.
web-problem-scope = Ce jeton ne permet pas « { $scope } ».
web-problem-accept = Des textes du site sont à accepter : connectez-vous et acceptez-les avant d’écrire.
web-problem-stale = Une version plus récente est là : lisez-la, puis recommencez à partir d’elle. Rien n’a été modifié.
web-problem-wider = Plus de personnes liraient cette note : « { $who } ».
web-problem-unseen = { $who } Lisez d’abord sa visibilité, puis envoyez ce qu’elle donne sous « seen ». Rien n’a été modifié.
web-problem-base = Il faut dire sur quelle version vous écrivez : If-Match, avec l’ETag que vous avez lu. Rien n’a été modifié.
web-problem-fields = Ce qui est envoyé ne peut pas servir. Rien n’a été modifié.
web-problem-absent = Il n’y a rien à cette adresse, ou ce n’est pas visible pour vous.
web-problem-forbidden = Vous pouvez voir cela, mais pas le faire. Rien n’a été modifié.
web-problem-ours = Une erreur de notre côté. Rien de ce qui était enregistré n’est perdu. Réessayez dans un moment.

web-error-500 = Une erreur de notre côté
web-error-500-words = Cette page n’a pas pu être préparée. Rien de ce qui était enregistré n’est perdu. Réessayez dans un moment.
web-error-503 = Site momentanément indisponible
web-error-503-words = La base de données ne répond pas. Rien de ce qui était enregistré n’est perdu. Réessayez dans un moment.
web-error-507 = Plus d’espace
web-error-507-words = Il ne reste plus de place pour enregistrer. Rien n’a été écrit à moitié. La lecture reste possible; prévenez l’administration du site.

web-signed-out-title = Connectez-vous pour envoyer ceci
web-signed-out = Rien n’a été envoyé, et rien n’est perdu. Vous n’avez pas de session, ou la vôtre est terminée. Ouvrez la page de connexion dans un autre onglet, puis revenez envoyer de nouveau ici.
web-signed-out-again = Envoyer de nouveau
web-signed-out-partial = Un mot de passe ou un code ne s’affiche jamais de nouveau. Connectez-vous, puis remplissez de nouveau le formulaire : le reste est ci-dessous.
web-signed-out-typed = Ce que vous avez écrit
web-signed-out-text = Texte { $number }

web-person-closed = Membre (compte fermé)
