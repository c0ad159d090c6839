# Comptes : le premier compte, la connexion, les personnes de la démonstration; ce qui ne va pas dans un formulaire.

accounts-sign-in = Se connecter
accounts-sign-out = Se déconnecter
accounts-mail = Courriel
accounts-mail-hint = Il n’est montré à personne d’autre que les personnes qui administrent le site.
accounts-password = Mot de passe
accounts-password-hint = Au moins { $count } caractères; plusieurs mots sans lien entre eux conviennent bien.
accounts-name = Votre nom
accounts-refused = Ce courriel et ce mot de passe ne vont pas ensemble. Vérifiez-les, puis essayez de nouveau.
accounts-already = Vous avez déjà une session ouverte : { $name }. Vous pouvez en ouvrir une autre.

accounts-forgotten = Mot de passe oublié
accounts-ask-link = Recevoir plutôt un lien par courriel
accounts-ask-link-hint = Écrivez votre courriel plus haut : le lien ouvre votre compte, sans mot de passe.
accounts-ask-reset = Mot de passe oublié
accounts-ask-reset-lead = Donnez le courriel de votre compte : une lettre vous dira comment choisir un autre mot de passe.
accounts-ask-reset-act = Recevoir la lettre
accounts-letter = Une lettre est en route
accounts-letter-reset = Si un compte a cette adresse, la lettre dit comment choisir un autre mot de passe. Le lien sert pendant une heure.
accounts-letter-sign-in = Si un compte a cette adresse, la lettre contient un lien qui l’ouvre. Le lien sert pendant quinze minutes.
accounts-letter-none = Rien après quelques minutes? Regardez dans le courrier indésirable, puis vérifiez l’adresse.
accounts-sign-in-as = Ce lien ouvre le compte de { $name }, une fois.

accounts-set-up = Ouvrir ce site
accounts-set-up-lead = Le premier compte administre le site. Cette adresse ne sert qu’une fois, puis elle n’existe plus.
accounts-set-up-you = Vous
accounts-set-up-site = Le site
accounts-set-up-act = Ouvrir le site
accounts-site-name = Nom du site
accounts-site-language = Langue parlée en premier
accounts-site-licence = Licence de ce qui est publié
accounts-site-licence-hint = Chaque carnet et chaque note peut en choisir une autre.

accounts-choose-password = Choisir un mot de passe
accounts-choose-password-lead = Les autres sessions ouvertes avec ce compte prendront fin.
accounts-choose-password-act = Enregistrer et se connecter

accounts-demo = La démonstration
accounts-demo-lead = Personne n’existe derrière ces noms. Choisissez-en un pour voir le site avec ses droits.
accounts-demo-link = Essayer une personne de la démonstration

form-amiss = Rien n’a été enregistré. Voici ce qui est à revoir :
form-colon = {"\u00A0"}:{" "}
form-missing = Il faut remplir ce champ.
form-long = C’est trop long.
form-not-an-address = Ce n’est pas une adresse où envoyer une lettre, comme prenom@exemple.org.
form-short = Il faut au moins { $count } caractères.
form-guessed = Ce mot de passe serait vite deviné. Essayez plusieurs mots sans lien entre eux.
form-not-a-choice = Choisissez dans la liste.
form-too-young = Les comptes sont pour les personnes de 14 ans ou plus.
form-not-accepted = Il faut accepter ces textes pour avoir un compte.
form-not-a-number = Il faut un nombre entier de 1 à { $most }.

passkey-sign-in = Se connecter avec une clé d’accès
passkey-sign-in-hint = L’appareil ou le gestionnaire de mots de passe qui garde votre clé vous demandera votre empreinte, votre visage ou votre code.
passkey-make = Créer plutôt une clé d’accès
passkey-make-hint = Votre appareil ou votre gestionnaire de mots de passe la garde : rien à retenir, et elle ne sert que sur ce site.
passkey-ready = Votre clé d’accès est prête : aucun mot de passe n’est nécessaire.
passkey-failed = Aucune clé d’accès n’a été donnée. Vous pouvez recommencer, ou vous servir d’un mot de passe.
passkey-away = Le site n’a pas répondu. Attendez un peu, puis recommencez.
passkey-refused = Cette clé d’accès n’a pas pu être enregistrée. Recommencez, ou choisissez un mot de passe.
passkey-unknown = Cette clé d’accès n’ouvre aucun compte ici, ou la page est restée ouverte trop longtemps. Recommencez, ou servez-vous d’un mot de passe.

me-sessions = Mes sessions
me-sessions-lead = Les navigateurs où ce compte est ouvert. Une session que personne n’utilise finit après sept jours.
me-session-this = cette session
me-session-on = { $browser } sur { $system }
me-session-unknown = Navigateur inconnu
me-session-seen = Utilisée le { $when }
me-session-began = Ouverte le { $when }
me-session-end = Terminer cette session
me-sessions-end-others = Terminer toutes les autres

me-nav = Mon compte

access-title = Connexion
access-no-mail = Ce compte a été fait par une commande, sans courriel : il n’a ni mot de passe ni clé d’accès.
access-password-is = Vous avez un mot de passe.
access-password-none = Vous n’avez pas de mot de passe.
access-new-password = Nouveau mot de passe
access-password-act = Changer le mot de passe
access-passkeys = Clés d’accès
access-passkeys-none = Vous n’en avez pas.
access-passkey-add = Ajouter une clé d’accès
access-passkey-made = Créée le { $when }
access-passkey-used = Utilisée le { $when }
access-passkey-unused = Jamais utilisée
access-passkey-remove = Retirer
access-passkey-remove-of = Retirer la clé d’accès créée le { $when }
access-second = Second facteur
access-second-off = Un code de votre téléphone peut être demandé en plus de votre mot de passe ou du lien reçu par courriel. Une clé d’accès suffit toujours seule.
access-second-begin = Demander un code en plus
access-second-scan = Avec une application d’authentification, lisez ce code; elle affichera un nombre qui change toutes les trente secondes.
access-second-qr = Code à lire avec une application d’authentification
access-second-typed = Ou tapez-y cette clé :
access-second-here = Ouvrir l’application sur cet appareil
access-second-confirm = Confirmer
access-second-leave = Laisser tomber
access-second-since = Un code est demandé depuis le { $day }.
access-second-end = Ne plus demander de code
access-paper = Codes de secours
access-paper-lead = Gardez-les hors de votre téléphone : chacun sert une fois, quand vous n’avez pas l’application. Ils ne seront plus montrés.
access-paper-renew = De nouveaux codes de secours
access-paper-left = { $count ->
    [0] Il ne reste aucun code de secours.
    [one] Il reste { $count } code de secours.
   *[other] Il reste { $count } codes de secours.
}
access-done-password = Le mot de passe est changé. Les autres sessions ont pris fin.
access-done-passkey = La clé d’accès est ajoutée.
access-done-removed = La clé d’accès est retirée. Retirez-la aussi de l’appareil qui la garde.
access-done-on = Un code sera demandé en plus.
access-done-paper = Les codes d’avant ne servent plus.
access-done-off = Aucun code n’est plus demandé.

proof-title = Est-ce bien vous?
proof-lead = Avant de changer cela, montrez que c’est bien vous qui êtes là.
proof-act = Continuer
proof-passkey = Continuer avec une clé d’accès
proof-else = Se connecter autrement
proof-refused = Ce n’est pas cela. Vérifiez, puis essayez de nouveau.

code-lead = Un code est demandé en plus.
code-field = Code
code-hint = Celui que montre votre application en ce moment, ou un de vos codes de secours.
code-hint-app = Celui que montre votre application en ce moment.
code-wrong = Ce code ne convient pas, ou il a déjà servi. Attendez le suivant, ou prenez un code de secours.
code-late = Trop de temps a passé. Recommencez.
code-again = Recommencer

accounts-with-title = Par un compte d’ailleurs
accounts-with-act = Se connecter par { $name }
accounts-with-knows = { $name } saura que vous vous connectez, et quand.
accounts-with-employer-knows = Votre organisation saura que vous vous connectez, et quand.
accounts-with-going = Vous quittez ce site
accounts-with-going-lead = { $name } vous demande qui vous êtes, puis vous revenez ici. Rien d’autre n’est demandé que de vous reconnaître : ni nom, ni courriel.
accounts-with-continue = Continuer
accounts-with-linked = Ce compte d’ailleurs est relié : il ouvre maintenant votre compte ici.
accounts-with-taken = Ce compte d’ailleurs est déjà relié à un compte d’ici, ou le vôtre l’est à un autre. Déliez d’abord celui-là.
accounts-with-unknown = Aucun compte d’ici n’est relié à ce compte d’ailleurs. Connectez-vous autrement, puis reliez-le à la page Connexion de votre compte.
accounts-with-lost = Cette connexion n’a pas commencé dans ce navigateur, ou il y a trop longtemps. Recommencez.
accounts-with-declined = L’autre site n’a pas dit qui vous êtes. Recommencez, ou connectez-vous autrement.
accounts-with-away = L’autre site ne répond pas. Recommencez plus tard, ou connectez-vous autrement.
accounts-with-unproved = Ce que l’autre site a répondu ne prouve rien. Connectez-vous autrement, et dites-le à l’administration.
accounts-with-mine = Comptes d’ailleurs
accounts-with-mine-lead = Un compte que vous avez ailleurs peut ouvrir votre compte ici. Ce site n’en apprend ni nom ni courriel.
accounts-with-since = Relié depuis le { $day }
accounts-with-link = Relier
accounts-with-link-of = Relier mon compte de { $name }
accounts-with-unlink = Délier
accounts-with-unlink-of = Délier mon compte de { $name }
access-done-unlinked = Ce compte d’ailleurs n’ouvre plus votre compte.

me-profile = Profil
me-profile-saved = Votre profil est enregistré.
me-profile-stale = Une autre page a enregistré votre profil entre-temps. Ce qu’elle a gardé est montré à côté de ce que vous avez tapé : enregistrez pour garder le vôtre.
me-profile-kept = Gardé par l’autre page : { $words }
me-profile-kept-for = Gardé par l’autre page : { $words } ({ $to })
me-pronouns = Pronoms
me-pronouns-hint = Par exemple : elle, il, iel.
me-pronouns-to = Qui voit mes pronoms
me-occupation = Ce que je fais
me-occupation-hint = En une ligne.
me-occupation-to = Qui voit ce que je fais
me-about = À propos de moi
me-about-hint = Quelques lignes, sans mise en forme.
me-about-to = Qui voit ces lignes
me-link = Site web
me-link-hint = Une adresse qui commence par https://
me-link-to = Qui voit ce site
me-audience-oneself = Vous seulement
me-audience-communities = Les membres de vos communautés
me-audience-signed-in = Les personnes connectées à { $site }
me-audience-public = Tout le monde, sans compte
me-seen = Ma page, vue par d’autres
me-seen-lead = Votre page telle que chacun la reçoit. Sans rien de public qui porte votre nom, personne ne l’a sans compte.
me-seen-visitor = Une personne sans compte
me-seen-signed-in = Une personne connectée à { $site }
me-seen-member = Une personne membre de { $name }
me-seen-absent = Aucune page : la réponse est celle d’une page qui n’existe pas.
form-not-of-the-web = Ce n’est pas une adresse du Web.
