# Backup and restore: what the commands say.

backup-written = Backup written: { $file } ({ $bytes } bytes).
backup-restored = Site restored in { $data }.

backup-error-exists = { $path } is there already and may hold something. Name another file, or an empty folder.
backup-error-being-made = Another command is making { $path }. Wait until it has finished.
backup-error-elsewhere = A backup is restored to a data folder, with its own database. Name that folder with --data, without --database.
backup-error-postgresql = This site keeps its database in PostgreSQL, which has backups of its own: run pg_dump --format=custom, then copy the folder blobs. The backup guide shows how. Nothing was made.
backup-error-not-a-backup = { $path } is not a backup that this program can read. Nothing was restored.
backup-error-foreign = { $path } holds what no backup of Sillage holds. Nothing was restored.
backup-error-cut = { $path } ends before its end. Copy it again from where it is kept. Nothing was restored.
backup-error-damaged = { $path } is damaged: it no longer holds what was backed up. Nothing was restored.
backup-error-ended = Stopped before the end, as asked. Nothing was made.
