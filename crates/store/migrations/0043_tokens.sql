-- Tokens: what a program of a person shows to read and write in their name. Only the hash of its secret is kept.
CREATE TABLE api_token (
    id {id} PRIMARY KEY NOT NULL,
    hash {bytes} NOT NULL UNIQUE,
    person {id} NOT NULL REFERENCES person (id), -- personal: in whose name, until it is revoked or ends, or the account is closed
    name {text} NOT NULL, -- personal: to recognise one’s tokens, as long
    scopes {text} NOT NULL, -- personal: what it lets its program do, as long
    created {time} NOT NULL,
    expires {time} NOT NULL,
    -- A day (`2027-01-15`), and no hour.
    used {text} -- personal: on which day it was last used, as long
) {strict};
CREATE INDEX api_token_by_person ON api_token (person);
CREATE INDEX api_token_ends ON api_token (expires);
