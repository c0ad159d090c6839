-- Who closes their account, and what becomes of their name and texts. On the day when it ends, what is held of them goes; until then they may stay.
-- A person whose name is empty has left, and what they did is nobody's in particular.
CREATE TABLE leaving (
    person {id} PRIMARY KEY NOT NULL REFERENCES person (id), -- personal: who closes their account, until it is closed
    credit {text} NOT NULL CHECK (credit IN ('keep', 'replace')), -- personal: what becomes of their name where they sign, as long
    acts {text} NOT NULL CHECK (acts IN ('keep', 'replace')), -- personal: what becomes of their name where they wrote or placed, as long
    texts {text} NOT NULL CHECK (texts IN ('keep', 'remove')), -- personal: what becomes of what they alone wrote, as long
    asked {time} NOT NULL,
    ends {time} NOT NULL
) {strict};
