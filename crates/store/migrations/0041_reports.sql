-- Since when a report has a note hidden: until it is settled, only who may edit it and who settles read it.
ALTER TABLE note ADD COLUMN hidden {time};

-- A problem that somebody reports, with or without an account. It is about a note where whoever reports may read it.
CREATE TABLE report (
    id {id} PRIMARY KEY NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('personal', 'copyright', 'hurtful', 'error', 'other')),
    words {text} NOT NULL, -- personal: what somebody reports, a hundred and eighty days after it is settled, a year where it is about them, or until they leave
    path {text} NOT NULL,
    note {id} REFERENCES note (id),
    reporter {id} REFERENCES person (id), -- personal: who reports it, where they have an account, as long
    mail {text}, -- personal: where the answer goes, where they have no account, as long; a day where they do not confirm it
    mail_key {text}, -- personal: the same, to find it
    language {text}, -- personal: in which language letters to them are written, as long
    concerned {bool} NOT NULL,
    begun {time} NOT NULL,
    confirmed {time},
    due {time},
    hidden {time},
    settled {time}
) {strict};
CREATE INDEX report_by_note ON report (note);
CREATE INDEX report_by_reporter ON report (reporter);
CREATE INDEX report_by_mail ON report (mail_key);
CREATE INDEX report_by_settled ON report (settled);

-- What was done about it, each time with a reason.
CREATE TABLE report_act (
    id {id} PRIMARY KEY NOT NULL,
    report {id} NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    person {id} REFERENCES person (id), -- personal: who did it, as long as the report or until they leave
    act {text} NOT NULL CHECK (act IN ('hide', 'show', 'answer', 'acted', 'nothing')),
    reason {text} NOT NULL, -- personal: why, in their words, as long
    done {time} NOT NULL
) {strict};
CREATE INDEX report_act_by_report ON report_act (report, done);
CREATE INDEX report_act_by_person ON report_act (person);

-- The address that a letter brought, to confirm.
CREATE TABLE report_link (
    token {bytes} PRIMARY KEY NOT NULL,
    report {id} NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    created {time} NOT NULL
) {strict};
CREATE INDEX report_link_by_report ON report_link (report);
