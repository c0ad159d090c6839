-- Which note a note translates, and the version of it that it says the same as; 0 where it is older than all of them.
CREATE TABLE translation (
    note {id} PRIMARY KEY NOT NULL REFERENCES note (id),
    original {id} NOT NULL REFERENCES note (id),
    made_from {int} NOT NULL,
    CHECK (note <> original)
) {strict};
CREATE INDEX translation_by_original ON translation (original);
