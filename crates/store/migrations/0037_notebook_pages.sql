-- What those who place notes in a notebook are asked to follow, in Markdown.
ALTER TABLE notebook ADD COLUMN guide {text} NOT NULL DEFAULT '';
-- Rises each time its page is saved: what was typed is saved over the edition that it was typed from.
ALTER TABLE notebook ADD COLUMN edition {int} NOT NULL DEFAULT 0;
-- Its place in its list, where the leads ordered it; those of one place follow each other by name.
ALTER TABLE category ADD COLUMN place {int} NOT NULL DEFAULT 0;
