-- Letters that are on their way: a job names each. One that was taken is gone; one that nobody takes stays for who runs the site.
CREATE TABLE letter (
    id {id} PRIMARY KEY NOT NULL,
    kind {text} NOT NULL,
    mail {text} NOT NULL, -- personal: where it goes, until it is taken or given up by who runs the site
    language {text} NOT NULL, -- personal: the language in which it was asked for, as long as the letter
    about {bytes}, -- what it is about, where its kind says so: an id, or the hash of a secret
    created {time} NOT NULL,
    refused {time},
    error {text} NOT NULL
) {strict};
CREATE INDEX letter_by_refusal ON letter (refused);

-- Addresses that are used once, now also to sign in, and to make an account: these are given to an address of mail.
CREATE TABLE proof_of_mail (
    token {bytes} PRIMARY KEY NOT NULL,
    purpose {text} NOT NULL CHECK (purpose IN ('set_up', 'password', 'sign_in', 'sign_up')),
    person {id} REFERENCES person (id), -- personal: whom it was given to, until it is used or ends
    mail {text}, -- personal: the address that it proves, until it is used or ends
    invitation {id}, -- personal: which invitation it comes from, until it is used or ends
    created {time} NOT NULL,
    expires {time} NOT NULL
) {strict};
INSERT INTO proof_of_mail (token, purpose, person, mail, invitation, created, expires)
    SELECT token, purpose, person, NULL, NULL, created, expires FROM proof;
DROP TABLE proof;
ALTER TABLE proof_of_mail RENAME TO proof;
CREATE INDEX proof_by_person ON proof (person);
CREATE INDEX proof_ends ON proof (expires);

-- Since when letters to this address are refused by its server.
ALTER TABLE account ADD COLUMN refused {time};
