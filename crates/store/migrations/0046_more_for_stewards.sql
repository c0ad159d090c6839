-- Accounts that may not sign in until those who run the site open them again. What their people wrote stays.
CREATE TABLE suspension (
    person {id} PRIMARY KEY NOT NULL REFERENCES person (id), -- personal: whose account may not sign in, until it is opened again or closed
    since {time} NOT NULL,
    reason {text} NOT NULL -- personal: why, until it is opened again or closed
) {strict};

-- When a backup was last written whole.
CREATE TABLE backup_made (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    at {time} NOT NULL
) {strict};

-- What those who run the site read of what others keep for a few: for a reason, which its line in the log says, until then.
CREATE TABLE motivated_reading (
    line {id} PRIMARY KEY NOT NULL,
    note {id} NOT NULL REFERENCES note (id),
    who {id} NOT NULL REFERENCES person (id), -- personal: who reads it, 30 days
    until {time} NOT NULL
) {strict};
CREATE INDEX motivated_reading_by_who ON motivated_reading (who);
CREATE INDEX motivated_reading_by_note ON motivated_reading (note);
