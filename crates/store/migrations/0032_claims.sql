-- With what secret addresses of mail that an import meets are hashed: made once, of 32 random bytes.
CREATE TABLE mail_secret (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    secret {bytes} NOT NULL
) {strict};

-- The addresses of mail that came with a signature, each as a keyed hash (HMAC-SHA-256): to recognise its owner. Of an account, those of
-- the signatures that its person claimed.
CREATE TABLE signature_mail (
    person {id} NOT NULL REFERENCES person (id), -- personal: whose signature it came with, until the account is closed that claimed it
    hash {bytes} NOT NULL, -- personal: to recognise its owner and what else they sign, as long
    PRIMARY KEY (person, hash)
) {strict};
CREATE INDEX signature_mail_by_hash ON signature_mail (hash);

-- Who says that a signature is theirs.
CREATE TABLE claim (
    id {id} PRIMARY KEY NOT NULL,
    signature {id} NOT NULL REFERENCES person (id), -- personal: which signature, until it is accepted or taken back, or the account is closed
    person {id} NOT NULL REFERENCES person (id), -- personal: who says so, as long
    words {text} NOT NULL, -- personal: by what they are recognised, for who answers, until it is answered
    asked {time} NOT NULL,
    -- When it was refused, and why; nothing of why where the signature was somebody else's.
    refused {time},
    reason {text} NOT NULL, -- personal: why it was refused, for its person alone, until they ask again or the account is closed
    UNIQUE (signature, person)
) {strict};
CREATE INDEX claim_by_day ON claim (asked, id);
CREATE INDEX claim_by_person ON claim (person);

-- The signatures that were claimed: the row of each stays, with no name, so that its address leads to the account.
CREATE TABLE claimed (
    signature {id} PRIMARY KEY NOT NULL REFERENCES person (id), -- personal: which signature was theirs, until the account is closed
    person {id} NOT NULL REFERENCES person (id), -- personal: whose it is, as long
    name_key {text} NOT NULL, -- personal: its name, folded, so that what comes in under it is theirs, as long
    claimed {time} NOT NULL
) {strict};
CREATE INDEX claimed_by_name ON claimed (name_key);
CREATE INDEX claimed_by_person ON claimed (person);
