-- What a note of kind organisation says beside its text.

CREATE TABLE organisation (
    note {id} PRIMARY KEY NOT NULL REFERENCES note (id),
    form {text} NOT NULL,
    form_key {text} NOT NULL,
    summary {text} NOT NULL,
    web {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('active', 'paused', 'ended', 'merged'))
) {strict};
CREATE INDEX organisation_by_form ON organisation (form_key);

-- Where it is, as exactly as it wants to be found.
CREATE TABLE organisation_place (
    organisation {id} NOT NULL REFERENCES organisation (note),
    place {int} NOT NULL,
    town {text} NOT NULL,
    region {text} NOT NULL,
    region_key {text} NOT NULL,
    precision {text} NOT NULL CHECK (precision IN ('address', 'municipality', 'region', 'hidden')),
    PRIMARY KEY (organisation, place)
) {strict};
CREATE INDEX organisation_place_by_region ON organisation_place (region_key);
