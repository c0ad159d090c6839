-- The first tables: notes, notebooks, people, communities, links, files, changes, work to do.

CREATE TABLE person (
    id {id} PRIMARY KEY NOT NULL,
    name {text} NOT NULL, -- personal: credit and profile, until the person leaves
    name_key {text} NOT NULL, -- personal: credit and profile, until the person leaves
    sort_key {bytes} NOT NULL, -- personal: credit and profile, until the person leaves
    account {bool} NOT NULL,
    steward {bool} NOT NULL,
    created {time} NOT NULL
) {strict};
CREATE INDEX person_by_name ON person (name_key);

CREATE TABLE session (
    token {bytes} PRIMARY KEY NOT NULL,
    person {id} NOT NULL REFERENCES person (id), -- personal: who is signed in, until the session ends
    created {time} NOT NULL,
    expires {time} NOT NULL
) {strict};
CREATE INDEX session_by_person ON session (person);

CREATE TABLE community (
    id {id} PRIMARY KEY NOT NULL,
    alias {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    sort_key {bytes} NOT NULL,
    about {text} NOT NULL,
    access {text} NOT NULL CHECK (access IN ('open', 'on_request', 'invited')),
    listed {bool} NOT NULL,
    created {time} NOT NULL
) {strict};
CREATE INDEX community_sorted ON community (sort_key, id);

CREATE TABLE membership (
    community {id} NOT NULL REFERENCES community (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: rights, until the person leaves the community
    joined {time} NOT NULL,
    PRIMARY KEY (community, person)
) {strict};
CREATE INDEX membership_by_person ON membership (person);

CREATE TABLE role (
    community {id} NOT NULL,
    person {id} NOT NULL, -- personal: rights, until the mandate ends
    role {text} NOT NULL CHECK (role IN ('curator', 'facilitator', 'lead')),
    since {time} NOT NULL,
    PRIMARY KEY (community, person, role),
    FOREIGN KEY (community, person) REFERENCES membership (community, person)
) {strict};
CREATE INDEX role_by_person ON role (person);

CREATE TABLE notebook (
    id {id} PRIMARY KEY NOT NULL,
    title {text} NOT NULL,
    title_key {text} NOT NULL,
    sort_key {bytes} NOT NULL,
    description {text} NOT NULL,
    language {text} NOT NULL,
    visibility {text} NOT NULL CHECK (visibility IN ('public', 'signed_in', 'community', 'authors')),
    licence {text},
    open_to_signed_in {bool} NOT NULL,
    created {time} NOT NULL,
    changed {time} NOT NULL
) {strict};
CREATE INDEX notebook_sorted ON notebook (sort_key, id);
CREATE INDEX notebook_by_title ON notebook (title_key);

CREATE TABLE notebook_member (
    notebook {id} NOT NULL REFERENCES notebook (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: rights, until the role ends
    role {text} NOT NULL CHECK (role IN ('lead', 'contributor')),
    PRIMARY KEY (notebook, person, role)
) {strict};
CREATE INDEX notebook_member_by_person ON notebook_member (person);

CREATE TABLE notebook_community (
    notebook {id} NOT NULL REFERENCES notebook (id),
    community {id} NOT NULL REFERENCES community (id),
    open {bool} NOT NULL,
    PRIMARY KEY (notebook, community)
) {strict};
CREATE INDEX notebook_community_by_community ON notebook_community (community);

CREATE TABLE note (
    id {id} PRIMARY KEY NOT NULL,
    title {text} NOT NULL,
    title_key {text} NOT NULL,
    sort_key {bytes} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('article', 'term', 'organisation')),
    language {text} NOT NULL,
    visibility {text} NOT NULL CHECK (visibility IN ('public', 'signed_in', 'community', 'authors')),
    licence {text},
    excerpt {text} NOT NULL,
    home {id} REFERENCES notebook (id),
    came_in {id} REFERENCES notebook (id),
    delegated {id} REFERENCES community (id),
    revision {int} NOT NULL,
    created {time} NOT NULL,
    published {time},
    changed {time} NOT NULL,
    deleted {time}
) {strict};
CREATE INDEX note_by_title ON note (title_key);
CREATE INDEX note_sorted ON note (sort_key, id);
CREATE INDEX note_changed ON note (changed, id);

CREATE TABLE revision (
    note {id} NOT NULL REFERENCES note (id),
    number {int} NOT NULL,
    title {text} NOT NULL,
    language {text} NOT NULL,
    body {text} NOT NULL,
    author {id} REFERENCES person (id), -- personal: credit, until the person leaves
    saved {time} NOT NULL,
    reason {text} NOT NULL,
    PRIMARY KEY (note, number)
) {strict};

CREATE TABLE alias (
    note {id} NOT NULL REFERENCES note (id),
    title_key {text} NOT NULL,
    title {text} NOT NULL,
    PRIMARY KEY (note, title_key)
) {strict};
CREATE INDEX alias_by_title ON alias (title_key);

CREATE TABLE byline (
    note {id} NOT NULL REFERENCES note (id),
    place {int} NOT NULL,
    person {id} NOT NULL REFERENCES person (id), -- personal: credit, by the person's wish
    role {text} NOT NULL,
    PRIMARY KEY (note, place)
) {strict};
CREATE INDEX byline_by_person ON byline (person);

CREATE TABLE author (
    note {id} NOT NULL REFERENCES note (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: rights, until the person leaves the note
    PRIMARY KEY (note, person)
) {strict};
CREATE INDEX author_by_person ON author (person);

CREATE TABLE reader (
    note {id} NOT NULL REFERENCES note (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: rights, until an author withdraws them
    PRIMARY KEY (note, person)
) {strict};
CREATE INDEX reader_by_person ON reader (person);

CREATE TABLE community_link (
    note {id} NOT NULL REFERENCES note (id),
    community {id} NOT NULL REFERENCES community (id),
    linked {time} NOT NULL,
    PRIMARY KEY (note, community)
) {strict};
CREATE INDEX community_link_by_community ON community_link (community);

CREATE TABLE part (
    id {id} PRIMARY KEY NOT NULL,
    notebook {id} NOT NULL REFERENCES notebook (id),
    title {text} NOT NULL,
    position {int} NOT NULL,
    depth {int} NOT NULL
) {strict};
CREATE INDEX part_in_order ON part (notebook, position);

CREATE TABLE placement (
    notebook {id} NOT NULL REFERENCES notebook (id),
    note {id} NOT NULL REFERENCES note (id),
    position {int} NOT NULL,
    depth {int} NOT NULL,
    pinned {bool} NOT NULL,
    placed_by {id} REFERENCES person (id), -- personal: credit, until the person leaves
    placed {time} NOT NULL,
    reason {text} NOT NULL,
    PRIMARY KEY (notebook, note)
) {strict};
CREATE INDEX placement_in_order ON placement (notebook, position, note);
CREATE INDEX placement_newest ON placement (notebook, placed, note);
CREATE INDEX placement_by_note ON placement (note);

CREATE TABLE category (
    id {id} PRIMARY KEY NOT NULL,
    notebook {id} NOT NULL REFERENCES notebook (id),
    list {int} NOT NULL,
    name {text} NOT NULL,
    name_key {text} NOT NULL,
    sort_key {bytes} NOT NULL,
    UNIQUE (notebook, list, name_key)
) {strict};

CREATE TABLE placement_category (
    notebook {id} NOT NULL,
    note {id} NOT NULL,
    category {id} NOT NULL REFERENCES category (id),
    PRIMARY KEY (notebook, note, category),
    FOREIGN KEY (notebook, note) REFERENCES placement (notebook, note)
) {strict};
CREATE INDEX placement_category_by_category ON placement_category (category);

CREATE TABLE entry_point (
    notebook {id} NOT NULL REFERENCES notebook (id),
    place {int} NOT NULL CHECK (place BETWEEN 1 AND 5),
    note {id} NOT NULL REFERENCES note (id),
    PRIMARY KEY (notebook, place)
) {strict};
CREATE INDEX entry_point_by_note ON entry_point (note);

CREATE TABLE attachment (
    id {id} PRIMARY KEY NOT NULL,
    hash {bytes} NOT NULL,
    name {text} NOT NULL,
    media {text} NOT NULL,
    size {int} NOT NULL,
    width {int},
    height {int},
    created {time} NOT NULL
) {strict};
CREATE INDEX attachment_by_hash ON attachment (hash);

-- Who may read a note may read the files that it shows.
CREATE TABLE note_file (
    note {id} NOT NULL REFERENCES note (id),
    attachment {id} NOT NULL REFERENCES attachment (id),
    PRIMARY KEY (note, attachment)
) {strict};
CREATE INDEX note_file_by_attachment ON note_file (attachment);

CREATE TABLE link (
    note {id} NOT NULL REFERENCES note (id),
    place {int} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('link', 'include')),
    title {text} NOT NULL,
    title_key {text} NOT NULL,
    target {id},
    sentence {text} NOT NULL,
    words_from {int} NOT NULL,
    words_to {int} NOT NULL,
    PRIMARY KEY (note, place)
) {strict};
CREATE INDEX link_by_target ON link (target);
CREATE INDEX link_by_title ON link (title_key, note);

-- Derived, shared: made from link by the projection of that name.
CREATE TABLE cited_by (
    target {id} NOT NULL,
    source {id} NOT NULL,
    place {int} NOT NULL,
    changed {time} NOT NULL,
    PRIMARY KEY (target, source)
) {strict};
CREATE INDEX cited_by_source ON cited_by (source);
CREATE INDEX cited_by_newest ON cited_by (target, changed, source);

CREATE TABLE change (
    seq {seq},
    xid {int} NOT NULL,
    at {time} NOT NULL,
    who {id}, -- personal: history, erased with the account
    kind {text} NOT NULL,
    thing_kind {text} NOT NULL,
    thing {id},
    tags {text} NOT NULL
) {strict};
CREATE INDEX change_in_order ON change (xid, seq);

CREATE TABLE job (
    id {id} PRIMARY KEY NOT NULL,
    kind {text} NOT NULL,
    payload {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('ready', 'running', 'done', 'dead')),
    run_after {time} NOT NULL,
    claimed_until {time} NOT NULL,
    attempts {int} NOT NULL,
    error {text} NOT NULL,
    created {time} NOT NULL
) {strict};
CREATE INDEX job_ready ON job (state, run_after);

CREATE TABLE projection (
    name {text} PRIMARY KEY NOT NULL,
    version {int} NOT NULL,
    after_xid {int} NOT NULL,
    after_seq {int} NOT NULL,
    at {time} NOT NULL,
    leased_by {bytes} NOT NULL,
    leased_until {time} NOT NULL
) {strict};

CREATE TABLE import (
    id {id} PRIMARY KEY NOT NULL,
    notebook {id} NOT NULL REFERENCES notebook (id),
    ended {time} NOT NULL,
    report {text} NOT NULL
) {strict};
CREATE INDEX import_ended ON import (ended);

CREATE TABLE imported (
    notebook {id} NOT NULL REFERENCES notebook (id),
    path {text} NOT NULL,
    hash {bytes} NOT NULL,
    note {id} REFERENCES note (id),
    attachment {id} REFERENCES attachment (id),
    revision {int} NOT NULL,
    PRIMARY KEY (notebook, path)
) {strict};
CREATE INDEX imported_by_note ON imported (note);
