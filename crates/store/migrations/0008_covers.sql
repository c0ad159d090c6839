-- The colour of the cover that is made where none was given: `#rrggbb`, empty for one that the program chooses.
ALTER TABLE notebook ADD COLUMN color {text} NOT NULL DEFAULT '';
