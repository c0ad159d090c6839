-- How much of what may be tried was tried: by an account’s address, by a block of network addresses. Only hashes are kept.
CREATE TABLE allowance (
    subject {bytes} PRIMARY KEY NOT NULL, -- personal: to slow who guesses (hash of a mail address or of a block of network addresses), until it may try as much as anybody again
    spent {time} NOT NULL
) {strict};
CREATE INDEX allowance_ends ON allowance (spent);
