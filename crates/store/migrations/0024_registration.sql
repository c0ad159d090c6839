-- What the site says of itself, where those who run it wrote it: the program has a text of its own for each.
CREATE TABLE site_page (
    page {text} NOT NULL CHECK (page IN ('about', 'privacy', 'terms', 'accessibility')),
    language {text} NOT NULL,
    body {text} NOT NULL,
    revision {int} NOT NULL,
    changed {time} NOT NULL,
    changed_by {id} REFERENCES person (id), -- personal: who last wrote it, until another does
    PRIMARY KEY (page, language)
) {strict};

-- What is accepted with an account: the number rises when it changes so that it must be accepted again.
CREATE TABLE accepted_text (
    page {text} PRIMARY KEY NOT NULL CHECK (page IN ('privacy', 'terms')),
    version {int} NOT NULL,
    since {time} NOT NULL
) {strict};
INSERT INTO accepted_text (page, version, since) VALUES ('privacy', 1, 0), ('terms', 1, 0);
CREATE TABLE acceptance (
    person {id} NOT NULL REFERENCES person (id), -- personal: who accepted what, and when: a consent is a line, as long as the account
    page {text} NOT NULL,
    version {int} NOT NULL,
    accepted {time} NOT NULL,
    PRIMARY KEY (person, page, version)
) {strict};

-- Who may make an account, and who answers for personal information (P-39.1, s. 3.1).
CREATE TABLE registration (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    mode {text} NOT NULL CHECK (mode IN ('open', 'on_request', 'invitation', 'closed')),
    responsible {text} NOT NULL -- personal: title and contact of who answers for personal information, published as the law asks, until another is named
) {strict};

-- Invitations: a link that several may use, or a letter to one address.
CREATE TABLE invitation (
    id {id} PRIMARY KEY NOT NULL,
    token {bytes} UNIQUE,
    invited_by {id} REFERENCES person (id), -- personal: who invited, until the invitation ends
    mail {text}, -- personal: who was invited, until they have an account or the invitation ends
    mail_key {text} UNIQUE, -- personal: the same, to invite nobody twice
    name {text} NOT NULL, -- personal: what who invited called them or the link, until the invitation ends
    uses {int} NOT NULL,
    used {int} NOT NULL,
    created {time} NOT NULL,
    expires {time} NOT NULL
) {strict};
CREATE INDEX invitation_ends ON invitation (expires);
CREATE INDEX invitation_by_inviter ON invitation (invited_by);

-- Accounts that were asked for: nothing else of them exists until those who run the site say yes.
CREATE TABLE account_request (
    id {id} PRIMARY KEY NOT NULL,
    name {text} NOT NULL, -- personal: who asks for an account, until it is answered
    mail {text} NOT NULL, -- personal: to answer, until it is answered
    mail_key {text} NOT NULL UNIQUE, -- personal: the same
    language {text} NOT NULL, -- personal: to answer in it, until it is answered
    reason {text} NOT NULL, -- personal: why, for who answers, until it is answered
    password {text} NOT NULL, -- personal: to sign in (argon2id) once there is an account
    passkey {bytes}, -- personal: the same (the id of a passkey)
    passkey_kept {text}, -- personal: the same (its public half)
    created {time} NOT NULL
) {strict};
CREATE INDEX account_request_by_day ON account_request (created);
