# Lettres envoyées par le site. Aucune ne dit à une personne ce qui ne la concerne pas; l’objet reste neutre.

letter-asked-for = Vous recevez cette lettre parce que quelqu’un a donné votre adresse sur { $site }. Si ce n’était pas vous, il n’y a rien à faire : sans ce lien, rien ne change.

letter-reset-subject = Choisir un nouveau mot de passe
letter-reset = Bonjour { $name }. Vous pouvez choisir un nouveau mot de passe, ou une clé d’accès, pour votre compte sur { $site }.
letter-reset-once = Le lien sert une fois, pendant une heure. Les sessions ouvertes avec ce compte prendront fin.
letter-reset-act = Choisir un mot de passe

letter-sign-in-subject = Votre lien de connexion
letter-sign-in = Bonjour { $name }. Ce lien ouvre votre compte sur { $site }.
letter-sign-in-once = Il sert une fois, pendant quinze minutes. Ne le transmettez à personne.
letter-sign-in-act = Se connecter

letter-account-asked-for = Vous recevez cette lettre parce qu’un compte a été demandé avec votre adresse sur { $site }.
letter-known-subject = Vous avez déjà un compte
letter-known = Bonjour { $name }. Vous avez déjà un compte sur { $site } avec cette adresse.
letter-known-forgotten = Si vous avez oublié votre mot de passe, la page de connexion vous en fera choisir un autre.
letter-sign-up-subject = Continuer l’ouverture de votre compte
letter-sign-up = Votre adresse a été donnée pour ouvrir un compte sur { $site }.
letter-sign-up-once = Le lien sert une fois, pendant 24 heures.
letter-sign-up-act = Ouvrir mon compte
letter-waits-subject = Votre demande attend une réponse
letter-waits = Un compte est déjà demandé sur { $site } avec cette adresse. L’administration du site vous répondra par lettre.
letter-invited-subject = Une invitation
letter-invited = On vous invite à ouvrir un compte sur { $site }.
letter-invited-by = { $by } vous invite à ouvrir un compte sur { $site }.
letter-invited-once = Le lien sert une fois, pendant 30 jours.
letter-invited-why = Vous recevez cette lettre parce qu’une personne qui administre { $site } a donné votre adresse. Si vous n’ouvrez pas de compte, elle sera oubliée.
letter-accepted-subject = Votre compte est ouvert
letter-accepted = Bonjour { $name }. Votre compte sur { $site } est ouvert : connectez-vous comme vous l’avez choisi en le demandant.
letter-declined-subject = Votre demande de compte
letter-declined = Votre demande de compte sur { $site } n’a pas été acceptée. Tout ce que vous aviez écrit pour la faire est effacé.
letter-account-subject = Une demande attend une réponse
letter-account = Quelqu’un demande un compte sur { $site }. Vous administrez le site : vous pouvez répondre. Ce que dit la demande se lit seulement sur le site.
letter-account-act = Lire la demande et répondre

letter-changed-subject = Vos moyens de connexion ont changé
letter-changed = Bonjour { $name }. Un mot de passe, une clé d’accès ou un second facteur de votre compte sur { $site } vient de changer.
letter-changed-else = Si c’était vous, il n’y a rien à faire. Sinon, choisissez tout de suite un autre mot de passe : les sessions ouvertes prendront fin.
letter-changed-why = Vous recevez cette lettre parce que vous avez un compte sur { $site }.

letter-token-subject = Un jeton a été créé
letter-token = Bonjour { $name }. Un jeton vient d’être créé dans votre compte sur { $site } : un programme peut s’en servir pour agir en votre nom.
letter-token-else = Si c’était vous, il n’y a rien à faire. Sinon, révoquez-le tout de suite et choisissez un autre mot de passe.
letter-token-act = Voir mes jetons

letter-claim-subject = Une réponse à votre demande
letter-claim-accepted = Bonjour { $name }. La signature que vous aviez reconnue comme la vôtre sur { $site } est à vous : ses notes portent votre nom. Ce que vous pouvez modifier n’a pas changé.
letter-claim-act = Voir ma page
letter-claim-refused = Bonjour { $name }. Vous aviez dit que la signature « { $signature } » est la vôtre sur { $site }. Votre demande n’a pas été acceptée, et rien n’a changé.
letter-claim-reason = Raison : { $reason }
letter-claim-taken = Bonjour { $name }. La signature que vous aviez reconnue comme la vôtre sur { $site } est maintenant celle d’une autre personne. Votre demande n’est donc pas acceptée.

letter-leaving-subject = Votre compte ferme
letter-leaving = Bonjour { $name }. Vous avez demandé de fermer votre compte sur { $site }. Ce qui est gardé à votre sujet sera effacé au plus tard le { $day }. Vous avez choisi :
letter-leaving-credit-keep = Mon nom reste là où je signe.
letter-leaving-credit-replace = « Membre (compte fermé) » remplace mon nom là où je signe.
letter-leaving-acts-keep = Mon nom reste sur mes versions, mes intégrations et mes messages.
letter-leaving-acts-replace = « Membre (compte fermé) » remplace mon nom sur mes versions, mes intégrations et mes messages.
letter-leaving-texts-keep = Les notes que personne d’autre ne signe ni ne modifie restent; les responsables de leur communauté ou de leur carnet les gardent. Mes messages restent aussi.
letter-leaving-texts-remove = Les notes que personne d’autre ne signe ni ne modifie disparaissent : dans la corbeille tout de suite, effacées le jour dit. Mes messages sont effacés ce jour-là.
letter-leaving-stay = Si vous changez d’avis, ou si ce n’était pas vous, connectez-vous avant ce jour et choisissez de garder votre compte.
letter-leaving-act = Garder mon compte
letter-left-subject = Votre compte est fermé
letter-left = Votre compte sur { $site } est fermé. Votre courriel, vos moyens de connexion, votre profil, vos communautés, vos rôles, vos rattachements et votre nom dans le journal des changements sont effacés. Ce qui porte encore votre nom est ce que vous avez choisi de laisser.
letter-left-backups = Les sauvegardes du site gardent une copie jusqu’à leur fin, que dit la page Confidentialité. Cette lettre est votre reçu : après elle, votre adresse n’est plus gardée.
letter-left-why = Vous recevez cette lettre parce que vous aviez un compte sur { $site } et que vous l’avez fermé.

letter-joining-subject = Une demande attend votre réponse
letter-joining = Bonjour { $name }. Quelqu’un demande à devenir membre de { $community }. Les personnes qui animent la communauté, ou qui en sont responsables, peuvent répondre.
letter-joining-act = Lire la demande et répondre
letter-joining-why = Vous recevez cette lettre parce que vous accueillez les membres d’une communauté sur { $site }.
letter-membership-subject = Une réponse pour vous
letter-membership-accepted = Bonjour { $name }. Vous êtes maintenant membre de { $community }.
letter-membership-refused = Bonjour { $name }. Votre demande de devenir membre de { $community } n’a pas été acceptée.
letter-membership-removed = Bonjour { $name }. Vous n’êtes plus membre de { $community } : une personne responsable de la communauté l’a décidé.
letter-membership-roles = Bonjour { $name }. Vos rôles dans { $community } ont changé.
letter-membership-words = « { $words } »
letter-membership-act = Voir sur le site
letter-community-invited = On vous invite à devenir membre de { $community }, sur { $site }.
letter-community-invited-by = { $by } vous invite à devenir membre de { $community }, sur { $site }.
letter-community-invited-known = Vous pouvez accepter ou décliner sur la page de vos communautés, pendant 30 jours.
letter-community-invited-act = Répondre à l’invitation
letter-community-invited-new = Ouvrez d’abord un compte avec cette adresse : l’invitation vous y attendra pendant 30 jours.
letter-community-invited-closed = Pour répondre, il faut un compte sur ce site. Il s’ouvre sur invitation de son administration : demandez-la à qui vous invite.
letter-community-invited-why = Vous recevez cette lettre parce qu’un membre d’une communauté a donné votre adresse sur { $site }. Si vous n’y répondez pas, elle sera oubliée.

letter-steward-subject = Votre compte
letter-steward-suspended = Bonjour { $name }. Les personnes qui administrent { $site } ont suspendu votre compte : vous ne pouvez plus vous connecter. Vos notes restent.
letter-steward-reopened = Bonjour { $name }. Votre compte sur { $site } est rouvert : vous pouvez vous connecter de nouveau.
letter-steward-sessions = Bonjour { $name }. Les personnes qui administrent { $site } ont mis fin à vos sessions : connectez-vous de nouveau.
letter-steward-codes = Bonjour { $name }. Les personnes qui administrent { $site } ont désactivé votre second facteur : plus aucun code ne vous est demandé.
letter-steward-named = Bonjour { $name }. L’administration de { $site } vous est confiée.
letter-steward-ended = Bonjour { $name }. L’administration de { $site } ne vous est plus confiée. Votre compte reste.
letter-steward-mail = Bonjour { $name }. Une lettre à cette adresse avait été refusée. Les personnes qui administrent { $site } l’ont dite bonne : vous recevez de nouveau les lettres.
letter-steward-reason = La raison : { $reason }
letter-steward-ask = Pour en parler, ou si vous ne comprenez pas pourquoi, écrivez à : { $responsible }
letter-steward-ask-anybody = Pour en parler, ou si vous ne comprenez pas pourquoi, écrivez aux personnes qui administrent le site.
letter-trial-subject = Lettre d’essai
letter-trial = Bonjour { $name }. Ceci est un essai : si vous lisez cette lettre, celles de { $site } partent et arrivent jusqu’à vous.
letter-trial-unnamed = Bonjour. Ceci est un essai : si vous lisez cette lettre, celles de { $site } partent et arrivent jusqu’à vous.
letter-trial-asked = Elle a été demandée le { $when }, sur le site { $address }.
letter-trial-nothing = Il n’y a rien à faire.
letter-trial-why = Vous recevez cette lettre parce qu’une personne qui administre { $site } l’a demandée pour cette adresse.

letter-content-read-subject = Un contenu privé a été lu
letter-content-read = Une personne qui administre le site a ouvert votre note « { $title } » pour dix minutes, sans rien pouvoir y changer.
letter-content-read-unnamed = Une personne qui administre le site a ouvert une note dont vous répondiez, pour dix minutes, sans rien pouvoir y changer.
