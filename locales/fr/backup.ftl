# Sauvegarde et restauration : ce que disent les commandes.

backup-written = Sauvegarde écrite : { $file } ({ $bytes } octets).
backup-restored = Site restauré dans { $data }.

backup-error-exists = { $path } existe déjà et contient peut-être quelque chose. Nommez un autre fichier ou un dossier vide.
backup-error-being-made = Une autre commande prépare déjà { $path }. Attendez qu’elle ait fini.
backup-error-elsewhere = Une sauvegarde se restaure dans un dossier de données, avec sa propre base. Nommez ce dossier avec --data, sans --database.
backup-error-postgresql = La base de ce site est dans PostgreSQL, qui a ses propres sauvegardes : lancez pg_dump --format=custom, puis copiez le dossier blobs. Le guide de sauvegarde le montre. Rien n’a été fait.
backup-error-not-a-backup = { $path } n’est pas une sauvegarde que ce programme peut lire. Rien n’a été restauré.
backup-error-foreign = { $path } contient ce qu’aucune sauvegarde de Sillage ne contient. Rien n’a été restauré.
backup-error-cut = { $path } s’arrête avant sa fin. Copiez-le de nouveau depuis l’endroit où il est conservé. Rien n’a été restauré.
backup-error-damaged = { $path } est endommagé : son contenu n’est plus celui qui a été sauvegardé. Rien n’a été restauré.
backup-error-ended = Arrêté avant la fin, comme demandé. Rien n’a été fait.
