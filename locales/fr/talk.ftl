# Parler d’une note dans une communauté, l’annoncer à ses membres.

web-talks = Conversations
web-talk = Conversation
web-talk-count =
    { $count ->
        [0] Aucun message
        [one] { $count } message
       *[other] { $count } messages
    }
web-talk-words = Votre message
web-talk-words-to = Votre message, dans { $name }
web-talk-words-hint = En Markdown, { $most } caractères au plus. Écrivez @ et le nom d’une personne de la communauté pour l’avertir. Les membres qui peuvent lire la note le liront, sous le nom que vous avez dans la communauté.
web-talk-say = Publier le message
web-talk-earlier = Messages précédents
web-talk-newest = Derniers messages
web-talk-elsewhere = En parler dans une autre de vos communautés
web-talk-closed = Cette communauté est fermée : on y lit, et on n’y écrit plus.
web-talk-former = Une personne qui n’est plus membre
web-talk-edited = modifié le { $day }
web-talk-withdrawn = Message retiré
web-talk-hidden = Message masqué par l’animation
web-talk-why = Raison donnée : { $why }
web-talk-edit = Modifier
web-talk-edit-of = Modifier le message { $number }
web-talk-edit-act = Enregistrer le message
web-talk-stale = Ce message a changé pendant que vous écriviez. Voici ce qu’il dit maintenant; ce que vous avez écrit est plus bas, et rien n’est perdu. Enregistrez ce que vous voulez garder.
web-talk-withdraw = Retirer
web-talk-withdraw-of = Retirer le message { $number }
web-talk-withdraw-what = Les mots de ce message seront effacés pour toujours. Une ligne dira qu’il a été retiré.
web-talk-withdraw-act = Retirer ce message
web-talk-hide = Masquer
web-talk-hide-of = Masquer le message { $number }
web-talk-hide-what = Une ligne dira qu’il est masqué. Seules la personne qui l’a écrit et celles qui animent la communauté ou en sont responsables liront encore ses mots. Vous pourrez le montrer de nouveau.
web-talk-hide-why = Pourquoi
web-talk-hide-why-hint = La personne qui l’a écrit recevra cette raison par lettre, sans votre nom.
web-talk-hide-act = Masquer ce message
web-talk-show = Montrer de nouveau
web-talk-show-of = Montrer de nouveau le message { $number }

web-announce = Annoncer aux membres
web-announce-what = Chaque membre qui peut lire la note a un avis et, à moins d’avoir choisi autrement, une lettre; une seule fois. L’objet de la lettre ne nomme ni la note ni la communauté.
web-announce-reach =
    { $count ->
        [0] Personne n’aura d’avis
        [one] Une personne aura un avis
       *[other] { $count } personnes auront un avis
    }
web-announce-done = Annoncée le { $day }
web-announce-sent = C’est annoncé : les lettres partent.
web-announce-nowhere = Cette note est annoncée partout où vous pouvez l’annoncer.
web-announce-community = Communauté
web-announce-words = Quelques mots
web-announce-words-hint = Une ligne qui sera dans la lettre, 500 caractères au plus.
web-announce-act = Annoncer la note

form-announced = La note y a déjà été annoncée, le { $day }. On ne l’annonce qu’une fois.

letter-announced = « { $title } » est annoncée aux membres de la communauté « { $community } ».
letter-announced-discreetly = « { $title } » est annoncée aux membres d’une de vos communautés.
letter-announced-words = Les mots qui l’accompagnent : { $words }
letter-announced-why = Vous recevez cette lettre parce que vous êtes membre d’une communauté sur { $site }. Pour ne plus recevoir ses annonces par lettre, suivez cette adresse.
letter-message-hidden = Un message que vous avez écrit au sujet de « { $title } » est masqué par l’animation de la communauté. Vous le lisez encore, et vous pouvez le retirer.
letter-message-hidden-unread = Un message que vous avez écrit au sujet d’une note est masqué par l’animation de la communauté.
letter-message-hidden-act = Voir la conversation

me-held-conversations = Messages que vous avez écrits au sujet de notes, ceux qui vous nomment, ceux que vous avez masqués, notes que vous avez annoncées
me-held-conversations-why = que les membres d’une communauté se parlent, et que chaque annonce ne parte qu’une fois
me-held-conversations-until = jusqu’à ce que vous retiriez le message ou que la note soit effacée; à votre départ, votre nom et vos mots restent ou disparaissent selon votre choix
me-held-conversations-who = les membres de la communauté qui peuvent lire la note; un message masqué, vous et les personnes qui animent la communauté ou en sont responsables
