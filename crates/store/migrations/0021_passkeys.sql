-- Passkeys: the public half of keys that people’s devices keep.
CREATE TABLE passkey (
    id {bytes} PRIMARY KEY NOT NULL, -- personal: to sign in (the id that a device gave its key), until its person removes it or the account is closed
    person {id} NOT NULL REFERENCES person (id), -- personal: whose, as long as the key
    kept {text} NOT NULL, -- personal: to sign in (public key, how often it was used), as long as the key
    created {time} NOT NULL,
    used {time}
) {strict};
CREATE INDEX passkey_by_person ON passkey (person);

-- The first half of a ceremony with a browser, until the second: only the hash of its secret is kept.
CREATE TABLE ceremony (
    token {bytes} PRIMARY KEY NOT NULL,
    person {id}, -- personal: who makes a passkey, also where they have no account yet; for ten minutes
    state {text} NOT NULL,
    expires {time} NOT NULL
) {strict};
CREATE INDEX ceremony_ends ON ceremony (expires);
