# Avis : ce qui change et concerne une personne, ce qu’elle suit, comment elle veut l’apprendre.

me-notifications = Avis
me-notifications-count = Avis ({ $count })
me-notifications-empty = Rien de nouveau. Ce qui change et vous concerne paraîtra ici.
me-notifications-done = C’est fait.
me-notifications-all = Tout marquer comme lu
me-notifications-unread = À lire
me-notifications-unnamed = Une communauté
me-notifications-open = Ouvrir
me-notifications-open-of = Ouvrir : { $title }
me-notifications-read = Marquer comme lu
me-notifications-read-of = Marquer comme lu : { $title }
me-notifications-says = { $says }, le { $moment }
me-notifications-answer = Réponse à votre demande de la modifier
me-notifications-answer-community = Réponse à votre demande d’adhésion
me-notifications-invitation = Invitation à la modifier
me-notifications-invitation-community = Invitation à en devenir membre
me-notifications-placed = Intégrée au carnet { $place }
me-notifications-changed = { $count ->
    [one] Modifiée par une autre personne
   *[other] Modifiée { $count } fois par d’autres personnes
}
me-notifications-named = Quelqu’un vous nomme dans une conversation
me-notifications-named-by = { $name } vous nomme dans une conversation
me-notifications-said = { $count ->
    [one] Un message dans une conversation
   *[other] { $count } messages dans une conversation
}
me-notifications-to-members = Annoncée aux membres d’une communauté
me-notifications-mention = Quelqu’un vous nomme dans la conversation de { $place }
me-notifications-mention-by = { $name } vous nomme dans la conversation de { $place }
me-notifications-message = { $count ->
    [one] Un message dans la conversation de { $place }
   *[other] { $count } messages dans la conversation de { $place }
}
me-notifications-announced = Annoncée aux membres de { $place }
me-notifications-new = Nouvelle dans { $place }

me-choices = Choisir mes avis
me-choices-lead = Chaque avis paraît sur le site. Choisissez ce que vous voulez aussi par lettre, ou pas du tout.
me-choices-everywhere = Partout
me-choices-as-everywhere = Comme partout
me-choices-mention = On me nomme dans une conversation
me-choices-answer = Une réponse à ce que j’ai demandé
me-choices-invitation = Une invitation
me-choices-placed = Une autre personne intègre ma note à un carnet
me-choices-changed = Une autre personne modifie ma note
me-choices-message = Un message arrive là où j’ai écrit, ou sur ma note
me-choices-announced = Une note est annoncée à ma communauté
me-choices-new = Une note est nouvelle dans ce que je suis
me-choices-letter-answer = Une lettre part de toute façon : elle apporte la réponse.
me-choices-letter-invitation = Une lettre part de toute façon : elle dit où répondre.
me-choices-letter-placed = Une lettre part de toute façon : elle dit dans quel carnet, et où décliner.
me-choices-here = Sur le site seulement
me-choices-letter = Par lettre, tout de suite
me-choices-daily = Dans un résumé, chaque matin
me-choices-weekly = Dans un résumé, chaque lundi
me-choices-none = Pas du tout
me-choices-keep = Enregistrer
me-choices-done = Vos choix sont enregistrés.

me-follows = Ce que je suis
me-follows-none = Vous ne suivez rien. La page d’une communauté ou d’un carnet a un bouton pour cela.
me-follows-begin = Suivre
me-follows-end = Ne plus suivre
me-follows-end-of = Ne plus suivre : { $title }

me-stop = Ne plus recevoir ces lettres
me-stop-daily = Le résumé de chaque matin
me-stop-weekly = Le résumé de chaque lundi
me-stop-what = Les avis paraîtront encore sur le site. Les autres lettres ne changent pas.
me-stop-act = Ne plus les recevoir
me-stop-done = C’est fait : ces lettres ne partiront plus.

letter-notified-subject = Du nouveau pour vous
letter-notified-of = « { $title } » : { $says }
letter-notified-act = Voir
letter-notified-why = Vous avez choisi de recevoir cette lettre de { $site }. Pour ne plus en recevoir de pareilles, suivez cette adresse.
letter-summary-daily-subject = Votre résumé du matin
letter-summary-weekly-subject = Votre résumé de la semaine
letter-summary-more = { $count ->
    [one] Et une autre chose.
   *[other] Et { $count } autres choses.
}
letter-summary-act = Voir tous mes avis

web-home-waits = Ce qui vous attend
web-home-free = Rien ne vous attend.
web-home-unread = { $count ->
    [one] Un avis à lire
   *[other] { $count } avis à lire
}
web-home-invitations = { $count ->
    [one] Une communauté vous invite
   *[other] { $count } communautés vous invitent
}
web-home-invites = Invitation à modifier : { $title }
web-home-asked = { $count ->
    [one] Une demande pour modifier : { $title }
   *[other] { $count } demandes pour modifier : { $title }
}
web-home-joining = { $count ->
    [one] Une demande d’adhésion : { $title }
   *[other] { $count } demandes d’adhésion : { $title }
}
web-home-reported = { $count ->
    [one] Un problème signalé : { $title }
   *[other] { $count } problèmes signalés : { $title }
}
web-home-claims = { $count ->
    [one] Une personne dit qu’une signature est la sienne
   *[other] { $count } personnes disent qu’une signature est la leur
}
web-home-reports = { $count ->
    [one] Un problème signalé attend
   *[other] { $count } problèmes signalés attendent
}
web-home-accounts = { $count ->
    [one] Une personne demande un compte
   *[other] { $count } personnes demandent un compte
}
web-home-removals = { $count ->
    [one] Un désaccord sur qui modifie une note
   *[other] { $count } désaccords sur qui modifie une note
}
web-home-drafts = Mes brouillons
web-home-new = Du nouveau chez vous

me-held-notifications = Avis, ce que vous suivez et comment vous voulez l’apprendre
me-held-notifications-why = vous dire ce qui change et vous concerne, comme vous l’avez choisi
me-held-notifications-until = un avis, quatre-vingt-dix jours après sa lecture, un an au plus; l’adresse qui arrête des lettres, un an; le reste, jusqu’à ce que vous choisissiez autrement
me-held-notifications-who = personne d’autre
