# Lettres envoyées par le site. Aucune ne dit à une personne ce qui ne la concerne pas; l’objet reste neutre.

letter-asked-for = Vous recevez cette lettre parce que quelqu’un a donné votre adresse sur { $site }. Si ce n’était pas vous, il n’y a rien à faire : sans ce lien, rien ne change.

letter-reset-subject = Choisir un nouveau mot de passe
letter-reset = Bonjour { $name }. Vous pouvez choisir un nouveau mot de passe, ou une clé d’accès, pour votre compte sur { $site }.
letter-reset-once = Le lien sert une fois, pendant une heure. Les sessions ouvertes avec ce compte prendront fin.
letter-reset-act = Choisir un mot de passe

letter-sign-in-subject = Votre lien de connexion
letter-sign-in = Bonjour { $name }. Ce lien ouvre votre compte sur { $site }.
letter-sign-in-once = Il sert une fois, pendant quinze minutes. Ne le transmettez à personne.
letter-sign-in-act = Se connecter
