-- How an organisation is reached: a row is there because somebody said that the organisation publishes this itself.
CREATE TABLE organisation_contact (
    organisation {id} PRIMARY KEY NOT NULL REFERENCES organisation (note),
    address {text} NOT NULL,
    telephone {text} NOT NULL,
    mail {text} NOT NULL
) {strict};
