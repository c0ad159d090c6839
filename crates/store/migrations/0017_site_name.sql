-- What the site calls itself, where its settings do not say.
CREATE TABLE site_name (
    one {int} PRIMARY KEY NOT NULL CHECK (one = 1),
    name {text} NOT NULL
) {strict};
