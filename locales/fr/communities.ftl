# Les communautés : la liste, et la page de chacune.

communities-access = Accès
communities-access-line = accès { $access }
communities-access-open = ouvert à tout le monde
communities-access-on-request = sur demande
communities-access-invited = sur invitation
communities-stage = Étape
communities-stage-emerging = en émergence
communities-stage-active = active
communities-stage-paused = en pause
communities-stage-paused-until = en pause jusqu’au { $day }
communities-stage-closed = fermée
communities-formality = Forme
communities-formality-interest-circle = cercle d’intérêt
communities-formality-facilitated-group = groupe animé
communities-formality-chartered-community = communauté avec charte
communities-rhythm = Rythme
communities-hosts =
    { $count ->
        [one] Organisation porteuse
       *[other] Organisations porteuses
    }
communities-supporting =
    { $count ->
        [one] Organisation d’appui
       *[other] Organisations d’appui
    }
communities-confidentiality = Règle de confidentialité
communities-charter = Charte

# Les membres : ce que chaque personne est à la communauté, et ce qu’elle peut y faire.

communities-role-lead = responsable
communities-role-facilitator = animation
communities-role-curator = curation
communities-role-member = membre
communities-holders = Rôles
communities-holder = { $name } ({ $role })

communities-join = Devenir membre
communities-join-ask = Demander à devenir membre
communities-join-lead = Vous serez membre tout de suite : les autres membres liront votre nom, rien d’autre. Vous pourrez quitter la communauté quand vous le voudrez.
communities-join-ask-lead = Les personnes qui animent la communauté, ou qui en sont responsables, liront votre nom et votre raison, et vous répondront.
communities-join-invited-lead = Une invitation vous attend : vous serez membre tout de suite.
communities-join-asked = Vous avez demandé à devenir membre le { $day }. La réponse viendra ici et par lettre.
communities-join-withdraw = Retirer ma demande
communities-join-name = Votre nom dans cette communauté
communities-join-name-hint = Laissez vide pour que votre nom ne change pas. Un autre nom n’est lu que des membres, et ne mène pas à votre page.
communities-join-reason = Pourquoi vous voulez en être
communities-join-reason-hint = Lu seulement des personnes qui répondent, jusqu’à leur réponse.

communities-invited = Une invitation à devenir membre vous attend.
communities-invited-see = Voir l’invitation
communities-member = Vous êtes membre de cette communauté.
communities-members = Membres
communities-members-title = Membres de { $community }
communities-members-count =
    { $count ->
        [one] Une personne est membre.
       *[other] { $count } personnes sont membres.
    }
communities-mine = Ma participation
communities-mine-title = Ma participation à { $community }
communities-requests = Demandes et invitations
communities-propose = Proposer une personne
communities-waiting =
    { $count ->
        [one] Une demande attend une réponse
       *[other] { $count } demandes attendent une réponse
    }
communities-risks-count =
    { $count ->
        [one] Un rôle attend quelqu’un
       *[other] { $count } rôles attendent quelqu’un
    }
communities-risks = Ce qui attend quelqu’un
communities-risk-lead = Personne n’est responsable de la communauté.
communities-risk-facilitator = Personne n’anime la communauté.
communities-risk-curator = Personne ne s’occupe de la curation.
communities-risk-ended = Le mandat de { $name } ({ $role }) a pris fin le { $day } : à renouveler ou à confier.

communities-involvement = Participation
communities-involvement-none = Je ne le dis pas
communities-involvement-core = au noyau
communities-involvement-active = active
communities-involvement-occasional = occasionnelle
communities-involvement-listening = à l’écoute
communities-member-you = vous
communities-member-roles = Rôles
communities-member-roles-of = Rôles de { $name }
communities-member-organisations = Organisation d’attache
communities-mandate-from = { $role }, depuis le { $starts }
communities-mandate-to = { $role }, jusqu’au { $ends }
communities-mandate-from-to = { $role }, du { $starts } au { $ends }
communities-mandate-backup = { $mandate }; suppléance : { $backup }

communities-roles-lead = Les rôles s’additionnent. Chacun peut avoir une fin et une suppléance; la personne est prévenue.
communities-roles-mandate = Mandat et suppléance
communities-roles-starts = Début du mandat
communities-roles-ends = Fin du mandat
communities-roles-ends-hint = Le rôle ne s’éteint pas ce jour-là : les membres voient que le mandat est à renouveler ou à confier.
communities-roles-backup = Suppléance
communities-roles-backup-none = personne
communities-roles-saved = Les rôles sont enregistrés.
communities-roles-last = Personne d’autre n’est responsable de la communauté : confiez d’abord ce rôle à quelqu’un.
communities-roles-lead-about = page, accès, charte, rôles, étape, retrait d’une personne, et tout ce qui suit
communities-roles-facilitator-about = accueil, réponses aux demandes, invitations, annonces, messages à masquer
communities-roles-curator-about = intégrer et ordonner dans ses carnets, détacher des notes, tenir son lexique, modifier les notes qu’elle garde
communities-back-to-members = Revenir aux membres

communities-remove = Retirer de la communauté
communities-remove-lead = La personne n’est plus membre dès maintenant : elle ne lit plus ce qui est réservé aux membres, et perd ses rôles. Elle lira votre raison. Ce qu’elle a écrit reste.
communities-remove-reason = Raison
communities-removed = La personne n’est plus membre; elle est prévenue.

communities-requests-title = Demandes et invitations de { $community }
communities-requests-none = Personne n’attend de réponse.
communities-requests-asked = Demandé le { $day }
communities-requests-accept = Accepter
communities-requests-accept-of = Accepter { $name }
communities-requests-refuse = Refuser
communities-requests-refuse-of = Refuser { $name }
communities-requests-answer = Raison d’un refus
communities-requests-answer-hint = La personne la lira. Elle n’est pas demandée pour accepter.
communities-requests-answered = La réponse est partie.
communities-requests-other = Quelqu’un d’autre a répondu entre-temps.
communities-invitations = Invitations
communities-invitations-none = Aucune invitation n’attend.
communities-invitation-by = De { $by }, jusqu’au { $day }
communities-invitation-until = Jusqu’au { $day }
communities-invitation-proposed = Proposition de { $by }
communities-invitation-proposed-left = Proposition
communities-invitation-send = Inviter
communities-invitation-send-to = Inviter { $mail }
communities-invitation-decline = Ne pas inviter
communities-invitation-decline-of = Ne pas inviter { $mail }
communities-invitation-take-back = Reprendre l’invitation
communities-invitation-take-back-of = Reprendre l’invitation de { $mail }
communities-invitation-gone = Cette invitation n’est plus là.
communities-invite = Inviter une personne
communities-invite-lead = Une lettre part à cette adresse. Qui la reçoit décide ici; vous n’apprendrez pas si l’adresse avait déjà un compte.
communities-propose-lead = Les personnes qui animent la communauté, ou qui en sont responsables, décideront d’envoyer l’invitation.
communities-invite-mail = Courriel
communities-invite-words = Un mot pour cette personne
communities-invite-send = Envoyer l’invitation
communities-propose-send = Proposer
communities-invite-sent = L’invitation est partie.
communities-propose-sent = La proposition est faite.

communities-mine-lead = Ce que vous choisissez ici vaut pour cette communauté, tout de suite et partout.
communities-mine-saved = Vos choix sont enregistrés.
communities-mine-name = Votre nom ici
communities-mine-name-hint = Laissez vide pour rester { $name }.
communities-mine-involvement-hint = Lu des membres seulement; jamais déduit de ce que vous faites.
communities-mine-roles = Mes rôles
communities-mine-roles-shown = Montrer mes rôles hors de la communauté
communities-mine-roles-shown-hint = Sur sa page, avec votre nom ici. Sans votre accord, seuls les membres les connaissent.
communities-mine-organisations = Mes rattachements dans cette communauté
communities-mine-organisations-lead = D’abord discrets : votre participation ne dit rien de votre organisation d’attache, et ne lui dit rien.
communities-mine-organisations-none = Vous n’avez ajouté aucun rattachement.
communities-mine-organisations-say = Ajouter un rattachement
communities-mine-posture-of = Ce que { $organisation } peut savoir
communities-mine-posture-discreet = rattachement discret : rien
communities-mine-posture-declared = rattachement déclaré : que je suis membre
communities-mine-posture-unlisted = Elle ne peut rien en savoir : la communauté n’est nommée qu’à ses membres.
communities-mine-shown-of = Montrer { $organisation } aux membres
communities-leave = Quitter la communauté
communities-leave-lead = Vous ne lirez plus ce qui est réservé aux membres; votre nom ici, vos rôles et vos choix seront effacés. Ce que vous avez écrit reste.
communities-leave-last = Personne d’autre n’est responsable de la communauté : sans vous, ce rôle attendra quelqu’un.
communities-leave-act = Quitter
communities-leave-stay = Rester
communities-create = Créer une communauté
communities-new-lead = Vous en serez membre et responsable. Elle commence en émergence; au départ, seuls ses membres savent qu’elle existe et personne n’y entre sans invitation. Tout cela se change ensuite, sauf son nom dans les adresses.
communities-name = Nom
communities-alias = Nom dans les adresses
communities-alias-hint = De deux à quarante lettres minuscules sans accent, chiffres ou traits d’union, en commençant par une lettre. Il ne change plus ensuite. Laissez vide pour le tirer du nom.
communities-alias-free = Celui-ci est libre : { $alias }
communities-alias-taken = Ce nom d’adresse est déjà pris. Choisissez-en un autre.
communities-alias-wrong = Il faut de deux à quarante lettres minuscules sans accent, chiffres ou traits d’union, en commençant par une lettre.
communities-language = Langue de ces textes
communities-about = Présentation
communities-about-hint = Ce que l’on y fait, et pour qui. La première phrase paraît dans les listes.
communities-rhythm-hint = Par exemple : le premier jeudi du mois, en ligne.
communities-confidentiality-hint = Ce qui peut être répété ailleurs, et ce qui reste entre membres.
communities-choose-open = Ouvert
communities-choose-open-about = Toute personne connectée peut devenir membre, sans rien demander.
communities-choose-on-request = Sur demande
communities-choose-on-request-about = On demande à devenir membre; les responsables et l’animation répondent.
communities-choose-invited = Sur invitation
communities-choose-invited-about = Seules les personnes invitées peuvent devenir membres.
communities-known = Qui sait qu’elle existe
communities-choose-unlisted = Ses membres seulement
communities-choose-unlisted-about = Elle n’est dans aucune liste, et pour toute autre personne sa page n’existe pas.
communities-choose-listed = Tout le monde, sans compte
communities-choose-listed-about = Son nom, sa présentation, ses règles et ses organisations seront visibles de tout le monde, sans compte : dans la liste des communautés et à sa page. Ses membres ne le sont pas.

communities-edit = Modifier la page
communities-edit-title = Modifier la page : { $name }
communities-edit-back = Voir la page
communities-saved = C’est enregistré.
communities-stale = Quelqu’un d’autre a enregistré cette page entre-temps. Rien de ce que vous avez écrit n’est perdu, et rien n’en est encore enregistré : voyez ce qui est en place, puis enregistrez de nouveau.
communities-stale-now = En place maintenant
communities-stale-same = Voyez plus bas : la page montre ce qui est en place.
communities-stale-empty = rien n’y est écrit
communities-words = Ce qu’elle dit d’elle-même
communities-words-save = Enregistrer ces textes
communities-opening = Qui y entre, et qui la connaît
communities-opening-save = Enregistrer ces choix
communities-formality-unsaid = ne pas le dire
communities-organisations = Organisations
communities-organisations-none = Aucune n’est nommée.
communities-organisations-full = Vous en voyez déjà { $most }, et il ne peut pas y en avoir plus. Retirez-en une d’abord.
communities-organisation = Nom d’une organisation
communities-support = Ce qu’elle est pour la communauté
communities-organisation-add = Ajouter cette organisation
communities-organisation-up = Monter
communities-organisation-up-of = Monter : { $name }
communities-organisation-down = Descendre
communities-organisation-down-of = Descendre : { $name }
communities-organisation-remove = Retirer
communities-organisation-remove-of = Retirer : { $name }
communities-charter-unsaid = Aucune note n’est nommée comme charte.
communities-charter-note = Adresse ou titre de la note
communities-charter-note-hint = Une note du site que vous pouvez lire. Seules les personnes qui peuvent la lire verront qu’elle est la charte.
communities-charter-adopted = Adoptée le
communities-charter-review = À revoir le
communities-charter-review-hint = Passé ce jour, la page le rappelle à ses membres.
communities-charter-save = Enregistrer la charte
communities-charter-remove = Retirer la charte
communities-charter-none = Vous ne voyez ici aucune note de ce titre ou à cette adresse.
communities-charter-several = Plusieurs notes portent ce titre. Collez l’adresse de la bonne.
communities-charter-early = C’est avant le jour de son adoption.
communities-charter-since = adoptée le { $day }
communities-charter-until = à revoir le { $day }
communities-charter-overdue = La charte devait être revue le { $day }.
communities-paused-until = En pause jusqu’au
communities-paused-until-hint = Pour une pause seulement. Laissez vide si le jour n’est pas connu.
communities-stage-save = Enregistrer l’étape
communities-rests = Cette communauté est en pause. Ce qui y est écrit reste là, et ses membres aussi.
communities-rests-until = Cette communauté est en pause jusqu’au { $day }. Ce qui y est écrit reste là, et ses membres aussi.
communities-closed-means = Cette communauté est fermée. Ses membres peuvent encore lire ce qui y est écrit; personne n’y entre plus, et rien de nouveau n’y est lié.
communities-reopen = Rouvrir la communauté

communities-close = Fermer la communauté
communities-close-lead = Quand elle a fini son travail :
communities-close-title = Fermer : { $name }
communities-close-what = Voici ce que fermer veut dire. Rien n’est fait tant que vous ne le confirmez pas.
communities-close-read = Ses membres le restent, et peuvent lire ce qui y est écrit.
communities-close-join = Personne n’y entre plus, et rien de nouveau n’y est lié.
communities-close-roles = Les rôles d’animation finissent, et ceux des responsables et de la curation que vous ne gardez pas.
communities-close-again = Une personne qui en reste responsable peut la rouvrir. S’il n’en reste aucune, personne ne le peut et sa page ne change plus.
communities-heirs = Qui garde ses notes
communities-heirs-hint = Une personne au moins. Elle garde son rôle, corrige les notes que plus personne d’autre ne peut modifier, et répond pour elles.
communities-heirs-none = Il faut garder une personne au moins.
communities-heir-lead = responsable
communities-heir-curator = curation
communities-close-act = Fermer cette communauté
communities-close-leave = Ne pas la fermer
communities-close-stale = Quelqu’un d’autre a enregistré la page de cette communauté entre-temps. Rien n’est fermé : voyez de nouveau qui garde ses notes.
