-- What people are told here of what changed. A kind is a word of the program: more come with what they tell of.
CREATE TABLE notification (
    id {id} PRIMARY KEY NOT NULL,
    -- What it follows from, told once to each: the line of the log, or itself where it was written with what it tells.
    cause {id} NOT NULL,
    recipient {id} NOT NULL REFERENCES person (id), -- personal: who is told, until ninety days after they read it, a year at most, or they leave
    kind {text} NOT NULL, -- personal: of what, as long
    -- About what: a note, or a community.
    note {id} REFERENCES note (id), -- personal: about which note, as long
    community {id} REFERENCES community (id),
    -- In which notebook, where it is one.
    notebook {id} REFERENCES notebook (id),
    at {time} NOT NULL,
    way {text} NOT NULL CHECK (way IN ('here', 'letter', 'daily', 'weekly')),
    read_at {time}, -- personal: when they read it, as long
    lettered {time},
    UNIQUE (cause, recipient, kind)
) {strict};
CREATE INDEX notification_by_recipient ON notification (recipient, read_at, at);
CREATE INDEX notification_by_way ON notification (way, lettered, at);
CREATE INDEX notification_by_note ON notification (note, recipient);

-- How somebody wants to be told, where it is not as everyone is: of a kind anywhere (the id of zeros), or in one community.
CREATE TABLE notification_choice (
    person {id} NOT NULL REFERENCES person (id), -- personal: who chose, until they choose otherwise or leave
    kind {text} NOT NULL, -- personal: of what, as long
    community {id} NOT NULL, -- personal: where, as long
    way {text} NOT NULL CHECK (way IN ('here', 'letter', 'daily', 'weekly', 'none')), -- personal: how, as long
    PRIMARY KEY (person, kind, community)
) {strict};

CREATE TABLE follow (
    person {id} NOT NULL REFERENCES person (id), -- personal: who follows, until they do no more or leave
    kind {text} NOT NULL CHECK (kind IN ('community', 'notebook')),
    thing {id} NOT NULL, -- personal: what, as long
    since {time} NOT NULL,
    PRIMARY KEY (person, kind, thing)
) {strict};
CREATE INDEX follow_by_thing ON follow (kind, thing, person);

-- The address that a letter brought, where letters of its kind are stopped: a hash of it.
CREATE TABLE unsubscribe (
    token {bytes} PRIMARY KEY NOT NULL,
    person {id} NOT NULL REFERENCES person (id), -- personal: whose letters, a year or until they leave
    way {text} NOT NULL CHECK (way IN ('letter', 'daily', 'weekly')),
    kind {text} NOT NULL, -- personal: of what, as long; empty for a summary
    community {id} NOT NULL,
    created {time} NOT NULL
) {strict};
CREATE INDEX unsubscribe_by_person ON unsubscribe (person);
