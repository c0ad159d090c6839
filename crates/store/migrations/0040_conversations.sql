-- What the members of a community say to each other about a note: one conversation a note and community.
CREATE TABLE thread (
    id {id} PRIMARY KEY NOT NULL,
    note {id} NOT NULL REFERENCES note (id),
    community {id} NOT NULL REFERENCES community (id),
    begun_by {id} REFERENCES person (id), -- personal: who began it, until they leave or the note is erased
    at {time} NOT NULL,
    UNIQUE (note, community)
) {strict};
CREATE INDEX thread_by_community ON thread (community);
CREATE INDEX thread_by_beginner ON thread (begun_by);

-- Numbers count from 1 in each conversation. What is withdrawn keeps its line, and no words.
CREATE TABLE message (
    id {id} PRIMARY KEY NOT NULL,
    thread {id} NOT NULL REFERENCES thread (id) ON DELETE CASCADE,
    number {int} NOT NULL,
    author {id} REFERENCES person (id), -- personal: who wrote it, until they leave and do not keep their name, or the note is erased
    name {text} NOT NULL, -- personal: what they were called there, where they left and keep their name, as long as the note
    language {text} NOT NULL, -- personal: in which language they read the site, as long as the note
    body {text} NOT NULL, -- personal: what they wrote, until they withdraw it, they leave with their words, or the note is erased
    version {int} NOT NULL,
    posted {time} NOT NULL,
    edited {time},
    withdrawn {time},
    hidden {time},
    hidden_by {id} REFERENCES person (id), -- personal: who hid it, until it is shown again or they leave
    hidden_why {text} NOT NULL, -- personal: why, for who wrote it, until it is shown again or the note is erased
    UNIQUE (thread, number)
) {strict};
CREATE INDEX message_by_author ON message (author);
CREATE INDEX message_by_hider ON message (hidden_by);

-- That a note was announced to the members of a community: once.
CREATE TABLE announcement (
    note {id} NOT NULL REFERENCES note (id),
    community {id} NOT NULL REFERENCES community (id),
    announced_by {id} REFERENCES person (id), -- personal: who announced it, until they leave or the note is erased
    words {text} NOT NULL, -- personal: what they said of it, as long
    at {time} NOT NULL,
    PRIMARY KEY (note, community)
) {strict};
CREATE INDEX announcement_by_community ON announcement (community);
CREATE INDEX announcement_by_person ON announcement (announced_by);
