-- What registers know an organisation by, the day on which it ended, and the one that it became a part of.
CREATE TABLE organisation_identifier (
    organisation {id} NOT NULL REFERENCES organisation (note),
    place {int} NOT NULL,
    scheme {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (organisation, place)
) {strict};
-- A day (`2026-03-31`), where it is known.
ALTER TABLE organisation ADD COLUMN ended {text};
ALTER TABLE organisation ADD COLUMN merged_into {id} REFERENCES organisation (note);
CREATE INDEX organisation_by_merged_into ON organisation (merged_into);
