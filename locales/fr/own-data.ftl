# Tout ce qui est gardé d’une personne, pour elle seule.

me-data = Mes données
me-data-lead = Tout ce que { $site } garde à votre sujet, pourquoi, combien de temps et qui le voit.
me-data-take = Tout emporter
me-data-take-lead = Un fichier ZIP, fait à l’instant et gardé nulle part ici : vos notes et les versions que vous avez écrites (Markdown), leurs fichiers, et chaque ligne ci-dessous (JSON). Gardez-le en lieu sûr : il contient ce que d’autres ne voient pas.
me-data-take-button = Télécharger mes données
me-data-held = Ce qui est gardé
me-data-secret = Ce qui prouve que c’est vous (mot de passe, secret du second facteur) est gardé, et n’est donné à personne : le fichier dit seulement que c’est là.
me-data-logs = Les journaux du serveur ne contiennent ni nom, ni adresse de courriel, ni texte. Les sauvegardes gardent une copie aussi longtemps que le dit la page Confidentialité de { $site }.

me-held-readme-name = LISEZMOI.txt
me-held-readme =
    Ce que { $site } garde à votre sujet, le { $when }.

    notes/ : les notes que vous signez, que vous pouvez modifier ou dont vous avez écrit une version, celles que vous pouvez lire aujourd’hui.
    versions/ : les versions plus anciennes que vous avez écrites de ces notes.
    files/ : les fichiers que ces notes montrent.
    held/ : tout le reste, une liste par fichier (JSON). Les heures sont en temps universel. Un secret est remplacé par "held": true.
me-held-why = Pourquoi : { $why }
me-held-until = Combien de temps : { $until }
me-held-who = Qui le voit : { $who }

me-held-name = Nom
me-held-name-why = vous nommer là où vous écrivez
me-held-name-until = jusqu’à votre départ, et ensuite si vous le choisissez
me-held-name-who = les membres de vos communautés, et tout le monde si vous avez signé quelque chose de public
me-held-account = Compte
me-held-account-why = vous connecter et vous écrire
me-held-account-until = jusqu’à votre départ
me-held-account-who = l’administration, sauf le mot de passe, que personne ne voit
me-held-profile = Profil
me-held-profile-why = dire ce que vous voulez de vous
me-held-profile-until = jusqu’à ce que vous l’enleviez, ou votre départ
me-held-profile-who = pour chaque chose, qui vous avez choisi
me-held-affiliations = Rattachements
me-held-affiliations-why = savoir à quelles organisations vous vous rattachez
me-held-affiliations-until = jusqu’à ce que vous les enleviez, ou votre départ
me-held-affiliations-who = personne d’autre, sauf les membres des communautés où vous les montrez
me-held-claims = Signatures reconnues
me-held-claims-why = vous donner le crédit de ce que vous avez signé sans compte, et de ce qui sera importé sous ce nom ou avec cette adresse
me-held-claims-until = une demande, jusqu’à ce qu’elle soit acceptée ou retirée; le reste, jusqu’à votre départ
me-held-claims-who = l’administration, les demandes qui attendent; le reste, personne d’autre
me-held-acceptances = Textes acceptés
me-held-acceptances-why = un consentement est une ligne
me-held-acceptances-until = jusqu’à votre départ
me-held-acceptances-who = personne d’autre
me-held-sessions = Sessions
me-held-sessions-why = rester connecté
me-held-sessions-until = 30 jours, 7 sans usage, ou jusqu’à la déconnexion
me-held-sessions-who = personne d’autre
me-held-tokens = Jetons
me-held-tokens-why = laisser vos programmes agir en votre nom; le jour de leur dernier usage, pour que vous voyiez ceux qui ne servent plus
me-held-tokens-until = jusqu’à leur fin (un an au plus), leur révocation, un nouveau mot de passe ou votre départ
me-held-tokens-who = personne d’autre
me-held-passkeys = Clés d’accès
me-held-passkeys-why = vous connecter
me-held-passkeys-until = jusqu’à ce que vous les enleviez, ou votre départ
me-held-passkeys-who = personne d’autre
me-held-second-factor = Second facteur
me-held-second-factor-why = vous connecter
me-held-second-factor-until = jusqu’à ce que vous y renonciez, ou votre départ
me-held-second-factor-who = personne
me-held-identities = Comptes liés
me-held-identities-why = vous connecter par un autre site
me-held-identities-until = jusqu’à ce que vous les déliiez, ou votre départ
me-held-identities-who = personne d’autre; l’autre site sait quand vous vous connectez
me-held-proofs = Adresses qui servent une fois
me-held-proofs-why = choisir un mot de passe, vous connecter par courriel, ouvrir un compte
me-held-proofs-until = jusqu’à ce qu’elles servent, ou leur fin, quelques heures plus tard
me-held-proofs-who = personne
me-held-letters = Lettres en route
me-held-letters-why = vous les envoyer
me-held-letters-until = jusqu’à ce qu’un serveur les accepte
me-held-letters-who = l’administration, celles qui ont été refusées
me-held-tries = Essais
me-held-tries-why = ralentir qui devinerait votre mot de passe, et un programme qui demande trop
me-held-tries-until = une demi-heure au plus
me-held-tries-who = personne
me-held-invitations = Invitations et demandes
me-held-invitations-why = inviter, et répondre aux demandes de compte
me-held-invitations-until = jusqu’à ce qu’il y ait un compte, ou leur fin
me-held-invitations-who = l’administration, et qui a invité
me-held-memberships = Communautés et rôles
me-held-memberships-why = vos droits, et ce que vous y avez choisi
me-held-memberships-until = jusqu’à ce que vous les quittiez; ce qu’on vous y dit, jusqu’à ce que vous l’ayez lu, 90 jours au plus
me-held-memberships-who = les membres de chaque communauté; un rattachement, qui vous avez choisi
me-held-joining = Demandes et invitations à des communautés
me-held-joining-why = pour y répondre
me-held-joining-until = jusqu’à la réponse, ou la fin de l’invitation
me-held-joining-who = les personnes qui animent la communauté, ou qui en sont responsables
me-held-notebooks = Rôles dans des carnets
me-held-notebooks-why = vos droits
me-held-notebooks-until = tant qu’ils durent
me-held-notebooks-who = qui partage ces rôles
me-held-notes = Notes que vous pouvez modifier, ou qui vous sont ouvertes
me-held-notes-why = vos droits
me-held-notes-until = tant qu’ils durent; ce que l’administration a tranché, trente jours
me-held-notes-who = qui peut modifier ces notes; l’administration, un retrait que vous refusez
me-held-asking = Vos demandes de modifier une note
me-held-asking-why = y répondre
me-held-asking-until = jusqu’à ce que vous les retiriez; 90 jours après la réponse
me-held-asking-who = qui peut modifier la note, ou la tient à jour
me-held-exchanges = Messages à propos de notes
me-held-exchanges-why = les porter sans montrer d’adresse
me-held-exchanges-until = 90 jours après le dernier mot; 24 heures, une adresse qui n’est pas confirmée; de qui vous ne recevez plus rien, jusqu’à ce que vous disiez le contraire
me-held-exchanges-who = qui a écrit, et qui répond de la note; de qui vous ne recevez plus rien, personne
me-held-reports = Problèmes que vous signalez, et ce que vous faites de ceux des autres
me-held-reports-why = y répondre, et garder trace de ce qui est fait
me-held-reports-until = 180 jours une fois réglés, 365 jours si vous êtes la personne concernée; 24 heures, une adresse qui n’est pas confirmée
me-held-reports-who = l’administration, et les responsables des communautés où la note est liée
me-held-credit = Ce que vous avez signé, écrit et intégré
me-held-credit-why = vous en donner le crédit
me-held-credit-until = selon ce que vous choisissez à votre départ
me-held-credit-who = qui peut lire chaque note
me-held-front-matter = Ce que disaient les fichiers de vos notes
me-held-front-matter-why = rendre les fichiers comme ils sont venus
me-held-front-matter-until = aussi longtemps que la note
me-held-front-matter-who = personne d’autre
me-held-site = Pages du site
me-held-site-why = savoir qui les a écrites; publier qui répond des renseignements personnels
me-held-site-until = jusqu’à ce que quelqu’un d’autre les écrive
me-held-site-who = personne d’autre; le nom de qui répond est public
me-held-history = Journal des changements
me-held-history-why = tenir à jour ce qui se calcule, et défaire une erreur
me-held-history-until = jusqu’à votre départ
me-held-history-who = personne directement

me-data-leave = Vous choisissez ce qui reste sous votre nom, et vous avez vingt-neuf jours pour changer d’avis.
me-data-leave-how = Comment fermer mon compte

me-leaving = Fermer mon compte
me-leaving-lead = Ce que vous avez apporté à d’autres peut rester, sous votre nom ou non. Tout le reste de ce qui est gardé à votre sujet disparaît.
me-leaving-take = Emporter d’abord mes données
me-leaving-last = Personne d’autre n’administre ce site. Confiez-en d’abord l’administration à quelqu’un, puis revenez ici.
me-leaving-choose = Il reste un choix à faire. Rien n’a changé.
me-leaving-credit = Là où vous signez des notes
me-leaving-acts = Là où vous avez écrit une version ou un message, ou intégré une note
me-leaving-texts = { $count ->
    [0] Ce que personne d’autre n’a écrit avec vous (aucune note aujourd’hui)
    [one] Ce que personne d’autre n’a écrit avec vous (une note aujourd’hui)
   *[other] Ce que personne d’autre n’a écrit avec vous ({ $count } notes aujourd’hui)
}
me-leaving-what = Votre compte ferme tout de suite : plus personne ne voit votre profil, et vos autres sessions finissent. Pendant vingt-neuf jours, vous pouvez revenir et le garder. Le jour dit, votre courriel, vos moyens de connexion, vos communautés, vos rattachements et le reste sont effacés. Une lettre le dit maintenant, une autre quand c’est fait.
me-leaving-leave = Fermer mon compte
me-leaving-on = Votre compte sur { $site } ferme : ce qui est gardé à votre sujet sera effacé le { $day }.
me-leaving-meanwhile = Jusque-là, vous pouvez le garder : vos notes, vos communautés et vos droits seront là. Vous pouvez aussi vous déconnecter; une lettre vous redit tout cela.
me-leaving-stay = Garder mon compte

me-held-writing = Notes faites avec un formulaire
me-held-writing-why = ne pas faire deux notes d’un formulaire envoyé deux fois
me-held-writing-until = sept jours
me-held-writing-who = personne d’autre

me-held-leaving = Fermeture du compte
me-held-leaving-why = faire ce que vous avez choisi en partant
me-held-leaving-until = jusqu’à ce que ce soit fait, ou que vous restiez
me-held-leaving-who = personne d’autre
