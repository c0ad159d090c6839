-- How an account is reached, and how its person proves to be there. A person may have one and no address yet: made by a command.
CREATE TABLE account (
    person {id} PRIMARY KEY NOT NULL REFERENCES person (id),
    mail {text} NOT NULL, -- personal: to sign in and to be written to, until the account is closed
    mail_key {text} NOT NULL UNIQUE, -- personal: to sign in, until the account is closed
    confirmed {time},
    language {text} NOT NULL, -- personal: the language of pages and letters, until the account is closed
    password {text} NOT NULL, -- personal: to sign in (argon2id), until another is chosen or the account is closed
    created {time} NOT NULL
) {strict};

-- Addresses that may be used once: only the hash of their secret is kept.
CREATE TABLE proof (
    token {bytes} PRIMARY KEY NOT NULL,
    purpose {text} NOT NULL CHECK (purpose IN ('set_up', 'password')),
    person {id} REFERENCES person (id), -- personal: whom it was given to, until it is used or ends
    created {time} NOT NULL,
    expires {time} NOT NULL
) {strict};
CREATE INDEX proof_by_person ON proof (person);
CREATE INDEX proof_ends ON proof (expires);

-- What was chosen when the site was set up.
CREATE TABLE site_choice (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    language {text} NOT NULL,
    licence {text} NOT NULL
) {strict};

-- The people of the demonstration: nobody is behind them.
CREATE TABLE demonstration_person (
    person {id} PRIMARY KEY NOT NULL REFERENCES person (id)
) {strict};

-- A session ends when it was not used for a while, and in any case after a time.
ALTER TABLE session ADD COLUMN seen {time} NOT NULL DEFAULT 0;
-- When its person last proved to be there.
ALTER TABLE session ADD COLUMN proved {time} NOT NULL DEFAULT 0;
-- The browser, in its own words.
ALTER TABLE session ADD COLUMN agent {text} NOT NULL DEFAULT ''; -- personal: to recognise one’s sessions, until the session ends
