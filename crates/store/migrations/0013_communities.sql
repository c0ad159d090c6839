-- What a community says of itself: how far it is in its life, how it works, and the note that is its charter.
ALTER TABLE community ADD COLUMN stage {text} NOT NULL DEFAULT 'active' CHECK (stage IN ('emerging', 'active', 'paused', 'closed'));
-- A day (`2027-01-15`), where it said until when it rests.
ALTER TABLE community ADD COLUMN paused_until {text};
ALTER TABLE community ADD COLUMN formality {text} CHECK (formality IN ('interest_circle', 'facilitated_group', 'chartered_community'));
ALTER TABLE community ADD COLUMN charter {id} REFERENCES note (id);
CREATE INDEX community_by_charter ON community (charter);

-- The same in each language in which it says it; what is left empty is said in another one, or not at all.
CREATE TABLE community_words (
    community {id} NOT NULL REFERENCES community (id),
    language {text} NOT NULL,
    name {text} NOT NULL,
    about {text} NOT NULL,
    rhythm {text} NOT NULL,
    confidentiality {text} NOT NULL,
    PRIMARY KEY (community, language)
) {strict};

-- The organisations that carry a community, and those that lend it a hand.
CREATE TABLE community_organisation (
    community {id} NOT NULL REFERENCES community (id),
    support {text} NOT NULL CHECK (support IN ('host', 'supporting')),
    place {int} NOT NULL,
    organisation {id} NOT NULL REFERENCES organisation (note),
    PRIMARY KEY (community, support, place)
) {strict};
CREATE INDEX community_organisation_by_organisation ON community_organisation (organisation);
