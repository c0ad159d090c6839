-- What the site is, in the words of those who run it: a sentence or two for its home page, in each language.
CREATE TABLE site_lead (
    language {text} PRIMARY KEY NOT NULL,
    words {text} NOT NULL
) {strict};
