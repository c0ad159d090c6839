# Letters sent by the site. None tells a person what does not concern them; the subject stays neutral.

letter-asked-for = You get this letter because somebody gave your address on { $site }. If that was not you, there is nothing to do: without this link, nothing changes.

letter-reset-subject = Choose a new password
letter-reset = Hello { $name }. You can choose a new password, or a passkey, for your account on { $site }.
letter-reset-once = The link serves once, within an hour. The sessions that are open with this account will end.
letter-reset-act = Choose a password

letter-sign-in-subject = Your link to sign in
letter-sign-in = Hello { $name }. This link opens your account on { $site }.
letter-sign-in-once = It serves once, within fifteen minutes. Pass it on to nobody.
letter-sign-in-act = Sign in

letter-account-asked-for = You get this letter because an account was asked for with your address on { $site }.
letter-known-subject = You have an account
letter-known = Hello { $name }. You already have an account on { $site } with this address.
letter-known-forgotten = If you forgot your password, the page to sign in lets you choose another.
letter-sign-up-subject = Go on making your account
letter-sign-up = Your address was given to make an account on { $site }.
letter-sign-up-once = The link serves once, within 24 hours.
letter-sign-up-act = Make my account
letter-waits-subject = Your request waits for an answer
letter-waits = An account is already asked for on { $site } with this address. Those who run the site will answer by letter.
letter-invited-subject = An invitation
letter-invited = You are invited to make an account on { $site }.
letter-invited-by = { $by } invites you to make an account on { $site }.
letter-invited-once = The link serves once, within 30 days.
letter-invited-why = You get this letter because a person who runs { $site } gave your address. If you make no account, it will be forgotten.
letter-accepted-subject = Your account is open
letter-accepted = Hello { $name }. Your account on { $site } is open: sign in as you chose when you asked for it.
letter-declined-subject = Your request for an account
letter-declined = Your request for an account on { $site } was not accepted. All that you wrote to make it is erased.

letter-changed-subject = What you sign in by has changed
letter-changed = Hello { $name }. A password, a passkey or a second factor of your account on { $site } has just changed.
letter-changed-else = If that was you, there is nothing to do. If not, choose another password now: the sessions that are open will end.
letter-changed-why = You get this letter because you have an account on { $site }.

letter-token-subject = A token was made
letter-token = Hello { $name }. A token has just been made in your account on { $site }: a program can use it to act in your name.
letter-token-else = If that was you, there is nothing to do. If not, revoke it now and choose another password.
letter-token-act = See my tokens

letter-claim-subject = An answer to your request
letter-claim-accepted = Hello { $name }. The signature that you said was yours on { $site } is yours: its notes bear your name. What you may edit has not changed.
letter-claim-act = See my page
letter-claim-refused = Hello { $name }. You said that the signature “{ $signature }” is yours on { $site }. Your request was not accepted, and nothing has changed.
letter-claim-reason = Reason: { $reason }
letter-claim-taken = Hello { $name }. The signature that you said was yours on { $site } is now that of somebody else. Your request is therefore not accepted.

letter-leaving-subject = Your account is closing
letter-leaving = Hello { $name }. You asked to close your account on { $site }. What is held about you will be erased on { $day } at the latest. You chose:
letter-leaving-credit-keep = My name stays where I sign.
letter-leaving-credit-replace = “Member (account closed)” replaces my name where I sign.
letter-leaving-acts-keep = My name stays on my versions, placements and messages.
letter-leaving-acts-replace = “Member (account closed)” replaces my name on my versions, placements and messages.
letter-leaving-texts-keep = The notes that nobody else signs or edits stay; the leads of their community or notebook keep them. My messages stay too.
letter-leaving-texts-remove = The notes that nobody else signs or edits go: into the bin at once, erased on the day that is said. My messages are erased on that day.
letter-leaving-stay = If you change your mind, or if it was not you, sign in before that day and choose to keep your account.
letter-leaving-act = Keep my account
letter-left-subject = Your account is closed
letter-left = Your account on { $site } is closed. Your mail address, what you signed in by, your profile, your communities, your roles, your affiliations and your name in the change log are erased. What still bears your name is what you chose to leave.
letter-left-backups = Backups of the site keep a copy until their end, which the Privacy page says. This letter is your receipt: after it, your address is not kept any more.
letter-left-why = You get this letter because you had an account on { $site } and closed it.

letter-joining-subject = A request is waiting for your answer
letter-joining = Hello { $name }. Someone asks to become a member of { $community }. Those who facilitate or lead the community can answer.
letter-joining-act = Read the request and answer
letter-joining-why = You get this letter because you welcome the members of a community on { $site }.
letter-membership-subject = An answer for you
letter-membership-accepted = Hello { $name }. You are now a member of { $community }.
letter-membership-refused = Hello { $name }. Your request to become a member of { $community } was not accepted.
letter-membership-removed = Hello { $name }. You are no longer a member of { $community }: a lead of the community decided so.
letter-membership-roles = Hello { $name }. Your roles in { $community } have changed.
letter-membership-words = “{ $words }”
letter-membership-act = See on the site
letter-community-invited = You are invited to become a member of { $community }, on { $site }.
letter-community-invited-by = { $by } invites you to become a member of { $community }, on { $site }.
letter-community-invited-known = You can accept or decline on the page of your communities, for 30 days.
letter-community-invited-act = Answer the invitation
letter-community-invited-new = First make an account with this address: the invitation will wait for you there for 30 days.
letter-community-invited-closed = To answer, you need an account on this site. Accounts are made by invitation of its administration: ask whoever invites you for one.
letter-community-invited-why = You get this letter because a member of a community gave your address on { $site }. If you do not answer, it will be forgotten.

letter-steward-subject = Your account
letter-steward-suspended = Hello { $name }. Those who run { $site } suspended your account: you can sign in no more. Your notes stay.
letter-steward-reopened = Hello { $name }. Your account on { $site } is open again: you can sign in.
letter-steward-sessions = Hello { $name }. Those who run { $site } ended your sessions: sign in again.
letter-steward-codes = Hello { $name }. Those who run { $site } switched off your second factor: no code is asked of you any more.
letter-steward-named = Hello { $name }. From now on you run { $site } too.
letter-steward-ended = Hello { $name }. You no longer run { $site }. Your account stays.
letter-steward-mail = Hello { $name }. A letter to this address had been refused. Those who run { $site } said that it is good: letters reach you again.
letter-steward-reason = The reason: { $reason }
letter-steward-ask = To talk about it, or if you do not see why, write to: { $responsible }
letter-steward-ask-anybody = To talk about it, or if you do not see why, write to those who run the site.
letter-trial-subject = A trial letter
letter-trial = Hello { $name }. This is a trial: if you read this letter, those of { $site } leave and reach you.
letter-trial-unnamed = Hello. This is a trial: if you read this letter, those of { $site } leave and reach you.
letter-trial-asked = It was asked for on { $when }, at the site { $address }.
letter-trial-nothing = There is nothing to do.
letter-trial-why = You receive this letter because somebody who runs { $site } asked for it for this address.

letter-content-read-subject = Private content was read
letter-content-read = Somebody who runs the site opened your note “{ $title }” for ten minutes, and could change nothing in it.
letter-content-read-unnamed = Somebody who runs the site opened a note that you answered for, for ten minutes, and could change nothing in it.
