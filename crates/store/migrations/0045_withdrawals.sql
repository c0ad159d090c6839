-- How often words were withdrawn from a version: what is made of its text is kept by it.
ALTER TABLE revision ADD COLUMN edition {int} NOT NULL DEFAULT 0;

-- That words were withdrawn from all versions of a note. What they were is kept nowhere.
CREATE TABLE withdrawal (
    id {id} PRIMARY KEY NOT NULL,
    note {id} NOT NULL REFERENCES note (id),
    person {id} REFERENCES person (id), -- personal: who withdrew them, until they leave
    why {text} NOT NULL CHECK (why IN ('person', 'secret', 'other')),
    versions {int} NOT NULL,
    at {time} NOT NULL
) {strict};
CREATE INDEX withdrawal_by_note ON withdrawal (note, at);
CREATE INDEX withdrawal_by_person ON withdrawal (person);
