# Commandes : l’aide, les messages et les erreurs du programme sillage.

cli-about = Des notes liées, publiées par des communautés.
cli-about-serve = Sert le site.
cli-about-config = Montre les réglages en vigueur et d’où vient chacun.
cli-about-check = Vérifie tout ce qui est conservé.
cli-about-backup = Écrit tout le site dans un seul fichier, pendant qu’il est servi.
cli-about-restore = Recrée un dossier de données à partir d’une sauvegarde.
cli-about-import = Importe des notes.
cli-about-import-markdown = Importe un dossier de fichiers Markdown dans un carnet.
cli-about-admin = Administre le site.
cli-about-admin-person = Les personnes.
cli-about-admin-person-add = Crée un compte.
cli-about-admin-person-list = Montre les comptes, leur état et leurs moyens de connexion.
cli-about-admin-person-suspend = Suspend un compte : la personne ne peut plus se connecter.
cli-about-admin-person-reopen = Rouvre un compte suspendu.
cli-about-admin-person-end-sessions = Met fin aux sessions d’une personne.
cli-about-admin-person-end-codes = Ne demande plus de code à une personne.
cli-about-admin-person-make-steward = Confie l’administration du site à une personne.
cli-about-admin-person-unmake-steward = Retire l’administration du site à une personne.
cli-about-admin-person-good-mail = Dit que l’adresse d’une personne est bonne, après une lettre refusée.
cli-about-admin-community = Les communautés.
cli-about-admin-community-add = Crée une communauté.
cli-about-admin-community-list = Montre les communautés, et lesquelles n’ont personne de responsable.
cli-about-admin-community-who-creates = Dit ou change qui peut créer une communauté.
cli-about-admin-member = Les membres d’une communauté.
cli-about-admin-member-add = Ajoute une personne à une communauté.
cli-about-admin-jobs = Montre le travail à faire plus tard, et celui qui a été abandonné.
cli-about-admin-site = Dit ou change le nom du site, la phrase de sa page d’accueil, la langue parlée en premier et la licence de ce qui est publié.
cli-about-admin-page = Montre ce que le site dit de lui-même à une de ses pages, ou met un autre texte à la place.
cli-about-admin-registration = Dit ou change qui peut ouvrir un compte, et qui répond des renseignements personnels.
cli-about-admin-requests = Montre les comptes demandés, en accepte ou en refuse un.
cli-about-admin-claims = Montre qui dit qu’une signature sans compte est la sienne.
cli-about-admin-claim = Répond à qui dit qu’une signature est la sienne.
cli-about-admin-claim-accept = Accepte : les notes portent le nom de la personne.
cli-about-admin-claim-refuse = Refuse, avec une raison que la personne lira.
cli-about-admin-reports = Montre les problèmes signalés qui attendent, l’échéance la plus proche d’abord.
cli-about-admin-report = Un problème signalé.
cli-about-admin-report-read = Le montre, avec ce qui a été fait.
cli-about-admin-report-hide = Masque la note jusqu’à ce que ce soit réglé.
cli-about-admin-report-show = Montre la note de nouveau.
cli-about-admin-report-answer = Répond à la personne qui a signalé.
cli-about-admin-report-acted = Règle : quelque chose a été fait.
cli-about-admin-report-nothing = Règle : il n’y a rien à faire.
cli-about-admin-removals = Montre les désaccords sur qui modifie une note.
cli-about-admin-removal = Tranche un désaccord sur qui modifie une note.
cli-about-admin-removal-keep = La personne peut toujours la modifier.
cli-about-admin-removal-remove = La personne ne peut plus la modifier.
cli-about-admin-audit = Montre qui a fait quoi sur les comptes, les rôles, les droits et les réglages.
cli-about-admin-health = Dit si le site va bien, et que faire sinon; code 3 si quelque chose est à voir.
cli-about-admin-storage = Dit la place que prend le site, et combien de choses il contient.
cli-about-admin-incidents = Montre le registre des incidents.
cli-about-admin-incident = Un incident du registre.
cli-about-admin-incident-add = En inscrit un.
cli-about-admin-incident-read = Le montre, avec chaque texte qu’il a eu.
cli-about-admin-incident-amend = Corrige ou complète ce qui est nommé; le texte d’avant est gardé.
cli-about-admin-invite = Invite les personnes d’un fichier CSV : courriel, nom, langue.
cli-about-admin-invitation-link = Fait un lien qui ouvre plusieurs comptes, montré une fois.
cli-about-admin-invitations = Montre les invitations en cours, à une personne ou par un lien.
cli-about-admin-invitation = Une invitation.
cli-about-admin-invitation-end = Y met fin.
cli-about-admin-provider = Les sites par lesquels les membres peuvent se connecter (OpenID Connect).
cli-about-admin-provider-list = Les nomme.
cli-about-admin-provider-add = En ajoute un, et dit l’adresse de retour à y déclarer.
cli-about-admin-provider-remove = En retire un.
cli-about-admin-letters = Montre les lettres en route, et celles que personne ne prend; en envoie une d’essai.
cli-about-admin-token = Crée un jeton de l’API pour une personne, qui l’apprend par lettre, et le donne.
cli-about-admin-session = Ouvre une session pour une personne et donne son témoin (cookie).
cli-about-admin-create-steward = Crée un compte qui administre le site, et donne l’adresse où choisir son mot de passe.

cli-help-usage = Utilisation :
cli-help-commands = Commandes{"\u00A0"}
cli-help-command = COMMANDE
cli-help-options = Options{"\u00A0"}
cli-help-any-options = OPTIONS
cli-help-arguments = Arguments{"\u00A0"}
cli-help-config = Fichier de réglages (TOML)
cli-help-data = Dossier des données (./data)
cli-help-database = Base de données : sqlite:CHEMIN ou postgres://…
cli-help-lang = Langue des messages
cli-help-log = Détail du journal : error, warn, info, debug ou trace
cli-help-json = Donne le résultat en JSON
cli-help-help = Affiche cette aide
cli-help-version = Affiche la version
cli-help-listen = Où écouter (127.0.0.1:8080); le port 0 en prend un libre
cli-help-address = Adresse publique du site
cli-help-demo = Contenu de démonstration : never (jamais) ou empty (si la base est vide)
cli-help-name = Nom
cli-help-serve-name = Nom du site
cli-help-config-name = Nom du site
cli-help-languages = Langues de l’interface, la première par défaut
cli-help-time-zone = Fuseau horaire (America/Toronto)
cli-help-source-url = Où se trouve le code source de la version servie
cli-help-metrics-listen = Où donner les mesures à Prometheus, sous /metrics
cli-help-trusted-proxies = Mandataires de confiance : adresses IP ou plages, séparées par des virgules
cli-help-smtp = Serveur qui envoie les lettres : smtps://NOM:SECRET@HÔTE, ou smtp://…?tls=required; sans lui elles attendent dans DATA/letters
cli-help-letters-from = Adresse d’où partent les lettres; sillage@HÔTE par défaut
cli-help-folder = Dossier à lire
cli-help-notebook = Titre du carnet; il est créé s’il n’existe pas
cli-help-language = Langue des textes qui ne disent pas la leur
cli-help-visibility = Qui peut voir les notes (public si rien n’est dit)
cli-help-community = Communauté à laquelle lier les notes
cli-help-author = Nom de la personne qui signe les notes sans signature
cli-help-history = Importe aussi l’histoire : chaque commit du dépôt git devient une version
cli-help-dry-run = Essaie sans rien enregistrer
cli-help-report = Écrit le rapport complet (JSON) dans ce fichier
cli-help-strict = Termine avec le code 3 si un fichier est refusé ou si un lien est brisé par l’importation
cli-help-backup-file = Fichier à écrire (.tar); il ne doit pas exister
cli-help-restore-file = Sauvegarde à lire
cli-help-repair = Répare ce qui peut l’être
cli-help-again = Reprend un travail abandonné, ou une lettre refusée, par son identifiant
cli-help-forget = Oublie une lettre refusée, par son identifiant
cli-help-trial = Envoie une lettre d’essai à cette adresse
cli-help-drop = Renonce à un travail abandonné, par son identifiant; il faut dire pourquoi
cli-help-admin-jobs-reason = Pourquoi y renoncer
cli-help-scopes = Ce qu’il permet, séparé par des virgules : read_notes, write_notes, read_people, read_me, write_me, write_communities
cli-help-admin-token-days = Pour combien de jours : 30 (par défaut), 90 ou 365
cli-help-responsible = Titre et adresse de la personne responsable de la protection des renseignements personnels
cli-help-called = Nom du site
cli-help-lead-fr = Phrase de la page d’accueil, en français; vide, elle est retirée
cli-help-lead-en = Phrase de la page d’accueil, en anglais; vide, elle est retirée
cli-help-admin-site-language = Langue parlée en premier
cli-help-licence = Licence de ce qui est publié : CC BY 4.0, CC BY-SA 4.0, CC BY-NC-SA 4.0, CC BY-NC-ND 4.0 ou CC0 1.0
cli-help-accept = Accepte cette demande, par son identifiant
cli-help-decline = Refuse cette demande, par son identifiant
cli-help-settled = Montre ceux qui sont réglés, les derniers d’abord, au lieu de ceux qui attendent
cli-help-admin-claim-accept-id = Identifiant de la demande
cli-help-admin-claim-refuse-id = Identifiant de la demande
cli-help-id = Son identifiant
cli-help-admin-report-hide-reason = Raison, que liront les personnes qui répondent de la note; ne nommez personne
cli-help-admin-report-show-reason = Raison, que liront les personnes qui répondent de la note; ne nommez personne
cli-help-admin-report-answer-reason = La réponse, que lira la personne qui a signalé; ne nommez personne
cli-help-admin-report-acted-reason = Raison, que liront les personnes qui répondent de la note; ne nommez personne
cli-help-admin-report-nothing-reason = Raison, que liront les personnes qui répondent de la note; ne nommez personne
cli-help-note = Identifiant de la note
cli-help-admin-removal-keep-reason = Raison, que les deux liront
cli-help-admin-removal-remove-reason = Raison, que les deux liront
cli-help-what = Ce qui s’est passé, et ce qui a été fait pour réduire le risque; ne nommez pas les personnes touchées
cli-help-happened = Jour de l’incident, comme 2024-05-31
cli-help-learned = Jour où vous l’avez appris; la loi le demande
cli-help-whose = De qui et de quoi : combien de personnes, et quels renseignements
cli-help-risk = Ce qui pourrait arriver aux personnes, et si le préjudice peut être sérieux
cli-help-told = Qui a été avisé, chaque fois avec le jour de l’avis
cli-help-told-on = Jour de l’avis; le premier, s’il y en a plusieurs
cli-help-by = Ce qui a été fait par cette personne, par son nom
cli-help-kind = Sur quoi : accounts (comptes et invitations), roles (rôles et communautés), rights (droits) ou settings (réglages)
cli-help-from = Depuis ce jour, comme 2024-05-31
cli-help-until = Jusqu’à ce jour
cli-help-csv = Donne tout en CSV, pour un tableur
cli-help-page = La page : about (à propos), privacy (confidentialité), terms (conditions) ou accessibility (accessibilité)
cli-help-admin-page-file = Texte à mettre à la place, en Markdown (UTF-8); - le lit à l’entrée standard; sans lui, le texte montré est donné
cli-help-admin-page-language = En quelle langue; celle que le site parle en premier si rien n’est dit
cli-help-admin-page-again = Demande à chaque personne d’accepter ce texte de nouveau (privacy et terms)
cli-help-admin-page-forget = Revient au texte du programme
cli-help-reason = Raison du refus
cli-help-admin-person-list-who = Début d’un nom, ou adresse de courriel
cli-help-admin-person-suspend-reason = Raison, que la personne lira
cli-help-admin-person-reopen-reason = Raison, que la personne lira
cli-help-admin-person-end-sessions-reason = Raison, que la personne lira
cli-help-admin-person-end-codes-reason = Raison, que la personne lira
cli-help-admin-person-make-steward-reason = Raison, que la personne lira
cli-help-admin-person-unmake-steward-reason = Raison, que la personne lira
cli-help-admin-person-good-mail-reason = Raison, que la personne lira
cli-help-admin-invite-dry-run = Dit ce qui serait fait, sans rien envoyer
cli-help-admin-invite-file = Le fichier
cli-help-admin-community-who-creates-who = Qui peut en créer une : stewards (l’administration) ou signed-in (toute personne qui a un compte)
cli-help-admin-registration-mode = Qui peut ouvrir un compte : open, on_request, invitation ou closed
cli-help-admin-invitation-link-name = Nom du lien
cli-help-admin-provider-add-name = Qui le tient, comme les membres le liront
cli-help-issuer = Adresse de l’émetteur
cli-help-client = Identifiant de ce site là-bas
cli-help-secret = Fichier qui contient le secret
cli-help-organisation = C’est une organisation, pour les personnes qui y travaillent ou y agissent
cli-help-uses = Combien de comptes au plus; 25 par défaut
cli-help-days = Pendant combien de jours; 14 par défaut
cli-help-steward = Confie aussi l’administration du site
cli-help-alias = Nom court : lettres minuscules, chiffres et traits d’union
cli-help-unlisted = Absente de la liste des communautés
cli-help-person = Nom ou identifiant d’une personne
cli-help-mail = Adresse de courriel
cli-help-role = Rôle (member si rien n’est dit)

cli-value-file = FICHIER
cli-value-folder = DOSSIER
cli-value-url = URL
cli-value-level = DÉTAIL
cli-value-mail = COURRIEL
cli-value-host-port = HÔTE:PORT
cli-value-name = NOM
cli-value-mode = MODE
cli-value-words = MOTS
cli-value-number = NOMBRE
cli-value-day = JOUR
cli-value-zone = FUSEAU
cli-value-addresses = ADRESSES
cli-value-dir = DOSSIER
cli-value-title = TITRE
cli-value-language = LANGUE
cli-value-alias = ALIAS
cli-value-id = ID
cli-value-person = PERSONNE

cli-use-help = Ajoutez --help pour voir ce qui est possible.
cli-use-no-command = Il manque une commande.
cli-use-unknown-command = La commande « { $command } » n’existe pas.
cli-use-unknown-argument = « { $argument } » n’est pas compris ici.
cli-use-missing-argument = Il manque : { $argument }.
cli-use-wrong-argument = La valeur de { $argument } ne convient pas.
cli-use-wrong = Cette commande ne peut pas être comprise.

cli-from-default = par défaut
cli-from-file = fichier
cli-from-environment = environnement
cli-from-flag = ligne de commande
cli-nothing = Il n’y a rien ici.

cli-person-added = Compte créé.
cli-person-done = C’est fait; une lettre le dit à la personne.
cli-community-added = Communauté créée.
cli-member-added = Membre ajouté.
cli-site-name-told = Les réglages (SILLAGE_NAME) disent le nom du site : celui-ci ne paraîtra que s’ils n’en disent plus.
cli-site-language-told = Les réglages (SILLAGE_LANGUAGES) disent quelle langue est parlée en premier : celle-ci ne le sera que s’ils n’en disent plus.
cli-page-saved = Le texte est enregistré : il est montré sur le site.
cli-page-accepted-again = Le texte est enregistré : il est montré sur le site, et chaque personne devra l’accepter avant d’écrire.
cli-page-forgotten = Le texte du programme est montré sur le site.
cli-request-accepted = Le compte est ouvert; une lettre le dit.
cli-request-declined = La demande est effacée; une lettre le dit.
cli-claim-accepted = Les notes portent le nom de la personne; une lettre le dit.
cli-claim-refused = La demande est refusée; une lettre le dit.
cli-report-hidden = La note est masquée jusqu’à ce que ce soit réglé; une lettre le dit aux personnes qui en répondent.
cli-report-shown = Ce signalement ne masque plus la note; une lettre le dit aux personnes qui en répondent.
cli-report-so-already = C’était déjà fait : rien n’a été changé.
cli-report-answered = Une lettre porte la réponse à la personne qui a signalé.
cli-report-settled = Le signalement est réglé.
cli-report-settled-told = Le signalement est réglé; une lettre le dit aux personnes qui répondent de la note.
cli-removal-kept = La personne peut toujours modifier la note; une lettre le dit aux deux.
cli-removal-removed = La personne ne peut plus modifier la note; une lettre le dit aux deux.
cli-incident-added = L’incident est inscrit.
cli-incident-amended = L’incident est corrigé; le texte d’avant est gardé.
cli-invitation-ended = Cette invitation ne sert plus.
cli-provider-added = Les membres peuvent s’y relier. Là-bas, déclarez cette adresse de retour :
cli-provider-removed = Ce site n’ouvre plus aucun compte.
cli-would-invite = { $count ->
    [one] { $count } personne serait invitée
   *[other] { $count } personnes seraient invitées
}
cli-invited = { $count ->
    [one] { $count } personne est invitée
   *[other] { $count } personnes sont invitées
}
cli-letter-again = La lettre repartira.
cli-letter-forgotten = La lettre est oubliée.
cli-letter-trial-sent = La lettre d’essai attend de partir pour { $mail } : « sillage serve » l’envoie. « sillage admin letters » dit si elle est encore en route, ou ce que le serveur répond.
cli-letter-trial-kept = La lettre d’essai pour { $mail } attendra en fichier .eml dans { $folder }, où « sillage serve » la met : aucun serveur n’est indiqué (SILLAGE_SMTP). « sillage admin letters » dit si elle est encore en route.
cli-letters-on-their-way = { $count ->
    [one] { $count } lettre en route
   *[other] { $count } lettres en route
}
cli-letters-in-the-folder = { $count ->
    [one] { $count } lettre attend dans le dossier des lettres : aucun serveur n’est indiqué (SILLAGE_SMTP)
   *[other] { $count } lettres attendent dans le dossier des lettres : aucun serveur n’est indiqué (SILLAGE_SMTP)
}
cli-jobs-count = { $state ->
    [ready] En attente
    [running] En cours
    [done] Faits depuis sept jours
    [dead] Abandonnés
   *[other] { $state }
 } : { $count }
cli-job-again = Ce travail reprend.
cli-job-dropped = C’est fait : personne ne fera ce travail.
cli-token-made = Jeton créé. Il ne sera plus montré : gardez-le pour vous.
cli-token-name = Créé en ligne de commande
cli-session-opened = Session ouverte pour douze heures. Ce témoin ne sera plus montré : gardez-le pour vous.
cli-set-up = Personne n’administre encore ce site. Ouvrez cette adresse, qui ne sert qu’une fois : { $address }
cli-steward-made = Le compte est créé. À cette adresse, qui ne sert qu’une fois et pendant 24 heures, la personne choisit son mot de passe :

cli-progress = { $done } sur { $all }
cli-import-to-look-at =
    { $count ->
        [one] À vérifier (un point) :
       *[other] À vérifier ({ $count } points) :
    }
cli-import-versions =
    { $count ->
        [one] Une version est venue de l’histoire du dossier.
       *[other] { $count } versions sont venues de l’histoire du dossier.
    }
cli-import-more =
    { $count ->
        [one] Et un autre. Pour tout voir, ajoutez --report FICHIER.
       *[other] Et { $count } autres. Pour tout voir, ajoutez --report FICHIER.
    }
cli-import-notebook = Carnet : { $address }
cli-import-report = Rapport, pour l’administration : { $address }

cli-error-setting = Le réglage { $key } ne peut pas être « { $value } ».
cli-error-unknown-setting = Le fichier { $path } contient un réglage inconnu : { $key }.
cli-error-settings-file = Le fichier de réglages { $path } ne peut pas être lu : { $reason }
cli-error-flag = --{ $flag } ne peut pas être « { $value } ».
cli-error-community-unsaid = --visibility community demande aussi --community ALIAS : la communauté dont les membres pourront lire les notes. Rien n’a été importé.
cli-error-data-folder = Le dossier des données ne peut pas être utilisé ({ $path }) : { $reason }
cli-error-no-database = Aucune base de données à { $path }. Nommez son dossier avec --data.
cli-error-in-use = Un autre « sillage serve » utilise déjà { $path }. Arrêtez-le, ou choisissez un autre dossier avec --data.
cli-error-listen = Impossible d’écouter à { $address } : { $reason }. Choisissez une autre adresse ou un autre port.
cli-error-not-a-folder = { $path } n’est pas un dossier.
cli-error-no-git = Le programme git n’est pas installé : installez-le, ou importez sans --history.
cli-error-not-a-repository = { $path } n’est pas dans un dépôt git : importez sans --history.
cli-error-unreadable = { $path } ne peut pas être lu : { $reason }
cli-error-too-many-files = { $path } contient trop de fichiers pour une seule importation. Importez ses sous-dossiers un à un.
cli-error-unwritable = { $path } ne peut pas être écrit : { $reason }
cli-error-not-found = Rien ni personne ne porte ce nom ici. Rien n’a été changé.
cli-error-forbidden = Cette action n’est pas permise. Rien n’a été changé.
cli-error-conflict = Ce nom est déjà pris. Rien n’a été changé.
cli-error-invalid = Une valeur ne convient pas ({ $code }). Rien n’a été changé.
cli-error-refused = { $field } : { $why }
cli-error-unchanged = Rien n’a été changé.
cli-error-text-long = Ce texte est trop long : une page en prend { $most } Ko au plus. Rien n’a été changé.
cli-error-text-empty = Ce texte est vide. Rien n’a été changé; --forget revient au texte du programme.
cli-error-text-encoding = Ce n’est pas du texte en UTF-8. Enregistrez-le en UTF-8 d’abord. Rien n’a été changé.
cli-error-saved-meanwhile = Quelqu’un d’autre l’a enregistré entre-temps. Rien n’a été changé; relisez, puis recommencez.
cli-error-settled = Ce signalement est réglé. Rien n’a été changé.
cli-error-no-note = Ce signalement n’est pas à propos d’une note. Rien n’a été changé.
cli-error-invalid-name = Ce nom ne convient pas : il est vide ou trop long.
cli-error-invalid-alias = Ce nom court ne convient pas : de deux à quarante lettres minuscules, chiffres ou traits d’union, une lettre d’abord.
cli-error-invalid-community = Aucune communauté ne porte ce nom court. Rien n’a été changé.
cli-error-invalid-mail = Cette adresse de courriel ne peut pas être utilisée.
cli-error-mail-taken = Un compte a déjà cette adresse de courriel. Rien n’a été changé.
cli-error-invalid-several = Plusieurs personnes portent ce nom : donnez l’identifiant de l’une d’elles.
cli-error-unavailable = La base de données ou les fichiers ne répondent pas. Rien n’a été enregistré; essayez de nouveau plus tard.
cli-error-full = Le disque est plein. Rien n’a été enregistré; libérez de la place et recommencez.
cli-error-newer = Une version plus récente de Sillage a écrit cette base de données. Mettez le programme à jour. ({ $reason })
cli-error-older = Une version antérieure de Sillage a écrit cette base de données, et un essai n’y change rien. Lancez une fois « sillage serve », puis recommencez. ({ $reason })
cli-error-internal = Une erreur est survenue : { $reason }

cli-reference-title = Aide-mémoire
cli-reference-about = Produit à partir du programme : ne le modifiez pas à la main.
cli-reference-settings = Réglages
cli-reference-order = Une option l’emporte sur l’environnement, l’environnement sur le fichier (TOML, nommé par `--config` ou `SILLAGE_CONFIG`), le fichier sur la valeur par défaut. `sillage config` montre ce qui est en vigueur et d’où vient chaque valeur.
cli-reference-key = Dans le fichier
cli-reference-variable = Dans l’environnement
cli-reference-flag = Option
cli-reference-default = Par défaut
cli-reference-meaning = Ce que c’est
cli-reference-none = aucune
