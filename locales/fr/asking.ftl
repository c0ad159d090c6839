# Demander à modifier une note, écrire à qui la tient.

web-note-asking = Y participer
web-note-ask = Demander à modifier cette note
web-note-write = Écrire aux auteurs et autrices
web-note-write-to = Écrire à { $name }
web-note-write-keepers = Écrire aux personnes qui la tiennent à jour
web-note-requests = { $count ->
    [one] { $count } demande pour la modifier
   *[other] { $count } demandes pour la modifier
}

web-ask-what = Les personnes qui tiennent cette note liront votre nom et votre raison, et vous répondront par lettre. La réponse ne dit pas qui a décidé.
web-ask-reason = Pourquoi voulez-vous la modifier?
web-ask-reason-hint = Ce que vous aimeriez y changer, ou y ajouter. 2 000 caractères au plus.
web-ask-act = Envoyer la demande
web-ask-sent = Demande envoyée
web-ask-waits = Envoyée le { $day }. Une lettre vous dira la réponse, et cette page aussi.
web-ask-withdraw = Retirer ma demande
web-ask-answer = Réponse
web-ask-yes = C’est oui : vous pouvez maintenant modifier cette note.
web-ask-no = C’est non.

web-rights-requests = Demandes pour la modifier
web-rights-requests-what = La réponse ne dit pas qui a décidé. Un oui donne tous les droits de qui peut modifier la note; il ne change pas qui la signe.
web-rights-asks = { $name }, le { $day }
web-rights-answer-words = Votre réponse (nécessaire pour un non)
web-rights-yes = Oui, lui permettre de la modifier
web-rights-no = Non

web-write-what = Votre message part par lettre. Votre adresse n’est pas montrée, ni celle des personnes qui le reçoivent. La réponse viendra par lettre.
web-write-name = Votre nom
web-write-mail-hint = Une lettre y demandera d’abord si elle est à vous. Elle n’est montrée à personne.
web-write-words = Votre message
web-write-act = Envoyer
web-write-sent = Votre message est parti. La réponse viendra par lettre.
web-write-to-confirm = Une lettre est partie à cette adresse. Votre message attend qu’elle soit confirmée, au plus 24 heures; ensuite il est oublié.
web-write-again = Écrire un autre message
web-write-back = Retourner à la note
web-open-letter = Ouvrez cette lettre et suivez son lien : il mène à ce que vous avez écrit, à relire et à envoyer.

web-exchange = Messages à propos d’une note
web-exchange-done = C’est fait.
web-exchange-messages = Jusqu’ici
web-exchange-by = { $name }, le { $moment }
web-exchange-answered = Réponse, le { $moment }
web-exchange-waits = Ce message n’est pas encore parti. S’il est de vous, envoyez-le.
web-exchange-confirm = Confirmer et envoyer
web-exchange-closed = Vos messages à propos de cette note n’arrivent plus à personne.
web-exchange-answer = Votre réponse
web-exchange-kept = Aucune adresse n’est montrée. L’échange est oublié 90 jours après son dernier mot.
web-exchange-unhear = Ne plus recevoir de messages de cette personne
web-exchange-unheard = Vous ne recevez plus de messages de cette personne.
web-exchange-hear = En recevoir de nouveau

form-too-many-wait = { $most } de vos demandes attendent déjà une réponse. Retirez-en une d’abord.
form-unheard = Ce message n’arriverait à personne en ce moment.
form-no-mail = Votre compte n’a pas d’adresse de courriel : une réponse ne pourrait pas vous parvenir.

letter-note-asked = { $by } demande à modifier « { $title } ».
letter-note-yes = Votre demande est acceptée : vous pouvez maintenant modifier « { $title } ».
letter-note-no = Votre demande de modifier « { $title } » n’est pas acceptée.
letter-note-words = La réponse : { $words }
letter-note-act-answer = Voir la réponse

letter-exchange-confirm-subject = Confirmer votre message
letter-exchange-confirm = Quelqu’un a donné cette adresse pour écrire à propos d’une note de { $site }.
letter-exchange-confirm-once = Si c’est vous, relisez votre message et envoyez-le dans les 24 heures. Sinon, il n’y a rien à faire : il sera oublié.
letter-exchange-confirm-act = Relire et envoyer
letter-exchange-message-subject = Un message à propos d’une note
letter-exchange-message = { $by } vous écrit à propos de « { $title } » :
letter-exchange-message-untitled = { $by } vous écrit à propos d’une note :
letter-exchange-message-end = Fin du message. Pour répondre, suivez l’adresse ci-dessous, qui n’est qu’à vous. Votre adresse de courriel ne sera pas montrée.
letter-exchange-message-act = Répondre, ou ne plus recevoir de messages de cette personne
letter-exchange-answer-subject = Une réponse à votre message
letter-exchange-answer = Voici une réponse à votre message à propos de « { $title } » :
letter-exchange-answer-untitled = Voici une réponse à votre message :
letter-exchange-answer-end = Fin de la réponse. Pour répondre, suivez l’adresse ci-dessous, qui n’est qu’à vous. Votre adresse de courriel ne sera pas montrée.
letter-exchange-answer-act = Répondre
letter-exchange-why = Cette lettre vient de { $site }. Une réponse par courriel n’arriverait à personne.
