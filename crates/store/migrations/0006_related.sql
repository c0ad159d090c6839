-- The notes that authors chose to show with theirs, in order.
CREATE TABLE pinned_note (
    note {id} NOT NULL REFERENCES note (id),
    place {int} NOT NULL,
    other {id} NOT NULL REFERENCES note (id),
    PRIMARY KEY (note, place)
) {strict};
CREATE INDEX pinned_note_by_other ON pinned_note (other);
