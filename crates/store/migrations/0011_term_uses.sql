-- Derived, shared: which notes use which terms, by a label in their newest text or by a link. Whoever may read either is asked
-- when it is read, and what is in the bin stays here. The projection of that name fills it.
CREATE TABLE term_use (
    term {id} NOT NULL,
    note {id} NOT NULL,
    PRIMARY KEY (term, note)
) {strict};
CREATE INDEX term_use_by_note ON term_use (note, term);

-- How far all notes were read again since what terms are called changed.
CREATE TABLE term_round (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    -- A digest of the labels that are looked for.
    labels {bytes} NOT NULL,
    way {text} NOT NULL CHECK (way IN ('done', 'to_the_end', 'from_the_start')),
    after {id} NOT NULL,
    until {id} NOT NULL
) {strict};
