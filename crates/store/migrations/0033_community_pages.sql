-- Who may create a community, where those who run the site said it.
CREATE TABLE community_creation (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    creators {text} NOT NULL CHECK (creators IN ('stewards', 'signed_in'))
) {strict};
-- Days (`2027-01-15`), where they are said: since when the charter holds, and until when it is to be looked at again.
ALTER TABLE community ADD COLUMN charter_adopted {text};
ALTER TABLE community ADD COLUMN charter_review {text};
-- Rises each time its page is saved: what was typed is saved over the edition that it was typed from.
ALTER TABLE community ADD COLUMN edition {int} NOT NULL DEFAULT 0;
