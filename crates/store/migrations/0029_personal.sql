-- What is held about somebody is found by whose it is.
CREATE INDEX revision_by_author ON revision (author);
CREATE INDEX placement_by_person ON placement (placed_by);
