-- Who asks to edit a note, and what was answered: by whom is not kept.
CREATE TABLE edit_request (
    note {id} NOT NULL REFERENCES note (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: who asks, until they withdraw it or leave, ninety days after the answer at most
    reason {text} NOT NULL, -- personal: why, for who decides, as long
    asked {time} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('asked', 'accepted', 'refused')),
    words {text} NOT NULL, -- personal: what was answered, as long
    decided {time},
    PRIMARY KEY (note, person)
) {strict};
CREATE INDEX edit_request_by_person ON edit_request (person);
CREATE INDEX edit_request_by_decided ON edit_request (decided);

-- What somebody and those who answer for a note write to each other. Nobody here sees an address of mail.
CREATE TABLE exchange (
    id {id} PRIMARY KEY NOT NULL,
    note {id} NOT NULL REFERENCES note (id),
    writer {id} REFERENCES person (id), -- personal: who wrote, where they have an account, until ninety days after the last word or they leave
    name {text} NOT NULL, -- personal: what they are called there, as long
    mail {text}, -- personal: where answers go, where they have no account, as long; a day where they do not confirm it
    mail_key {text}, -- personal: the same, to find it
    known_by {bytes} NOT NULL, -- personal: a keyed hash of their address, to know who is not heard any more, as long
    language {text} NOT NULL, -- personal: in which language letters to them are written, as long
    begun {time} NOT NULL,
    confirmed {time},
    last {time} NOT NULL
) {strict};
CREATE INDEX exchange_by_note ON exchange (note);
CREATE INDEX exchange_by_writer ON exchange (writer);
CREATE INDEX exchange_by_mail ON exchange (mail_key);
CREATE INDEX exchange_by_last ON exchange (last);

CREATE TABLE exchange_message (
    id {id} PRIMARY KEY NOT NULL,
    exchange {id} NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
    person {id} REFERENCES person (id), -- personal: who wrote it, where they have an account, as long as the exchange or until they leave
    by_writer {bool} NOT NULL,
    words {text} NOT NULL, -- personal: what they wrote, as long
    written {time} NOT NULL
) {strict};
CREATE INDEX exchange_message_by_exchange ON exchange_message (exchange, written);
CREATE INDEX exchange_message_by_person ON exchange_message (person);

-- The address that a letter brought: of the writer where it names nobody.
CREATE TABLE exchange_link (
    token {bytes} PRIMARY KEY NOT NULL,
    exchange {id} NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
    person {id} REFERENCES person (id), -- personal: whose it is, as long as the exchange or until they leave
    created {time} NOT NULL
) {strict};
CREATE INDEX exchange_link_by_exchange ON exchange_link (exchange);
CREATE INDEX exchange_link_by_person ON exchange_link (person);

-- Whose messages somebody receives no more.
CREATE TABLE unheard (
    person {id} NOT NULL REFERENCES person (id), -- personal: who does not receive them, until they say otherwise or leave
    known_by {bytes} NOT NULL, -- personal: from whom, by a keyed hash, as long
    since {time} NOT NULL,
    PRIMARY KEY (person, known_by)
) {strict};
CREATE INDEX unheard_by_writer ON unheard (known_by);
