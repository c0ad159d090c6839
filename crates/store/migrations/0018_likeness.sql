-- Derived, shared: which notes speak of the same things. The projection of that name fills these tables.

-- The strongest words of each note that more than its authors may read.
CREATE TABLE likeness_note (
    note {id} PRIMARY KEY NOT NULL,
    -- Who may read it: everyone, everyone signed in, or the members of each of these communities, as ids.
    audiences {text} NOT NULL,
    -- A line each, the strongest first: what is compared, then the word as the text has it.
    words {text} NOT NULL
) {strict};

-- The notes that have a word, by who may read them.
CREATE TABLE likeness_word (
    word {text} NOT NULL,
    audience {id} NOT NULL,
    note {id} NOT NULL,
    PRIMARY KEY (word, audience, note)
) {strict};

-- How many those are.
CREATE TABLE likeness_count (
    word {text} NOT NULL,
    audience {id} NOT NULL,
    notes {int} NOT NULL,
    PRIMARY KEY (word, audience)
) {strict};

-- The notes most like one, of each audience, and the rarest words that they share, as the text of the first has them.
CREATE TABLE likeness (
    note {id} NOT NULL,
    audience {id} NOT NULL,
    other {id} NOT NULL,
    score {int} NOT NULL,
    words {text} NOT NULL,
    PRIMARY KEY (note, audience, other)
) {strict};
CREATE INDEX likeness_by_other ON likeness (other, note);

-- The notes to compare with others again; of one whose own words changed, others may come to be like it.
CREATE TABLE likeness_due (
    note {id} PRIMARY KEY NOT NULL,
    changed {bool} NOT NULL
) {strict};

-- The words that became rarer or less rare: all notes that have them are due, those up to here are said to be.
CREATE TABLE likeness_due_word (
    word {text} PRIMARY KEY NOT NULL,
    audience {id} NOT NULL,
    note {id} NOT NULL
) {strict};

-- How far all notes are read, once.
CREATE TABLE likeness_round (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    under_way {bool} NOT NULL,
    after {id} NOT NULL
) {strict};
