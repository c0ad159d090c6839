# Signaler un problème, et ce que l’administration en fait.

web-report = Signaler un problème
web-report-what = L’administration lit chaque signalement; les responsables d’une communauté lisent aussi ceux de ses notes. Votre nom et votre adresse ne sont montrés qu’à l’administration, et la réponse vient par lettre.
web-report-page = La page dont il s’agit
web-report-page-hint = Son adresse sur ce site, si vous venez d’une page en particulier.
web-report-kind = De quoi s’agit-il?
web-report-kind-none = À choisir
web-report-personal = Des renseignements personnels
web-report-copyright = Des droits d’auteur
web-report-hurtful = Des mots qui blessent
web-report-error = Une erreur
web-report-other = Autre chose
web-report-words = Ce qui ne va pas
web-report-words-hint = Quel passage, et ce que vous aimeriez qu’on y fasse. 2 000 caractères au plus.
web-report-mail-hint = Une lettre y demandera d’abord si elle est à vous. Elle n’est montrée qu’à l’administration.
web-report-concerned = Il s’agit de moi
web-report-concerned-hint = { $count ->
    [one] L’administration répond en { $count } jour.
   *[other] L’administration répond en { $count } jours.
}
web-report-act = Envoyer
web-report-sent = Votre signalement est arrivé. La réponse viendra par lettre.
web-report-to-confirm = Une lettre est partie à cette adresse. Votre signalement attend qu’elle soit confirmée, au plus 24 heures; ensuite il est oublié.
web-report-again = Signaler autre chose
web-report-waits = Ce signalement n’est pas encore arrivé. S’il est de vous, envoyez-le.
web-report-confirm = Confirmer et envoyer

admin-reports = Problèmes signalés
admin-reports-all = Tous les problèmes signalés
admin-reports-count = { $count ->
    [0] Aucun n’attend.
    [one] { $count } attend.
   *[other] { $count } attendent.
}
admin-reports-none = Aucun problème n’attend.
admin-reports-settled = Problèmes réglés
admin-reports-waiting = Problèmes qui attendent
admin-reports-none-settled = Aucun problème réglé n’est gardé.
admin-reports-kept = Les derniers réglés d’abord. Un signalement est effacé { $days } jours après avoir été réglé, { $concerned } jours s’il vient de la personne concernée.
admin-reports-lead = Ceux qui ont une échéance d’abord, puis les plus anciens. Le titre ne paraît que si vous pouvez lire la note.
admin-report = Problème signalé
admin-report-arrived = Arrivé le { $day }
admin-report-due = La personne concernée attend une réponse avant le { $day }.
admin-report-late = En retard : la personne concernée attendait une réponse avant le { $day }.
admin-report-hides = La note est masquée jusqu’à ce que ce soit réglé.
admin-report-settled = Réglé le { $day }
admin-report-settled-acted = Réglé le { $day } : quelque chose a été fait
admin-report-settled-nothing = Réglé le { $day } : il n’y avait rien à faire
admin-report-of-the-site = À propos d’une page du site
admin-report-mail = Adresse de qui signale
admin-report-acts = Ce qui a été fait
admin-report-by = { $name }, le { $moment }
admin-report-by-nobody = Le { $moment }
admin-report-did-hide = Note masquée
admin-report-did-show = Note montrée de nouveau
admin-report-did-answer = Réponse à la personne qui a signalé
admin-report-did-acted = Réglé : quelque chose a été fait
admin-report-did-nothing = Réglé : il n’y avait rien à faire
admin-report-reason = Raison, ou réponse
admin-report-reason-hint = Une réponse est lue par la personne qui a signalé; une raison, par les personnes qui tiennent la note. Aucune n’apprend rien de l’autre : ne nommez personne.
admin-report-hide = Masquer la note jusqu’à ce que ce soit réglé
admin-report-show = Montrer la note de nouveau
admin-report-answer = Répondre
admin-report-acted = Régler : quelque chose a été fait
admin-report-nothing = Régler : il n’y a rien à faire

letter-report-confirm-subject = Confirmer votre signalement
letter-report-confirm = Quelqu’un a donné cette adresse pour signaler un problème sur { $site }.
letter-report-confirm-once = Si c’est vous, relisez votre signalement et envoyez-le dans les 24 heures. Sinon, il n’y a rien à faire : il sera oublié.
letter-report-confirm-act = Relire et envoyer
letter-report-answer-subject = Une réponse à votre signalement
letter-report-answer = Vous avez signalé un problème sur { $site }. Voici la réponse :
letter-report-why = Cette lettre vient de { $site }. Une réponse par courriel n’arriverait à personne.
letter-report-told-subject = À propos d’une de vos notes
letter-report-hidden = Un problème est signalé à propos de « { $title } ». L’administration masque cette note jusqu’à ce que ce soit réglé : vous la lisez et la modifiez toujours.
letter-report-shown = L’administration montre « { $title } » de nouveau, comme avant.
letter-report-acted = Un problème signalé à propos de « { $title } » est réglé : quelque chose a été fait. Si la note était masquée, elle ne l’est plus.
letter-report-nothing = Un problème signalé à propos de « { $title } » est réglé : il n’y avait rien à faire. Si la note était masquée, elle ne l’est plus.
letter-report-reason = La raison :

web-note-hidden = Masquée le temps de régler un signalement. Vous la lisez parce que vous pouvez la modifier, ou régler ce signalement.

letter-report-arrived-subject = Un problème est signalé
letter-report-arrived = Un problème est signalé sur { $site }, et vous pouvez le régler. Ce qui est signalé se lit seulement sur le site.
letter-report-arrived-concerned = La personne concernée le demande : une réponse est due dans les { $count } jours.
letter-report-arrived-act = Lire le signalement
