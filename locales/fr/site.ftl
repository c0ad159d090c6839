# Ce que le site dit de lui-même, comment on y ouvre un compte, et ce que fait l’administration.

pages-about = À propos
pages-privacy = Confidentialité
pages-terms = Conditions
pages-accessibility = Accessibilité
pages-changed = Texte du { $day }
pages-edit = Modifier cette page
pages-responsible = La personne responsable de la protection des renseignements personnels est : { $responsible }.
pages-responsible-nobody = L’administration du site n’a pas encore nommé ici la personne responsable de la protection des renseignements personnels; demandez-lui de le faire.

pages-api = API
pages-api-lead = Des programmes lisent et écrivent ici comme les pages le font pour les personnes, avec les mêmes droits. Les noms et les textes des opérations sont en anglais.
pages-api-document = La même description, pour les programmes (OpenAPI 3.1)
pages-api-tokens = Créer un jeton
pages-api-contents = Opérations
pages-api-allows = Il faut un jeton qui permet : { $scope }.
pages-api-allows-or-none = Sans jeton, on lit ce que tout le monde peut lire. Avec un jeton, il faut qu’il permette : { $scope }.
pages-api-parameters = Paramètres
pages-api-optional = (facultatif)
pages-api-sent = Ce qui est envoyé
pages-api-answers = Réponses
pages-api-ask = Exemple de demande
pages-api-problem = Quand il n’y a pas de réponse
pages-api-problem-lead = Le corps dit pourquoi, dans la langue demandée. Ce qui vous est caché répond comme ce qui n’existe pas.

accounts-accept-first-title = Les textes du site sont à accepter
accounts-accept-first-lead = Lisez-les, puis acceptez-les pour commencer à écrire ici. D’ici là vous pouvez tout lire.
accounts-accept-first-notice = Les textes du site sont à accepter : lisez-les et acceptez-les pour commencer à écrire.
accounts-accept-title = Les textes du site ont changé
accounts-accept-lead = Lisez-les, puis acceptez-les pour continuer à écrire ici. D’ici là vous pouvez tout lire.
accounts-accept-notice = Les textes du site ont changé : lisez-les et acceptez-les pour continuer à écrire.
accounts-accept-act = J’accepte
accounts-accept-changed = Un de ces textes vient de changer. Relisez-le, puis acceptez-le.
accounts-accept-else = Vous ne les acceptez pas? Rien ne presse; l’administration peut aussi fermer votre compte.
accounts-accept-carried = Rien n’est perdu : ce que vous envoyiez part dès que vous acceptez.

accounts-sign-up-title = Ouvrir un compte
accounts-sign-up-link = Ouvrir un compte
accounts-sign-up-already = J’ai déjà un compte
accounts-sign-up-open = Donnez votre courriel : une lettre vous dira comment continuer.
accounts-sign-up-on-request = Donnez votre courriel : une lettre vous dira comment continuer. L’administration du site répond ensuite à votre demande.
accounts-sign-up-invitation = Sur ce site, on ouvre un compte sur invitation. Si vous en avez reçu une, suivez le lien qu’elle contient.
accounts-sign-up-closed = Personne ne peut ouvrir de compte sur ce site pour le moment.
accounts-sign-up-invited = On vous invite à ouvrir un compte. Donnez votre courriel : une lettre vous dira comment continuer.
accounts-sign-up-invited-by = { $name } vous invite à ouvrir un compte. Donnez votre courriel : une lettre vous dira comment continuer.
accounts-sign-up-letter = Elle contient un lien pour continuer. Il sert pendant 24 heures.
accounts-sign-up-here = Votre courriel est confirmé. Il reste à dire qui vous êtes et comment vous vous connecterez.
accounts-sign-up-here-asked = Votre courriel est confirmé. Il reste à dire qui vous êtes et pourquoi vous demandez un compte : l’administration du site vous répondra par lettre.
accounts-sign-up-name-hint = Celui que les autres liront. Vous pourrez en porter un autre dans une communauté.
accounts-sign-up-language = Langue des lettres
accounts-sign-up-reason = Pourquoi demandez-vous un compte?
accounts-sign-up-reason-hint = Quelques mots suffisent. Seule l’administration du site les lit, et ils sont effacés dès qu’elle a répondu.
accounts-sign-up-age = J’ai 14 ans ou plus
accounts-sign-up-accepts = J’ai lu et j’accepte les textes ci-dessous
accounts-sign-up-elsewhere = s’ouvrent dans un autre onglet
accounts-sign-up-act = Ouvrir mon compte
accounts-sign-up-ask = Envoyer ma demande
accounts-sign-up-asked = Votre demande est envoyée
accounts-sign-up-asked-lead = L’administration du site vous répondra par lettre. Rien n’est montré de vous d’ici là.

registration-open = Ouverte
registration-open-about = Toute personne qui a un courriel peut ouvrir un compte.
registration-on-request = Sur demande
registration-on-request-about = Toute personne peut demander un compte; l’administration accepte ou refuse.
registration-invitation = Sur invitation
registration-invitation-about = Seules les personnes invitées peuvent ouvrir un compte.
registration-closed = Fermée
registration-closed-about = Personne ne peut ouvrir de compte, pas même avec une invitation.

admin-title = Administration
admin-group-settle = À traiter
admin-group-people = Personnes et communautés
admin-group-answer = Ce dont l’administration répond
admin-group-machine = Le programme et sa machine
admin-group-site = Le site
admin-site = Nom et présentation
admin-site-now = { $name } : { $lead }
admin-site-no-lead = aucune phrase ne dit encore ce qu’est le site
admin-site-lead = Phrase de la page d’accueil
admin-site-lead-hint = Ce qu’est le site, et pour qui. À laisser vide s’il n’y en a pas dans cette langue.
admin-site-name-told = Les réglages du programme (SILLAGE_NAME) disent le nom du site : il ne se change pas ici.
admin-site-language-told = Les réglages du programme (SILLAGE_LANGUAGES) disent quelle langue est parlée en premier : elle ne se change pas ici.
admin-registration = Inscription
admin-registration-who = Qui peut ouvrir un compte
admin-responsible = Personne responsable de la protection des renseignements personnels
admin-responsible-hint = Son titre et comment la joindre : la loi demande de les publier (P-39.1, art. 3.1). Ils paraissent à la page Confidentialité.
admin-responsible-nobody = La personne responsable de la protection des renseignements personnels n’est pas nommée : indiquez-la à la page Inscription.
admin-letters-kept = { $count ->
    [0] Aucun serveur n’envoie les lettres : elles attendront dans le dossier des lettres (réglage SILLAGE_SMTP).
    [one] Aucun serveur n’envoie les lettres : { $count } attend dans le dossier des lettres (réglage SILLAGE_SMTP).
   *[other] Aucun serveur n’envoie les lettres : { $count } attendent dans le dossier des lettres (réglage SILLAGE_SMTP).
}
admin-letters-refused = { $count ->
    [one] { $count } lettre a été refusée : voyez « sillage admin letters ».
   *[other] { $count } lettres ont été refusées : voyez « sillage admin letters ».
}
admin-communities-who = Qui peut créer une communauté
admin-communities-stewards = L’administration
admin-communities-stewards-about = Seules les personnes qui administrent le site peuvent en créer.
admin-communities-signed-in = Toute personne qui a un compte
admin-communities-signed-in-about = Chaque personne connectée voit « Créer une communauté ». Celle qu’elle crée n’est connue que de ses membres, tant qu’elle ne dit pas autrement.
admin-communities-known = Celles que vous connaissez
admin-communities-lead = Une communauté que seuls ses membres connaissent n’est pas dans cette liste, sauf si vous en êtes membre.
admin-requests = Demandes de compte
admin-requests-count = { $count ->
    [0] Aucune n’attend de réponse
    [one] { $count } attend une réponse
   *[other] { $count } attendent une réponse
}
admin-requests-none = Personne n’attend de réponse.
admin-requests-lead = Accepter ouvre le compte, refuser efface tout ce que la personne a écrit. Une lettre lui dit la réponse dans les deux cas.
admin-request-asked = Demandé le { $day }
admin-request-accept = Accepter
admin-request-accept-of = Accepter { $name }
admin-request-decline = Refuser
admin-request-decline-of = Refuser { $name }
admin-claims = Signatures reconnues
admin-claims-count = { $count ->
    [0] Aucune n’attend de réponse
    [one] { $count } attend une réponse
   *[other] { $count } attendent une réponse
}
admin-claims-none = Personne ne dit qu’une signature est la sienne.
admin-claims-lead = Ces personnes disent qu’une signature sans compte est la leur. Accepter met leur nom sur ses notes, et ne se défait pas; leurs droits ne changent pas. Une lettre leur dit la réponse dans les deux cas.
admin-claim-signature = Signature
admin-claim-unseen = Une signature dont vous ne voyez aucune note
admin-claim-asked = Demandé le { $day }
admin-claim-reason = Raison d’un refus
admin-claim-reason-hint = La personne la lira. Il en faut une pour refuser, de { $most } caractères au plus.
admin-claim-accept = Accepter
admin-claim-accept-of = Accepter : { $signature } est { $name }
admin-claim-refuse = Refuser
admin-claim-refuse-of = Refuser : { $signature } n’est pas { $name }
admin-invitations = Invitations
admin-invitations-count = { $count ->
    [0] Aucune n’est en cours
    [one] { $count } en cours
   *[other] { $count } en cours
}
admin-invitations-closed = L’inscription est fermée : aucune invitation ne sert tant qu’elle l’est.
admin-invitations-open = Invitations en cours
admin-invitation-made = Faite le { $day }
admin-invitation-made-by = Faite par { $by } le { $day }
admin-invitation-ends = finit le { $day }
admin-invitation-used = { $used } sur { $uses }
admin-invitation-end = Mettre fin
admin-invitation-end-of = Mettre fin à l’invitation : { $name }
admin-invite-many = Inviter des personnes par lettre
admin-invite-list = Liste
admin-invite-list-hint = Un courriel par ligne, ou un tableau avec les colonnes courriel, nom, langue, collé d’un tableur.
admin-invite-file = Ou un fichier CSV
admin-invite-check = Vérifier la liste
admin-invite-checked = Ce qui serait fait
admin-invite-line = Ligne
admin-invite-name = Nom
admin-invite-outcome = Résultat
admin-invite-empty = La liste est vide.
admin-invite-nobody = Personne n’est à inviter dans cette liste.
admin-invite-long = Cette liste est trop longue : { $count } personnes au plus à la fois, et un fichier de 256 Ko. Rien n’a été fait.
admin-invite-not-text = Cette liste n’est pas du texte. D’un classeur, enregistrez d’abord la feuille en CSV. Rien n’a été fait.
admin-invite-send = { $count ->
    [one] Inviter { $count } personne
   *[other] Inviter { $count } personnes
}
admin-invite-sent = { $count ->
    [0] Aucune lettre ne part
    [one] { $count } lettre part
   *[other] { $count } lettres partent
}
admin-outcome-invites = Une lettre d’invitation partira
admin-outcome-invited = Une lettre d’invitation part
admin-outcome-known = A déjà un compte
admin-outcome-already = Invitation déjà en cours
admin-outcome-twice = Déjà plus haut dans la liste
admin-outcome-long = Nom trop long
admin-link = Lien
admin-link-new = Créer un lien à partager
admin-link-act = Créer le lien
admin-link-made = Copiez ce lien maintenant : il ne sera plus montré.
admin-link-called = Lien « { $name } »
admin-link-name = Nom du lien
admin-link-name-hint = Pour le reconnaître, par exemple le groupe à qui vous le donnez. Les personnes invitées ne le voient pas.
admin-link-uses = Combien de comptes au plus
admin-link-days = Pendant combien de jours
admin-page-title = Page « { $page } »
admin-page-default = C’est le texte du programme. Ce que vous enregistrez le remplace dans cette langue; changez de langue au pied de la page pour l’autre.
admin-page-written = Enregistré le { $when }. Changez de langue au pied de la page pour l’autre texte.
admin-page-body = Texte
admin-page-body-hint = En Markdown. Le titre de la page est déjà là : commencez par un paragraphe.
admin-page-again = Demander à chaque personne d’accepter ce texte de nouveau
admin-page-again-about = Pour un changement de fond. Chaque personne devra l’accepter avant d’écrire; elle pourra lire d’ici là.
admin-page-preview = Aperçu
admin-page-preview-act = Voir l’aperçu
admin-page-forget = Revenir au texte du programme
admin-page-see = Voir la page
admin-page-stale = Quelqu’un d’autre a enregistré cette page pendant que vous l’écriviez. Rien n’a été perdu : les deux textes sont ici. Reprenez dans le vôtre ce qu’il faut, puis enregistrez.
admin-page-theirs = Le texte enregistré entre-temps
admin-page-theirs-lead = Il est montré sur le site en ce moment.

admin-providers = Connexion par d’autres sites
admin-providers-lead = Des membres peuvent se connecter par le compte qu’ils ont ailleurs, par exemple dans leur organisation (OpenID Connect). Chacun le relie lui-même, de l’intérieur de son compte.
admin-providers-count = { $count ->
    [0] Aucun
    [one] { $count } site
   *[other] { $count } sites
}
admin-provider-new = Ajouter un site
admin-provider-register = Là-bas, déclarez d’abord ce site avec cette adresse de retour :
admin-provider-back = Adresse de retour :
admin-provider-name = Qui le tient
admin-provider-name-hint = Le nom que les membres liront sur le bouton.
admin-provider-issuer = Adresse de l’émetteur
admin-provider-issuer-hint = Elle commence par https:// et ne finit pas par « .well-known/openid-configuration ».
admin-provider-client = Identifiant de ce site là-bas
admin-provider-secret = Secret
admin-provider-secret-hint = Il ne sera plus montré. Laissez vide s’il n’y en a pas.
admin-provider-employs = C’est une organisation, pour les personnes qui y travaillent ou y agissent
admin-provider-employs-hint = Ses membres liront que leur organisation saura qu’ils se connectent, et quand.
admin-provider-employs-short = organisation
admin-provider-add = Ajouter
admin-provider-remove = Retirer ce site
admin-provider-remove-of = Retirer { $name }
admin-provider-remove-says = Les comptes qui y sont reliés ne s’ouvriront plus par lui. Leurs autres moyens de connexion restent.
form-no-provider = Aucun serveur OpenID Connect ne répond à cette adresse, ou il se nomme autrement.
form-already = Il est déjà dans la liste.
