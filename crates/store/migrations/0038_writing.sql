-- The note that a form made: the same form, sent twice, makes one.
CREATE TABLE written (
    person {id} NOT NULL REFERENCES person (id), -- personal: whose form made a note, seven days
    form {text} NOT NULL,
    note {id} NOT NULL REFERENCES note (id),
    made {time} NOT NULL,
    PRIMARY KEY (person, form)
) {strict};
CREATE INDEX written_by_time ON written (made);
