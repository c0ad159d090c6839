-- An import keeps the id of each note that it is about to write before a link leads there: one that was cut short finds
-- them again, and a link to a note that is still to come is told from a link to nothing.

CREATE TABLE import_plan (
    notebook {id} NOT NULL REFERENCES notebook (id),
    path {text} NOT NULL,
    note {id} NOT NULL,
    PRIMARY KEY (notebook, path)
) {strict};
CREATE INDEX import_plan_by_note ON import_plan (note);

-- Where the import put the note, so that one moved on the site since is left there.
ALTER TABLE imported ADD COLUMN position {int};
ALTER TABLE imported ADD COLUMN depth {int};
