-- To which organisations people are attached (their home organisations); it is for the person alone.
CREATE TABLE affiliation (
    id {id} PRIMARY KEY NOT NULL,
    person {id} NOT NULL REFERENCES person (id), -- personal: whose, until it is taken away or the account is closed
    organisation {id} NOT NULL REFERENCES note (id), -- personal: where they are attached, as long
    kind {text} NOT NULL CHECK (kind IN ('employee', 'volunteer', 'member', 'other')), -- personal: how, as long
    -- Days (`2024-05-01`), where they are known.
    since {text}, -- personal: from when, as long
    until {text}, -- personal: until when, as long
    created {time} NOT NULL
) {strict};
CREATE INDEX affiliation_by_person ON affiliation (person);
