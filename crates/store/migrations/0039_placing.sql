-- The placements that an author of the note declined. The pair is remembered: only an author places the note there again, which ends it.
CREATE TABLE placement_decline (
    notebook {id} NOT NULL REFERENCES notebook (id),
    note {id} NOT NULL REFERENCES note (id),
    person {id} REFERENCES person (id), -- personal: who declined, until an author takes it back or they leave
    words {text} NOT NULL, -- personal: what they say to the leads of the notebook, as long
    declined {time} NOT NULL,
    ends {time} NOT NULL,
    PRIMARY KEY (notebook, note)
) {strict};
CREATE INDEX placement_decline_by_note ON placement_decline (note);
CREATE INDEX placement_decline_by_person ON placement_decline (person);
