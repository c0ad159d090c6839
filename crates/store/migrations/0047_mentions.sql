-- Whom a message of a conversation names: members of its community, who could read the note.
CREATE TABLE mention (
    message {id} NOT NULL REFERENCES message (id) ON DELETE CASCADE,
    person {id} NOT NULL REFERENCES person (id), -- personal: whom it names, as long as its words, or until they leave
    PRIMARY KEY (message, person)
) {strict};
CREATE INDEX mention_by_person ON mention (person);

-- What waits for an answer, which the session of each reader asks for.
CREATE INDEX edit_request_by_state ON edit_request (state, note);
