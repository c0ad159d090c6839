-- What was done on accounts, roles, rights and settings: never reading, writing or attendance. No statement changes a line; those older than
-- 24 months go.
CREATE TABLE audit (
    id {id} PRIMARY KEY NOT NULL,
    at {time} NOT NULL,
    -- Nobody where the program or its command line did it.
    who {id} REFERENCES person (id), -- personal: who did it, 24 months
    act {text} NOT NULL,
    person {id} REFERENCES person (id), -- personal: on whose account, roles or rights, 24 months
    community {id} REFERENCES community (id),
    -- What of it, as the act says: a mode, roles, a page, a name of a link.
    word {text} NOT NULL
) {strict};
CREATE INDEX audit_newest ON audit (at, id);
CREATE INDEX audit_by_who ON audit (who);
CREATE INDEX audit_by_person ON audit (person);

-- The register of incidents: each row is one wording of one of them, and the last one stands. None is changed; all go five years after the last.
CREATE TABLE incident (
    id {id} NOT NULL,
    edition {int} NOT NULL,
    written {time} NOT NULL,
    who {id} REFERENCES person (id), -- personal: who wrote it, until they leave
    what {text} NOT NULL,
    -- Days (`2024-05-01`), where they are known.
    happened {text} NOT NULL,
    told_on {text},
    whose {text} NOT NULL,
    risk {text} NOT NULL,
    told {text} NOT NULL,
    PRIMARY KEY (id, edition)
) {strict};
CREATE INDEX incident_by_who ON incident (who);
