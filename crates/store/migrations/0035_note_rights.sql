-- Who was asked to edit a note and has not answered yet; meanwhile they may read it.
CREATE TABLE author_invitation (
    note {id} NOT NULL REFERENCES note (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: who is asked, until they answer, the invitation is withdrawn or they leave
    invited_by {id} REFERENCES person (id), -- personal: who asks, as long
    invited {time} NOT NULL,
    PRIMARY KEY (note, person)
) {strict};
CREATE INDEX author_invitation_by_person ON author_invitation (person);

-- An author whom another asks to edit a note no more. Who refuses has the stewards settle it; what they settled stays for thirty days, for the
-- letters that tell it.
CREATE TABLE author_removal (
    note {id} NOT NULL REFERENCES note (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: who is asked, until they agree, or thirty days after it was settled
    asked_by {id} REFERENCES person (id), -- personal: who asks, as long
    asked {time} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('asked', 'refused', 'kept', 'removed')),
    reason {text} NOT NULL, -- personal: why it was settled so, as long
    decided {time},
    PRIMARY KEY (note, person)
) {strict};
CREATE INDEX author_removal_by_person ON author_removal (person);
CREATE INDEX author_removal_by_state ON author_removal (state, asked);
