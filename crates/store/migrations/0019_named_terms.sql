-- The terms that authors name beside those that the text holds, in their order: their words, and what labels are found by.
CREATE TABLE named_term (
    note {id} NOT NULL REFERENCES note (id),
    place {int} NOT NULL,
    label {text} NOT NULL,
    label_key {text} NOT NULL,
    PRIMARY KEY (note, place)
) {strict};
CREATE INDEX named_term_by_key ON named_term (label_key);

-- Whether terms are underlined in the text of the note.
ALTER TABLE note ADD COLUMN underlined {bool} NOT NULL DEFAULT TRUE;
