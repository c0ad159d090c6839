-- The second factor of an account: codes of thirty seconds (TOTP, RFC 6238), and codes on paper for when the telephone is lost.
CREATE TABLE totp (
    person {id} PRIMARY KEY NOT NULL REFERENCES person (id), -- personal: whose, until it is switched off or the account is closed
    secret {bytes} NOT NULL, -- personal: to check codes; it cannot be a hash, until it is switched off
    created {time} NOT NULL,
    confirmed {time},
    last_step {int} NOT NULL
) {strict};
CREATE TABLE recovery_code (
    person {id} NOT NULL REFERENCES person (id), -- personal: whose, until it is used or the second factor is switched off
    hash {bytes} NOT NULL,
    PRIMARY KEY (person, hash)
) {strict};
