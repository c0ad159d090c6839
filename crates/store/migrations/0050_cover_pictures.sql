-- The picture of the cover of a notebook: the SHA-256 of its content, where its leads gave it one.
ALTER TABLE notebook ADD COLUMN cover {bytes};
CREATE INDEX notebook_by_cover ON notebook (cover);
