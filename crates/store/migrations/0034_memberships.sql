-- How a member is called in a community and how much they take part, as they say; what each role lasts, and who stands in.
ALTER TABLE membership ADD COLUMN name {text} NOT NULL DEFAULT ''; -- personal: what a member is called there, until the membership ends
ALTER TABLE membership ADD COLUMN involvement {text} CHECK (involvement IN ('core', 'active', 'occasional', 'listening')); -- personal: how much they take part, as they say, as long
-- Days (`2027-01-15`).
ALTER TABLE role ADD COLUMN starts {text};
ALTER TABLE role ADD COLUMN ends {text};
ALTER TABLE role ADD COLUMN backup {id} REFERENCES person (id); -- personal: who stands in, until the mandate ends
-- Whether who holds it agrees that others than members know.
ALTER TABLE role ADD COLUMN shown {bool} NOT NULL DEFAULT FALSE;
CREATE INDEX role_by_backup ON role (backup);

-- What a membership shows of an affiliation: to the organisation, and to the other members. What has no row shows nothing.
CREATE TABLE posture (
    community {id} NOT NULL,
    person {id} NOT NULL, -- personal: whose, until it is discreet again
    affiliation {id} NOT NULL REFERENCES affiliation (id), -- personal: which one, as long
    posture {text} NOT NULL CHECK (posture IN ('discreet', 'declared')), -- personal: what the organisation may know, as long
    shown {bool} NOT NULL, -- personal: whether the members may know, as long
    since {time} NOT NULL,
    PRIMARY KEY (community, person, affiliation),
    FOREIGN KEY (community, person) REFERENCES membership (community, person)
) {strict};
CREATE INDEX posture_by_person ON posture (person);
CREATE INDEX posture_by_affiliation ON posture (affiliation);

CREATE TABLE join_request (
    id {id} PRIMARY KEY NOT NULL,
    community {id} NOT NULL REFERENCES community (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: who asks, until it is answered
    name {text} NOT NULL, -- personal: what they would be called there, as long
    reason {text} NOT NULL, -- personal: why, for who answers, as long
    asked {time} NOT NULL,
    UNIQUE (community, person)
) {strict};
CREATE INDEX join_request_by_person ON join_request (person);

-- Who is invited by letter, or proposed by a member to who may invite. Whoever has the address confirmed may accept.
CREATE TABLE membership_invitation (
    id {id} PRIMARY KEY NOT NULL,
    community {id} NOT NULL REFERENCES community (id),
    mail {text} NOT NULL, -- personal: who is invited, until they answer or it ends
    mail_key {text} NOT NULL, -- personal: the same, to find it
    invited_by {id} REFERENCES person (id), -- personal: who invites, as long
    words {text} NOT NULL, -- personal: what they say to who is invited, as long
    proposed {bool} NOT NULL,
    created {time} NOT NULL,
    expires {time} NOT NULL,
    UNIQUE (community, mail_key)
) {strict};
CREATE INDEX membership_invitation_by_mail ON membership_invitation (mail_key);
CREATE INDEX membership_invitation_by_inviter ON membership_invitation (invited_by);

-- What a person is told of their membership by who decided, until they have read it.
CREATE TABLE membership_told (
    id {id} PRIMARY KEY NOT NULL,
    community {id} NOT NULL REFERENCES community (id),
    person {id} NOT NULL REFERENCES person (id), -- personal: who is told, until they have read it, ninety days at most
    told {text} NOT NULL CHECK (told IN ('accepted', 'refused', 'removed', 'roles')), -- personal: what, as long
    words {text} NOT NULL, -- personal: why, as long
    at {time} NOT NULL
) {strict};
CREATE INDEX membership_told_by_person ON membership_told (person);
