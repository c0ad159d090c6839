-- Servers of others that prove who is there (OpenID Connect), and whom each of them knows.
CREATE TABLE provider (
    id {id} PRIMARY KEY NOT NULL,
    name {text} NOT NULL,
    issuer {text} NOT NULL UNIQUE,
    client {text} NOT NULL,
    secret {text} NOT NULL,
    employs {bool} NOT NULL,
    created {time} NOT NULL
) {strict};
CREATE TABLE identity (
    provider {id} NOT NULL REFERENCES provider (id) ON DELETE CASCADE,
    subject {text} NOT NULL, -- personal: to sign in (what the provider calls this person), until it is unlinked, its provider removed or the account closed
    person {id} NOT NULL REFERENCES person (id), -- personal: whose, as long
    created {time} NOT NULL,
    PRIMARY KEY (provider, subject),
    UNIQUE (person, provider)
) {strict};
