-- A citation is shown with the sentence that the link has today, in the order in which the citing notes were made: one
-- that is edited moves nothing on the pages of others. The projection of that name fills it again.

DROP TABLE cited_by;
CREATE TABLE cited_by (
    target {id} NOT NULL,
    source {id} NOT NULL,
    made {time} NOT NULL,
    PRIMARY KEY (target, source)
) {strict};
CREATE INDEX cited_by_source ON cited_by (source);
CREATE INDEX cited_by_newest ON cited_by (target, made, source);
