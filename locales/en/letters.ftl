# Letters sent by the site. None tells a person what does not concern them; the subject stays neutral.

letter-asked-for = You are receiving this email because someone gave your address on { $site }. If it was not you, there is nothing to do: without this link, nothing changes.

letter-reset-subject = Choose a new password
letter-reset = Hello { $name }. You can choose a new password, or a passkey, for your account on { $site }.
letter-reset-once = The link works once, within one hour. All open sessions of this account will end.
letter-reset-act = Choose a password

letter-sign-in-subject = Your sign-in link
letter-sign-in = Hello { $name }. This link opens your account on { $site }.
letter-sign-in-once = It works once, within fifteen minutes. Do not pass it on to anyone.
letter-sign-in-act = Sign in

letter-account-asked-for = You are receiving this email because someone asked for an account with your address on { $site }.
letter-known-subject = You already have an account
letter-known = Hello { $name }. You already have an account on { $site } with this address.
letter-known-forgotten = If you forgot your password, the sign-in page lets you choose another one.
letter-sign-up-subject = Finish creating your account
letter-sign-up = Your address was given to create an account on { $site }.
letter-sign-up-once = The link works once, within 24 hours.
letter-sign-up-act = Create my account
letter-waits-subject = Your request is waiting for an answer
letter-waits = An account has already been requested on { $site } with this address. The administrators of the site will answer you by email.
letter-invited-subject = An invitation
letter-invited = You are invited to create an account on { $site }.
letter-invited-by = { $by } invites you to create an account on { $site }.
letter-invited-once = The link works once, within 30 days.
letter-invited-why = You are receiving this email because an administrator of { $site } gave your address. If you do not create an account, it will be erased.
letter-accepted-subject = Your account is open
letter-accepted = Hello { $name }. Your account on { $site } is open: sign in the way you chose when you asked for it.
letter-declined-subject = Your request for an account
letter-declined = Your request for an account on { $site } was not accepted. Everything you wrote to make it has been erased.
letter-account-subject = A request is waiting for an answer
letter-account = Someone is asking for an account on { $site }. You are an administrator of the site: you can answer. What the request says can be read on the site only.
letter-account-act = Read the request and answer

letter-changed-subject = The way you sign in has changed
letter-changed = Hello { $name }. A password, a passkey or a second factor of your account on { $site } has just changed.
letter-changed-else = If it was you, there is nothing to do. If not, choose another password right away: all open sessions will end.
letter-changed-why = You are receiving this email because you have an account on { $site }.

letter-token-subject = A token was created
letter-token = Hello { $name }. A token has just been created in your account on { $site }: a program can use it to act in your name.
letter-token-else = If it was you, there is nothing to do. If not, revoke it right away and choose another password.
letter-token-act = See my tokens

letter-claim-subject = An answer to your request
letter-claim-accepted = Hello { $name }. The signature that you said was yours on { $site } is now yours: its notes carry your name. What you may edit has not changed.
letter-claim-act = See my page
letter-claim-refused = Hello { $name }. You said that the signature “{ $signature }” on { $site } is yours. Your request was not accepted, and nothing has changed.
letter-claim-reason = Reason: { $reason }
letter-claim-taken = Hello { $name }. The signature that you said was yours on { $site } now belongs to someone else. Your request is therefore not accepted.

letter-leaving-subject = Your account is closing
letter-leaving = Hello { $name }. You asked to close your account on { $site }. What is kept about you will be erased by { $day }. You chose:
letter-leaving-credit-keep = My name stays where I sign.
letter-leaving-credit-replace = “Member (account closed)” replaces my name where I sign.
letter-leaving-acts-keep = My name stays on my versions, placements and messages.
letter-leaving-acts-replace = “Member (account closed)” replaces my name on my versions, placements and messages.
letter-leaving-texts-keep = The notes that nobody else signs or edits stay; the leads of their community or notebook keep them. My messages stay too.
letter-leaving-texts-remove = The notes that nobody else signs or edits are removed: they go to the bin right away, and are erased on that day. My messages are erased on that day.
letter-leaving-stay = If you change your mind, or if it was not you, sign in before that day and choose to keep your account.
letter-leaving-act = Keep my account
letter-left-subject = Your account is closed
letter-left = Your account on { $site } is closed. Your email address, your means of signing in, your profile, your communities, your roles, your affiliations and your name in the change log have been erased. What still carries your name is what you chose to leave.
letter-left-backups = Backups of the site keep a copy until they expire, when the Privacy page says. This email is your receipt: after it, your address is no longer kept.
letter-left-why = You are receiving this email because you had an account on { $site } and closed it.

letter-joining-subject = A request is waiting for your answer
letter-joining = Hello { $name }. Someone is asking to join { $community }. The people who facilitate or lead the community can answer.
letter-joining-act = Read the request and answer
letter-joining-why = You are receiving this email because you welcome the members of a community on { $site }.
letter-membership-subject = An answer for you
letter-membership-accepted = Hello { $name }. You are now a member of { $community }.
letter-membership-refused = Hello { $name }. Your request to join { $community } was not accepted.
letter-membership-removed = Hello { $name }. You are no longer a member of { $community }: a lead of the community decided this.
letter-membership-roles = Hello { $name }. Your roles in { $community } have changed.
letter-membership-words = “{ $words }”
letter-membership-act = See it on the site
letter-community-invited = You are invited to join { $community }, on { $site }.
letter-community-invited-by = { $by } invites you to join { $community }, on { $site }.
letter-community-invited-known = You can accept or decline on your communities page, for 30 days.
letter-community-invited-act = Answer the invitation
letter-community-invited-new = First create an account with this address: the invitation will wait for you there for 30 days.
letter-community-invited-closed = To answer, you need an account on this site. Accounts are created by invitation from its administrators: ask whoever invited you for one.
letter-community-invited-why = You are receiving this email because a member of a community gave your address on { $site }. If you do not answer, it will be erased.

letter-steward-subject = Your account
letter-steward-suspended = Hello { $name }. The administrators of { $site } have suspended your account: you can no longer sign in. Your notes stay.
letter-steward-reopened = Hello { $name }. Your account on { $site } is open again: you can sign in.
letter-steward-sessions = Hello { $name }. The administrators of { $site } have ended your sessions: sign in again.
letter-steward-codes = Hello { $name }. The administrators of { $site } have turned off your second factor: you will no longer be asked for a code.
letter-steward-named = Hello { $name }. You are now an administrator of { $site }.
letter-steward-ended = Hello { $name }. You are no longer an administrator of { $site }. Your account stays.
letter-steward-mail = Hello { $name }. An email to this address had been refused. The administrators of { $site } have confirmed the address: you will receive emails again.
letter-steward-reason = The reason: { $reason }
letter-steward-ask = To talk about it, or if you do not understand why, write to: { $responsible }
letter-steward-ask-anybody = To talk about it, or if you do not understand why, write to the administrators of the site.
letter-trial-subject = Test email
letter-trial = Hello { $name }. This is a test: if you are reading this email, those that { $site } sends leave it and reach you.
letter-trial-unnamed = Hello. This is a test: if you are reading this email, those that { $site } sends leave it and reach you.
letter-trial-asked = It was requested on { $when }, at the site { $address }.
letter-trial-nothing = There is nothing to do.
letter-trial-why = You are receiving this email because an administrator of { $site } requested it for this address.

letter-content-read-subject = Private content was read
letter-content-read = An administrator of the site opened your note “{ $title }” for ten minutes, without being able to change anything in it.
letter-content-read-unnamed = An administrator of the site opened a note that you were responsible for, for ten minutes, without being able to change anything in it.
