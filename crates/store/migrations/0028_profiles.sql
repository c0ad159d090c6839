-- What a person says of themselves, each thing to whom they chose.
CREATE TABLE profile_field (
    person {id} NOT NULL REFERENCES person (id), -- personal: whose, until it is taken away or the account is closed
    field {text} NOT NULL CHECK (field IN ('pronouns', 'occupation', 'about', 'link')),
    words {text} NOT NULL, -- personal: shown to whom the person chose, until it is taken away or the account is closed
    audience {text} NOT NULL CHECK (audience IN ('oneself', 'communities', 'signed_in', 'public')),
    PRIMARY KEY (person, field)
) {strict};
