# Ce dont l’administration répond : les actes sur les comptes, les rôles, les droits et les réglages, et les incidents.

admin-register-csv = Tout emporter (CSV)
admin-register-json = Tout emporter (JSON)

admin-audit = Journal de l’administration
admin-audit-about = Qui a fait quoi sur les comptes, les rôles, les droits et les réglages
admin-audit-lead = Ce qui a été fait sur les comptes, les rôles, les droits et les réglages du site. Ce que les gens lisent, écrivent ou fréquentent n’y est jamais. Une ligne ne se change pas; elle disparaît après vingt-quatre mois.
admin-audit-who = Fait par (nom du compte)
admin-audit-kind = Sur quoi
admin-audit-all = Tout
admin-audit-accounts = Comptes et invitations
admin-audit-roles = Rôles et communautés
admin-audit-rights = Droits
admin-audit-settings = Réglages
admin-audit-from = Depuis le
admin-audit-until = Jusqu’au
admin-audit-narrow = Chercher
admin-audit-none = Rien n’a été fait.
admin-audit-by = Par { $who }, le { $when }
admin-audit-by-program = Par le programme ou sa ligne de commande, le { $when }
admin-audit-unknown-community = Une communauté que vous ne connaissez pas
admin-audit-account-made = Compte créé
admin-audit-steward-made = Compte d’administration créé
admin-audit-account-accepted = Demande de compte acceptée
admin-audit-account-declined = Demande de compte refusée
admin-audit-session-opened = Session ouverte pour quelqu’un
admin-audit-token-made = Jeton créé pour quelqu’un
admin-audit-codes-ended = Codes de connexion désactivés
admin-audit-invited = Invitations envoyées
admin-audit-link-made = Lien d’invitation créé
admin-audit-invitation-ended = Invitation terminée
admin-audit-member-added = Membre d’une communauté
admin-audit-member-removed = Plus membre d’une communauté
admin-audit-roles-set = Rôles dans une communauté
admin-audit-community-made = Communauté créée
admin-audit-community-closed = Communauté fermée
admin-audit-signature-given = Signature reconnue
admin-audit-signature-refused = Signature non reconnue
admin-audit-author-removed = Ne peut plus modifier une note (désaccord tranché)
admin-audit-author-kept = Peut toujours modifier une note (désaccord tranché)
admin-audit-registration-set = Inscription réglée
admin-audit-who-creates-set = Qui peut créer une communauté
admin-audit-page-saved = Page du site écrite
admin-audit-site-set = Présentation du site changée
admin-audit-provider-added = Site de connexion ajouté
admin-audit-provider-removed = Site de connexion retiré

admin-incidents = Registre des incidents
admin-incidents-about = Ce qui a touché des renseignements personnels, et qui a été avisé
admin-incidents-lead = Chaque accès, usage, communication ou perte de renseignements personnels que la loi ne permet pas s’écrit ici. Une correction garde ce qui était écrit avant. Un incident reste cinq ans après son dernier texte.
admin-incidents-none = Aucun incident n’est inscrit.
admin-incident = Un incident
admin-incident-wordings = Ce qui est inscrit
admin-incident-add = Inscrire un incident
admin-incident-amend = Corriger ou compléter
admin-incident-what = Ce qui s’est passé
admin-incident-what-hint = Les faits, et ce qui a été fait pour réduire le risque. Ne nommez pas les personnes touchées.
admin-incident-happened = Jour de l’incident
admin-incident-learned = Jour où vous l’avez appris
admin-incident-learned-hint = La loi le demande.
admin-incident-untimely = C’est avant le jour de l’incident, ou après aujourd’hui.
admin-incident-whose = De qui et de quoi
admin-incident-whose-hint = Combien de personnes, et quels renseignements.
admin-incident-risk = Risque
admin-incident-risk-hint = Ce qui pourrait arriver aux personnes, et si le préjudice peut être sérieux.
admin-incident-told = Qui a été avisé
admin-incident-told-hint = La Commission d’accès à l’information, les personnes touchées, d’autres, chaque fois avec le jour de l’avis; pourquoi, si un avis a été public. À laisser vide tant que personne ne l’est.
admin-incident-told-on = Jour de l’avis
admin-incident-told-on-hint = Le premier, s’il y en a plusieurs.
admin-incident-written = Inscrit le { $when }
admin-incident-written-by = Inscrit par { $who }, le { $when }
admin-incident-stale = Quelqu’un a corrigé cet incident pendant que vous écriviez : son texte est ci-dessous, le vôtre est resté dans le formulaire. Enregistrer met le vôtre après le sien.

me-held-audit = Actes sur les comptes, les rôles, les droits et les réglages
me-held-audit-why = savoir qui a donné ou retiré un accès, et pouvoir en répondre
me-held-audit-until = vingt-quatre mois, même après votre départ, sans votre nom
me-held-audit-who = l’administration
me-held-incidents = Incidents que vous avez inscrits au registre
me-held-incidents-why = savoir qui a inscrit quoi
me-held-incidents-until = cinq ans; votre nom, jusqu’à votre départ
me-held-incidents-who = l’administration

admin-audit-job-dropped = Travail abandonné pour de bon
admin-jobs = Travail à faire plus tard
admin-jobs-dead = { $count ->
    [0] Rien n’a été abandonné.
    [one] { $count } travail abandonné.
   *[other] { $count } travaux abandonnés.
}
admin-jobs-lead = Ce que le site fait de lui-même : les lettres, les effacements promis, le ménage. Un travail qui échoue est repris, de plus en plus tard; après huit fois, il est abandonné et attend ici.
admin-jobs-given-up = Abandonnés
admin-jobs-none-dead = Rien n’a été abandonné.
admin-jobs-running = En cours ({ $count })
admin-jobs-waiting = En attente ({ $count })
admin-job-given-up = { $attempts ->
    [one] Demandé le { $asked }, abandonné le { $ended } après une fois
   *[other] Demandé le { $asked }, abandonné le { $ended } après { $attempts } fois
}
admin-job-due = { $attempts ->
    [0] Demandé le { $asked }, prévu le { $due }
    [one] Demandé le { $asked }, prévu le { $due }, commencé une fois
   *[other] Demandé le { $asked }, prévu le { $due }, commencé { $attempts } fois
}
admin-job-reason = Raison d’y renoncer
admin-job-reason-hint = Elle reste au journal de l’administration. Il n’en faut pas pour reprendre.
admin-job-again = Reprendre
admin-job-again-of = Reprendre : { $what }
admin-job-drop = Renoncer
admin-job-drop-of = Renoncer : { $what }
admin-job-sweep = Le ménage de chaque jour
admin-job-bin = Effacer une note mise à la corbeille
admin-job-leaving = Effacer une personne qui est partie
admin-job-author-removal = Retirer une personne qui n’a pas répondu
admin-job-placement-declined = Retirer d’un carnet une note dont l’intégration a été déclinée
admin-job-letter = Envoyer une lettre
admin-job-summaries = Écrire les résumés des avis
admin-job-unavailable = La base de données ou les fichiers ne répondaient pas. Voyez s’ils répondent, puis reprenez.
admin-job-full = Le disque était plein. Libérez de la place, puis reprenez.
admin-job-lost = Le programme s’est arrêté chaque fois avant la fin. Voyez le journal technique, puis reprenez.
admin-job-panic = Une erreur du programme. Le journal technique la dit; une version plus récente peut la corriger.

admin-communities-vacant = Personne n’en est responsable.

admin-audit-account-suspended = Compte suspendu
admin-audit-account-reopened = Compte rouvert
admin-audit-sessions-ended = Sessions terminées
admin-audit-steward-named = Administre le site
admin-audit-steward-ended = N’administre plus le site
admin-audit-mail-good = Adresse de courriel dite bonne

admin-people = Personnes
admin-people-about = Trouver un compte, le suspendre ou le rouvrir, confier l’administration
admin-people-lead = Les comptes, et les signatures sans compte que vous pouvez connaître. Ce que les gens lisent, écrivent ou fréquentent n’y est jamais.
admin-people-who = Nom ou adresse de courriel
admin-people-who-hint = Le début d’un nom, ou une adresse entière.
admin-people-find = Chercher
admin-people-none = Personne ne porte ce nom ni cette adresse.
admin-person = Un compte
admin-person-lead = Ce qu’il faut pour aider à se connecter ou pour fermer l’accès. Chaque geste demande une raison : elle reste au journal de l’administration, et une lettre la dit à la personne.
admin-person-stale = Cela ne peut pas être fait, ou plus : la page dit ce qui peut l’être maintenant. Rien n’a été changé.
admin-person-state = État
admin-person-active = Actif
admin-person-unconfirmed = Adresse à confirmer
admin-person-suspended = Suspendu depuis le { $day }
admin-person-closing = Ferme le { $day }
admin-person-signature = Signature sans compte
admin-person-why = Raison
admin-person-made = Compte créé le
admin-person-role = Administration
admin-person-runs = Administre le site
admin-person-runs-not = N’administre pas le site
admin-person-mail = Courriel
admin-person-no-mail = Aucune adresse
admin-person-refused = Lettres refusées
admin-person-refused-since = Depuis le { $day }
admin-person-means = Moyens de connexion
admin-person-password = mot de passe
admin-person-passkeys = { $count ->
    [one] { $count } clé d’accès
   *[other] { $count } clés d’accès
}
admin-person-elsewhere = un autre site
admin-person-codes = un code en plus
admin-person-no-means = aucun
admin-person-act = Que faire
admin-person-reason = Raison
admin-person-reason-hint = La personne la lira. { $most } caractères au plus.
admin-person-apply = Appliquer ce choix
admin-person-suspend = Suspendre le compte
admin-person-suspend-about = La personne ne peut plus se connecter; ses sessions et ses jetons prennent fin. Ses notes restent.
admin-person-reopen = Rouvrir le compte
admin-person-reopen-about = La personne peut se connecter de nouveau.
admin-person-end-sessions = Mettre fin à ses sessions
admin-person-end-sessions-about = La personne se connecte de nouveau sur chaque appareil.
admin-person-end-codes = Ne plus demander de code
admin-person-end-codes-about = Pour qui a perdu son téléphone et ses codes sur papier. Assurez-vous d’abord que c’est bien cette personne.
admin-person-make-steward = Confier l’administration
admin-person-make-steward-about = La personne pourra tout ce que vous pouvez.
admin-person-unmake-steward = Retirer l’administration
admin-person-unmake-steward-about = La personne garde son compte et n’administre plus le site.
admin-person-good-mail = Dire que l’adresse est bonne
admin-person-good-mail-about = Un serveur y a refusé une lettre; la boîte est réparée.

admin-health = État du site
admin-health-lead = Ce dont le site a besoin pour tenir, regardé à l’ouverture de cette page. Aucune lettre n’est envoyée pour l’essayer.
admin-health-count = { $count ->
    [0] Tout va bien.
    [one] { $count } chose à voir.
   *[other] { $count } choses à voir.
}
admin-health-disk = Disque
admin-health-disk-free = Il reste { $free } sur { $whole }.
admin-health-disk-unknown = Le disque ne dit pas ce qui reste.
admin-health-disk-do = Libérez de la place, ou agrandissez le disque du dossier de données. Quand il est plein, rien ne s’enregistre plus.
admin-health-backup = Sauvegarde
admin-health-backup-at = La dernière est du { $when }.
admin-health-backup-never = Aucune sauvegarde n’a été faite.
admin-health-backup-elsewhere = PostgreSQL se sauvegarde avec ses outils : le site ne sait pas quand.
admin-health-backup-do = Lancez sillage backup FICHIER, au moins une fois par semaine, et gardez le fichier sur une autre machine.
admin-health-letters = Lettres
admin-health-letters-kept = Aucun serveur ne prend les lettres : elles attendent dans le dossier de données.
admin-health-letters-kept-do = Indiquez un serveur d’envoi (SILLAGE_SMTP), puis relancez le programme.
admin-health-letters-failing = { $count ->
    [one] { $count } lettre n’est pas partie et sera essayée de nouveau.
   *[other] { $count } lettres ne sont pas parties et seront essayées de nouveau.
}
admin-health-letters-sent = La dernière est partie le { $when }.
admin-health-letters-none = Aucune lettre depuis sept jours.
admin-health-letters-try = Voir les lettres, ou en envoyer une d’essai
admin-health-letters-do = Voyez si le serveur d’envoi répond, et son secret : le journal technique dit ce qu’il répond.
admin-health-jobs-do = Voyez pourquoi, puis reprenez ce travail ou renoncez-y.
admin-health-readers = Traitement des changements
admin-health-readers-well = Tout est à jour.
admin-health-readers-late = Le traitement des changements a plus d’une minute de retard.
admin-health-readers-do = Attendez si une importation vient d’être faite. Sinon, relancez le programme et lisez son journal technique.
admin-health-clock = Horloge
admin-health-clock-one = Il n’y en a qu’une : elle n’est comparée à aucune autre.
admin-health-clock-apart = { $count ->
    [0] Celle de la base et celle du programme sont les mêmes.
    [one] Celle de la base et celle du programme diffèrent de { $count } seconde.
   *[other] Celle de la base et celle du programme diffèrent de { $count } secondes.
}
admin-health-clock-do = Réglez l’heure des deux machines (NTP).
admin-health-program = Programme
admin-health-program-is = Version { $version }, schéma { $schema }, { $database }.

admin-storage = Espace occupé
admin-storage-about = Ce que prennent la base, les fichiers et les lettres, et combien de choses il y a
admin-storage-lead = Ce que le site contient, en octets et en nombre de choses. Aucun chiffre n’est d’une personne.
admin-storage-number = { $count }
admin-storage-database = Base de données
admin-storage-contents = Contenu des fichiers
admin-storage-letters = Lettres qui attendent dans le dossier
admin-storage-notes = Notes
admin-storage-deleted = Notes supprimées
admin-storage-versions = Versions de notes
admin-storage-notebooks = Carnets
admin-storage-communities = Communautés
admin-storage-files = Fichiers

admin-letters = Lettres
admin-letters-count = { $count ->
    [0] Aucune lettre en route
    [one] { $count } lettre en route
   *[other] { $count } lettres en route
}
admin-letters-lead = Les lettres que le site envoie, et ce que personne ne prend. Ce qu’elles disent n’est pas gardé.
admin-letters-trial = Essayer l’envoi
admin-letters-trial-to = Une lettre d’essai n’ira qu’à vous, à { $mail }. Elle dira que les lettres partent du site, et rien d’autre.
admin-letters-trial-act = M’envoyer une lettre d’essai
admin-letters-trial-nowhere = Votre compte n’a pas d’adresse de courriel : aucune lettre ne peut vous être envoyée. Une commande en envoie une ailleurs : sillage admin letters --try COURRIEL.
admin-letters-trial-sent = Une lettre d’essai part pour { $mail }. Si elle n’arrive pas, ouvrez cette page de nouveau : elle dit ce que le serveur répond.
admin-letters-trial-kept = Une lettre d’essai pour { $mail } attendra en fichier .eml dans { $folder } : aucun serveur n’envoie les lettres (réglage SILLAGE_SMTP).
admin-letters-failure = La dernière réponse : { $error }
admin-letters-untaken = Refusées, ou pas encore prises
admin-letters-all-taken = Toutes ont été prises.
admin-letters-marked = Adresses qui refusent
admin-letters-none-marked = Aucune adresse ne refuse les lettres.
admin-letters-marked-lead = Une lettre y a été refusée. Une lettre acceptée lève la marque d’elle-même; vous pouvez aussi dire que l’adresse est bonne, à la page du compte.
admin-letter-refused = Refusée le { $when }. Le serveur répond : { $error }
admin-letter-untaken = Demandée le { $when }. Aucun serveur ne l’a prise.
admin-letter-again = Envoyer de nouveau
admin-letter-again-of = Envoyer de nouveau : { $mail }
admin-letter-forget = Oublier
admin-letter-forget-of = Oublier : { $mail }

admin-audit-content-read = Contenu privé lu
admin-read = Lire un contenu privé
admin-read-about = Avec une raison, pour dix minutes; les personnes qui en répondent l’apprennent aussitôt
admin-read-lead = Administrer le site n’ouvre pas ce que d’autres gardent pour peu de monde. S’il le faut pourtant, dites pourquoi : le texte s’ouvre à vous seulement, pour dix minutes, sans rien pouvoir y changer. La raison reste au journal, et une lettre la dit aussitôt aux personnes qui répondent de la note.
admin-read-note = Adresse de la note
admin-read-note-hint = Telle que le navigateur la montre (…/n/…).
admin-read-reason = Raison
admin-read-reason-hint = Les personnes qui répondent de la note la liront. { $most } caractères au plus.
admin-read-open = Ouvrir pour dix minutes
admin-reading-until = Ce texte vous est ouvert jusqu’au { $when }. Les personnes qui en répondent le savent.
