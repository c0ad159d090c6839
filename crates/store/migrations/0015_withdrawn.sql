-- The words of a version may be withdrawn: its line stays, with when, by whom and for what kind of reason.
ALTER TABLE revision ADD COLUMN withdrawn {time};
ALTER TABLE revision ADD COLUMN withdrawn_by {id} REFERENCES person (id); -- personal: history, until the person leaves
ALTER TABLE revision ADD COLUMN withdrawn_why {text} CHECK (withdrawn_why IN ('person', 'secret', 'other'));
