-- A person may sign under the name that they have in a community: nobody is led from there to their own page.
ALTER TABLE byline ADD COLUMN name {text} NOT NULL DEFAULT ''; -- personal: credit, by the person's wish

-- A way into a notebook is called what its leads call it, and may be another notebook.
DROP INDEX entry_point_by_note;
ALTER TABLE entry_point RENAME TO entry_point_before;
CREATE TABLE entry_point (
    notebook {id} NOT NULL REFERENCES notebook (id),
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 5),
    label {text} NOT NULL,
    note {id} REFERENCES note (id),
    leads_to {id} REFERENCES notebook (id),
    PRIMARY KEY (notebook, place),
    CHECK ((note IS NULL) <> (leads_to IS NULL))
) {strict};
INSERT INTO entry_point (notebook, place, label, note, leads_to)
    SELECT notebook, place, '', note, NULL FROM entry_point_before;
DROP TABLE entry_point_before;
CREATE INDEX entry_point_by_note ON entry_point (note);
CREATE INDEX entry_point_by_notebook ON entry_point (leads_to);
