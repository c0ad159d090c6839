-- What a file said before its text and that no other column holds, kept to be given back.

CREATE TABLE front_matter (
    note {id} NOT NULL REFERENCES note (id),
    place {int} NOT NULL,
    name {text} NOT NULL,
    value {text} NOT NULL, -- personal: words of the file, until the note goes
    PRIMARY KEY (note, place)
) {strict};
