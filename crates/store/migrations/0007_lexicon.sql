-- The lexicon. Each definition is a note of kind term; those of one word make an entry.

CREATE TABLE term (
    note {id} PRIMARY KEY NOT NULL REFERENCES note (id),
    entry {text} NOT NULL,
    -- That of its text, without region.
    language {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('proposed', 'discussed', 'adopted', 'contested')),
    common {bool} NOT NULL,
    definition {text} NOT NULL,
    owner {id} REFERENCES community (id),
    -- Whom its authors write for, in their words, where no community owns it.
    written_for {text} NOT NULL
) {strict};
CREATE INDEX term_by_entry ON term (entry);
CREATE INDEX term_by_owner ON term (owner);

-- What a term is called: one preferred label a language, then variants; a quiet one is found and never underlined by itself.
CREATE TABLE term_label (
    term {id} NOT NULL REFERENCES term (note),
    place {int} NOT NULL,
    language {text} NOT NULL,
    role {text} NOT NULL CHECK (role IN ('preferred', 'variant', 'quiet')),
    label {text} NOT NULL,
    label_key {text} NOT NULL,
    initial {text} NOT NULL,
    sort_key {bytes} NOT NULL,
    PRIMARY KEY (term, place)
) {strict};
CREATE INDEX term_label_by_key ON term_label (label_key);
CREATE INDEX term_label_sorted ON term_label (language, role, sort_key);

-- What it means in a language that its text is not in.
CREATE TABLE term_translation (
    term {id} NOT NULL REFERENCES term (note),
    language {text} NOT NULL,
    definition {text} NOT NULL,
    PRIMARY KEY (term, language)
) {strict};

-- The words that it is taken for, each with what tells them apart.
CREATE TABLE term_confusion (
    term {id} NOT NULL REFERENCES term (note),
    place {int} NOT NULL,
    word {text} NOT NULL,
    difference {text} NOT NULL,
    other {id} REFERENCES term (note),
    PRIMARY KEY (term, place)
) {strict};
CREATE INDEX term_confusion_by_other ON term_confusion (other);

CREATE TABLE term_relation (
    term {id} NOT NULL REFERENCES term (note),
    relation {text} NOT NULL CHECK (relation IN ('broader', 'narrower', 'related')),
    other {id} NOT NULL REFERENCES term (note),
    PRIMARY KEY (term, relation, other)
) {strict};
CREATE INDEX term_relation_by_other ON term_relation (other);
