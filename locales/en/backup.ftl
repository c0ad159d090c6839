# Backup and restore: what the commands say.

backup-written = Backup written: { $file } ({ $bytes } bytes).
backup-restored = Site restored in { $data }.

backup-error-exists = { $path } already exists and may contain something. Name another file, or an empty folder.
backup-error-being-made = Another command is already making { $path }. Wait until it has finished.
backup-error-elsewhere = A backup is restored into a data folder, with its own database. Name that folder with --data, without --database.
backup-error-postgresql = This site keeps its database in PostgreSQL, which has its own backups: run pg_dump --format=custom, then copy the blobs folder. The backup guide shows how. Nothing was done.
backup-error-not-a-backup = { $path } is not a backup that this program can read. Nothing was restored.
backup-error-foreign = { $path } contains something that no Sillage backup contains. Nothing was restored.
backup-error-cut = { $path } is incomplete: its end is missing. Copy it again from where it is kept. Nothing was restored.
backup-error-damaged = { $path } is damaged: it no longer contains what was backed up. Nothing was restored.
backup-error-ended = Stopped before the end, as requested. Nothing was done.
