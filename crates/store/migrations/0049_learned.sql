-- On which day it was learned that an incident happened (`2024-05-03`), where that is written.
ALTER TABLE incident ADD COLUMN learned {text};
