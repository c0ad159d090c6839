# Les droits d’une note : qui peut la lire, qui peut la modifier, dans quelles communautés.

web-note-rights = Droits et visibilité
web-note-detach = Détacher de { $name }
web-note-unsign = Ne plus signer cette note
web-rights-of = Droits et visibilité de « { $title } »
web-rights-done = C’est fait. Cette page dit ce qui vaut maintenant.
web-rights-leave-it = Laisser comme c’est

web-rights-visibility = Qui peut la lire
web-rights-visibility-change = Changer la visibilité
web-rights-registration-open = Toute personne qui a un courriel peut ouvrir un compte ici, et en fera alors partie.
web-rights-widen = Qui pourra la lire
web-rights-widen-what = Ce qui a été lu ne se reprend pas : d’autres peuvent le copier ou le citer.
web-rights-widen-yes = Oui, l’ouvrir
web-rights-licence-hint = Elle vaut pour les versions qui sont publiées sous elle.
web-licence-none = Aucune, pour l’instant
web-rights-unknown = Si une autre personne qui peut la modifier l’a liée à une communauté dont seuls les membres savent qu’elle existe, ces membres la liront aussi.

web-rights-links = Communautés liées
web-rights-links-none = Cette note n’est liée à aucune communauté.
web-rights-links-all = Vous n’avez pas d’autre communauté à laquelle la lier. Une communauté fermée ne prend plus de notes.
web-rights-community = Une de vos communautés
web-rights-link = Lier
web-rights-link-to = Lier à { $name }
web-rights-link-who = Les membres de { $name } la liront aussi.
web-rights-link-open = Toute personne connectée peut devenir membre de { $name }.

web-rights-readers = Personnes qui peuvent la lire, une à une
web-rights-readers-none = Personne en particulier.
web-rights-readers-public = Tout le monde la lit : il n’y a personne à nommer.
web-rights-reader = Nom de la personne
web-rights-reader-hint = Une personne dont vous voyez la page, ou qui porte son propre nom dans une de vos communautés. Une lettre le lui dira.
web-rights-reader-add = Lui ouvrir la note
web-rights-which = Laquelle?
web-rights-their-page = Voir sa page
web-rights-met = membre de { $names }
web-rights-unnamed = Une personne dont le nom ne vous est pas montré
web-rights-take = Retirer
web-rights-take-of = Retirer { $name }

web-rights-authors = Personnes qui peuvent la modifier
web-rights-author = Nom d’une autre personne
web-rights-author-hint = Une personne dont vous voyez la page, ou qui porte son propre nom dans une de vos communautés. Une lettre qui porte votre nom le lui demande; d’ici sa réponse, elle peut lire la note.
web-rights-invite = L’inviter
web-rights-waits = Invitation sans réponse; elle peut lire la note d’ici là.
web-rights-remove = Demander son retrait
web-rights-remove-of = Demander le retrait de { $name }
web-rights-removal-asked = Son retrait est demandé. Sans réponse en 14 jours, ce sera un accord.
web-rights-removal-refused = A refusé d’être retirée. L’administration tranchera.
web-rights-leave = Ne plus modifier cette note
web-rights-leave-what = Vous ne pourrez plus la modifier ni décider de ses droits. Votre signature reste. Une autre personne devra vous inviter pour revenir.
web-rights-last = Personne d’autre ne peut la modifier : avant de partir, invitez quelqu’un qui accepte, ou confiez-la aux responsables d’une communauté liée.
web-rights-delegated = Tenue à jour aussi par les responsables de
web-rights-delegated-hint = Ses responsables et les personnes de sa curation, d’aujourd’hui et de demain, pourront la lire, la modifier et décider de ses droits.
web-rights-delegated-nobody = Aucune communauté
web-rights-answer = On vous demande une réponse
web-rights-invited = { $by } vous invite à modifier cette note. D’ici votre réponse, vous pouvez la lire.
web-rights-accept-what = Si vous acceptez, les autres personnes qui peuvent la modifier verront votre nom.
web-rights-accept = Accepter
web-rights-decline = Décliner
web-rights-removal = { $by } demande que vous ne puissiez plus modifier cette note. Sans réponse avant le { $day }, ce sera un accord. Si vous refusez, l’administration tranchera.
web-rights-agree = Accepter de ne plus la modifier
web-rights-refuse = Refuser

web-rights-credit = Votre signature
web-rights-credit-what = Vous signez cette note. Personne d’autre que vous ne peut enlever votre nom.
web-rights-unsign-what = Votre nom n’y paraîtra plus, et la note quittera la liste de votre page. Vos droits ne changent pas; les versions que vous avez écrites gardent leur nom.

form-no-person = Vous ne voyez ici personne de ce nom qui ait un compte.
form-several-people = Plusieurs personnes portent ce nom : choisissez.
form-may-already = Cette personne le peut déjà.
form-unlinked = Liez d’abord la note à une de vos communautés.
form-last-author = Plus personne ne pourrait la modifier. Invitez d’abord quelqu’un qui accepte.

letter-note-subject = À propos d’une note
letter-note-hello = Bonjour { $name }. Ceci concerne une note de { $site }.
letter-note-reader = Vous pouvez maintenant lire « { $title } ».
letter-note-linked = « { $title } », que vous pouvez modifier, est maintenant liée à { $community } : ses membres la lisent aussi.
letter-note-unlinked = « { $title } », que vous pouvez modifier, n’est plus liée à { $community }.
letter-note-invited = { $by } vous invite à modifier « { $title } ».
letter-note-invited-until = D’ici votre réponse, vous pouvez lire cette note.
letter-note-removal = { $by } demande que vous ne puissiez plus modifier « { $title } ».
letter-note-removal-until = Répondez avant le { $day }. Sans réponse, ce sera un accord. Si vous refusez, l’administration tranchera.
letter-note-removal-suspended = Votre compte est suspendu : vous ne pouvez pas répondre sur le site. S’il n’est pas rouvert avant le { $day }, ce sera un accord.
letter-note-which = « { $title } »
letter-note-unread = une note que vous ne pouvez pas lire
letter-note-kept = L’administration a tranché : vous pouvez toujours modifier { $which }.
letter-note-kept-other = L’administration a tranché : { $whom } peut toujours modifier { $which }.
letter-note-removed = L’administration a tranché : vous ne pouvez plus modifier { $which }.
letter-note-removed-other = L’administration a tranché : { $whom } ne peut plus modifier { $which }.
letter-note-reason = Raison donnée : { $reason }
letter-note-act = Voir la note
letter-note-answer = Répondre

admin-removals = Désaccords sur qui modifie une note
admin-removals-count = { $count ->
    [0] Aucun
    [one] { $count } désaccord
   *[other] { $count } désaccords
}
admin-removals-none = Aucun désaccord n’attend.
admin-removals-lead = Une personne demande le retrait d’une autre, qui refuse. Tranchez, et dites pourquoi : une lettre le dit aux deux. Le titre ne paraît que si vous pouvez lire la note.
admin-removal-unread = Une note que vous ne pouvez pas lire
admin-removal-says = { $by } a demandé, le { $day }, le retrait de { $name }, qui refuse.
admin-removal-reason = Raison
admin-removal-reason-missing = Dites pourquoi : les deux le liront.
admin-removal-keep = { $name } peut toujours la modifier
admin-removal-remove = { $name } ne peut plus la modifier
