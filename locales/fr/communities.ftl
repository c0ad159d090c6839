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
