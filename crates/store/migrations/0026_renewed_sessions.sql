-- A session whose person may more, or less, than when it began gets a new token at its next request.
ALTER TABLE session ADD COLUMN renew {bool} NOT NULL DEFAULT FALSE;
