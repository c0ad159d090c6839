# All that is held about a person, for that person alone.

me-data = My data
me-data-lead = Everything that { $site } keeps about you, why, for how long, and who sees it.
me-data-take = Take everything with you
me-data-take-lead = One ZIP file, made on the spot and kept nowhere here: your notes and the versions you wrote (Markdown), their files, and each line below (JSON). Keep it somewhere safe: it contains things that others do not see.
me-data-take-button = Download my data
me-data-held = What is kept
me-data-secret = What proves that it is you (password, secret of the second factor) is kept, and given to nobody: the file only says that it exists.
me-data-logs = The server’s logs contain no name, email address or text. Backups keep a copy for as long as the Privacy page of { $site } says.

me-held-readme-name = README.txt
me-held-readme =
    What { $site } keeps about you, on { $when }.

    notes/: the notes that you sign, may edit or wrote a version of, among those you may read today.
    versions/: the earlier versions that you wrote of these notes.
    files/: the files that these notes show.
    held/: everything else, one list per file (JSON). Times are in universal time. A secret is replaced by "held": true.
me-held-why = Why: { $why }
me-held-until = For how long: { $until }
me-held-who = Who sees it: { $who }

me-held-name = Name
me-held-name-why = to name you where you write
me-held-name-until = until you leave, and after that if you choose so
me-held-name-who = members of your communities, and everyone if you signed something public
me-held-account = Account
me-held-account-why = to sign you in and to write to you
me-held-account-until = until you leave
me-held-account-who = administrators, except the password, which nobody sees
me-held-profile = Profile
me-held-profile-why = to say what you want about yourself
me-held-profile-until = until you remove it, or leave
me-held-profile-who = for each item, the people you chose
me-held-affiliations = Affiliations
me-held-affiliations-why = to know which organizations you are attached to
me-held-affiliations-until = until you remove them, or leave
me-held-affiliations-who = nobody else, except members of the communities where you show them
me-held-claims = Signatures recognized
me-held-claims-why = to credit you for what you signed without an account, and for what is imported under that name or with that address
me-held-claims-until = a request, until it is accepted or withdrawn; the rest, until you leave
me-held-claims-who = administrators, for pending requests; the rest, nobody else
me-held-acceptances = Accepted texts
me-held-acceptances-why = to keep a record of your consent
me-held-acceptances-until = until you leave
me-held-acceptances-who = nobody else
me-held-sessions = Sessions
me-held-sessions-why = to stay signed in
me-held-sessions-until = 30 days, 7 without use, or until sign-out
me-held-sessions-who = nobody else
me-held-tokens = Tokens
me-held-tokens-why = to let your programs act in your name; the day they were last used, so that you can see which ones are no longer needed
me-held-tokens-until = until they end (a year at most) or are revoked, you choose a new password, or you leave
me-held-tokens-who = nobody else
me-held-passkeys = Passkeys
me-held-passkeys-why = to sign you in
me-held-passkeys-until = until you remove them, or leave
me-held-passkeys-who = nobody else
me-held-second-factor = Second factor
me-held-second-factor-why = to sign you in
me-held-second-factor-until = until you turn it off, or leave
me-held-second-factor-who = nobody
me-held-identities = Linked accounts
me-held-identities-why = to sign you in through another site
me-held-identities-until = until you unlink them, or leave
me-held-identities-who = nobody else; the other site knows when you sign in
me-held-proofs = Links that work once
me-held-proofs-why = to choose a password, sign in by email, create an account
me-held-proofs-until = until they are used, or expire a few hours later
me-held-proofs-who = nobody
me-held-letters = Emails on their way
me-held-letters-why = to send them to you
me-held-letters-until = until a server takes them
me-held-letters-who = administrators, for those that were refused
me-held-tries = Attempts
me-held-tries-why = to slow down anyone trying to guess your password, or a program that asks for too much
me-held-tries-until = half an hour at most
me-held-tries-who = nobody
me-held-invitations = Invitations and requests
me-held-invitations-why = to invite, and to answer requests for an account
me-held-invitations-until = until there is an account, or they expire
me-held-invitations-who = administrators, and the person who invited
me-held-memberships = Communities and roles
me-held-memberships-why = your rights, and what you chose there
me-held-memberships-until = until you leave them; what you are told there, until you have read it, 90 days at most
me-held-memberships-who = the members of each community; an affiliation, the people you chose
me-held-joining = Requests and invitations to communities
me-held-joining-why = to answer them
me-held-joining-until = until the answer, or the end of the invitation
me-held-joining-who = the people who facilitate or lead the community
me-held-notebooks = Roles in notebooks
me-held-notebooks-why = your rights
me-held-notebooks-until = while they last
me-held-notebooks-who = the people who share these roles
me-held-notes = Notes that you may edit, or that are open to you
me-held-notes-why = your rights
me-held-notes-until = while they last; what the administrators decided, thirty days
me-held-notes-who = the people who may edit these notes; administrators, for a removal that you refuse
me-held-asking = Your requests to edit a note
me-held-asking-why = to answer them
me-held-asking-until = until you withdraw them; 90 days after the answer
me-held-asking-who = the people who may edit the note, or who keep it up to date
me-held-exchanges = Messages about notes
me-held-exchanges-why = to carry them without showing an address
me-held-exchanges-until = 90 days after the last message; 24 hours, an address that is not confirmed; the people you no longer receive messages from, until you say otherwise
me-held-exchanges-who = whoever wrote, and the people responsible for the note; the people you no longer receive messages from, nobody
me-held-reports = Problems that you report, and what you do about those reported by others
me-held-reports-why = to answer them, and to keep track of what is done
me-held-reports-until = 180 days once settled, 365 days if you are the person concerned; 24 hours, an address that is not confirmed
me-held-reports-who = administrators, and the leads of communities where the note is linked
me-held-credit = What you signed, wrote and placed
me-held-credit-why = to credit you
me-held-credit-until = as you choose when you leave
me-held-credit-who = anyone who may read each note
me-held-front-matter = What the files of your notes said
me-held-front-matter-why = to give the files back as they came
me-held-front-matter-until = as long as the note
me-held-front-matter-who = nobody else
me-held-site = Pages of the site
me-held-site-why = to know who wrote them; to publish who is in charge of personal information
me-held-site-until = until someone else writes them
me-held-site-who = nobody else; the name of the person in charge is public
me-held-history = Change log
me-held-history-why = to keep computed things up to date, and to undo a mistake
me-held-history-until = until you leave
me-held-history-who = nobody directly

me-data-leave = You choose what stays under your name, and you have twenty-nine days to change your mind.
me-data-leave-how = How to close my account

me-leaving = Close my account
me-leaving-lead = What you contributed may stay, under your name or not. Everything else that is kept about you is removed.
me-leaving-take = Take my data with me first
me-leaving-last = You are the only administrator of this site. Make someone else an administrator first, then come back here.
me-leaving-choose = There is still a choice to make. Nothing has changed.
me-leaving-credit = Where you sign notes
me-leaving-acts = Where you wrote a version or a message, or placed a note
me-leaving-texts = { $count ->
    [0] What nobody else wrote with you (no note today)
    [one] What nobody else wrote with you (one note today)
   *[other] What nobody else wrote with you ({ $count } notes today)
}
me-leaving-what = Your account closes right away: nobody sees your profile any more, and your other sessions end. For twenty-nine days you can come back and keep it. On the date given, your email address, your means of signing in, your communities, your affiliations and everything else are erased. An email confirms this now, and another when it is done.
me-leaving-leave = Close my account
me-leaving-on = Your account on { $site } is closing: what is kept about you will be erased on { $day }.
me-leaving-meanwhile = Until then you can keep it: your notes, your communities and your rights will still be there. You can also sign out; an email repeats all of this.
me-leaving-stay = Keep my account

me-held-writing = Notes created with a form
me-held-writing-why = to avoid creating two notes from a form that is sent twice
me-held-writing-until = seven days
me-held-writing-who = nobody else

me-held-leaving = Account closing
me-held-leaving-why = to do what you chose when you left
me-held-leaving-until = until it is done, or you stay
me-held-leaving-who = nobody else
