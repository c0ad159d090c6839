# All that is held about a person, for that person alone.

me-data = My data
me-data-lead = All that { $site } holds about you, why, for how long, and who sees it.
me-data-take = Take everything out
me-data-take-lead = One ZIP file, made at once and kept nowhere here: your notes and the versions that you wrote (Markdown), their files, and each line below (JSON). Keep it somewhere safe: it holds what others do not see.
me-data-take-button = Download my data
me-data-held = What is held
me-data-secret = What proves that it is you (password, secret of the second factor) is held, and given to nobody: the file only says that it is there.
me-data-logs = The server’s logs hold no name, mail address or text. Backups keep a copy for as long as the Privacy page of { $site } says.

me-held-readme-name = README.txt
me-held-readme =
    What { $site } holds about you, on { $when }.

    notes/: the notes that you sign, may edit or wrote a version of, those that you may read today.
    versions/: the earlier versions that you wrote of these notes.
    files/: the files that these notes show.
    held/: everything else, one list a file (JSON). Times are in universal time. A secret is replaced by "held": true.
me-held-why = Why: { $why }
me-held-until = How long: { $until }
me-held-who = Who sees it: { $who }

me-held-name = Name
me-held-name-why = to name you where you write
me-held-name-until = until you leave, and after if you choose so
me-held-name-who = members of your communities, and everyone if you signed something public
me-held-account = Account
me-held-account-why = to sign you in and to write to you
me-held-account-until = until you leave
me-held-account-who = administrators, but for the password, which nobody sees
me-held-profile = Profile
me-held-profile-why = to say what you want of yourself
me-held-profile-until = until you take it away, or leave
me-held-profile-who = for each thing, whom you chose
me-held-affiliations = Affiliations
me-held-affiliations-why = to know to which organizations you are attached
me-held-affiliations-until = until you take them away, or leave
me-held-affiliations-who = nobody else, except members of the communities where you show them
me-held-claims = Signatures recognized
me-held-claims-why = to credit you for what you signed without an account, and for what is imported under this name or with this address
me-held-claims-until = a request, until it is accepted or taken back; the rest, until you leave
me-held-claims-who = administrators, requests that wait; the rest, nobody else
me-held-acceptances = Texts accepted
me-held-acceptances-why = a consent is a line
me-held-acceptances-until = until you leave
me-held-acceptances-who = nobody else
me-held-sessions = Sessions
me-held-sessions-why = to stay signed in
me-held-sessions-until = 30 days, 7 without use, or until sign-out
me-held-sessions-who = nobody else
me-held-tokens = Tokens
me-held-tokens-why = to let your programs act in your name; the day of their last use, so that you see those that are no longer needed
me-held-tokens-until = until they end (a year at most), are revoked, a new password or you leave
me-held-tokens-who = nobody else
me-held-passkeys = Passkeys
me-held-passkeys-why = to sign you in
me-held-passkeys-until = until you remove them, or leave
me-held-passkeys-who = nobody else
me-held-second-factor = Second factor
me-held-second-factor-why = to sign you in
me-held-second-factor-until = until you switch it off, or leave
me-held-second-factor-who = nobody
me-held-identities = Linked accounts
me-held-identities-why = to sign you in by another site
me-held-identities-until = until you unlink them, or leave
me-held-identities-who = nobody else; the other site knows when you sign in
me-held-proofs = Addresses that work once
me-held-proofs-why = to choose a password, sign in by mail, make an account
me-held-proofs-until = until they are used, or end, some hours later
me-held-proofs-who = nobody
me-held-letters = Letters on their way
me-held-letters-why = to send them to you
me-held-letters-until = until they are taken
me-held-letters-who = administrators, those that were refused
me-held-tries = Attempts
me-held-tries-why = to slow whoever would guess your password, and a program that asks too much
me-held-tries-until = half an hour at most
me-held-tries-who = nobody
me-held-invitations = Invitations and requests
me-held-invitations-why = to invite, and to answer requests for an account
me-held-invitations-until = until there is an account, or they end
me-held-invitations-who = administrators, and who invited
me-held-memberships = Communities and roles
me-held-memberships-why = your rights, and what you chose there
me-held-memberships-until = until you leave them; what you are told there, until you have read it, 90 days at most
me-held-memberships-who = the members of each community; an affiliation, whom you chose
me-held-joining = Requests and invitations to communities
me-held-joining-why = to answer them
me-held-joining-until = until the answer, or the end of the invitation
me-held-joining-who = those who facilitate or lead the community
me-held-notebooks = Roles in notebooks
me-held-notebooks-why = your rights
me-held-notebooks-until = while they last
me-held-notebooks-who = who shares these roles
me-held-notes = Notes that you may edit, or that are open to you
me-held-notes-why = your rights
me-held-notes-until = while they last; what the administrators settled, thirty days
me-held-notes-who = who may edit these notes; administrators, a removal that you refuse
me-held-asking = Your requests to edit a note
me-held-asking-why = to answer them
me-held-asking-until = until you withdraw them; 90 days after the answer
me-held-asking-who = who may edit the note, or keeps it
me-held-exchanges = Messages about notes
me-held-exchanges-why = to carry them without showing an address
me-held-exchanges-until = 90 days after the last word; 24 hours, an address that is not confirmed; whom you receive nothing from, until you say otherwise
me-held-exchanges-who = who wrote, and who answers for the note; whom you receive nothing from, nobody
me-held-reports = Problems that you report, and what you do about those of others
me-held-reports-why = to answer them, and to keep track of what is done
me-held-reports-until = 180 days once settled, 365 days if you are the person concerned; 24 hours, an address that is not confirmed
me-held-reports-who = the administrators, and the leads of communities where the note is linked
me-held-credit = What you signed, wrote and placed
me-held-credit-why = to credit you
me-held-credit-until = as you choose when you leave
me-held-credit-who = who may read each note
me-held-front-matter = What the files of your notes said
me-held-front-matter-why = to give files back as they came
me-held-front-matter-until = as long as the note
me-held-front-matter-who = nobody else
me-held-site = Pages of the site
me-held-site-why = to know who wrote them; to publish who answers for personal information
me-held-site-until = until somebody else writes them
me-held-site-who = nobody else; the name of who answers is public
me-held-history = Change log
me-held-history-why = to keep up to date what is computed, and to undo a mistake
me-held-history-until = until you leave
me-held-history-who = nobody directly

me-data-leave = You choose what stays under your name, and you have twenty-nine days to change your mind.
me-data-leave-how = How to close my account

me-leaving = Close my account
me-leaving-lead = What you brought to others may stay, under your name or not. Everything else that is held about you goes.
me-leaving-take = Take my data out first
me-leaving-last = Nobody else runs this site. Have somebody run it first, then come back here.
me-leaving-choose = One choice is still to be made. Nothing has changed.
me-leaving-credit = Where you sign notes
me-leaving-acts = Where you wrote a version or a message, or placed a note
me-leaving-texts = { $count ->
    [0] What nobody else wrote with you (no note today)
    [one] What nobody else wrote with you (one note today)
   *[other] What nobody else wrote with you ({ $count } notes today)
}
me-leaving-what = Your account closes at once: nobody sees your profile any more, and your other sessions end. For twenty-nine days you may come back and keep it. On the day that is said, your mail address, what you sign in by, your communities, your affiliations and everything else are erased. A letter says so now, another when it is done.
me-leaving-leave = Close my account
me-leaving-on = Your account on { $site } is closing: what is held about you will be erased on { $day }.
me-leaving-meanwhile = Until then you may keep it: your notes, your communities and your rights will be there. You may also sign out; a letter tells you all of this again.
me-leaving-stay = Keep my account

me-held-writing = Notes made with a form
me-held-writing-why = not to make two notes of a form that is sent twice
me-held-writing-until = seven days
me-held-writing-who = nobody else

me-held-leaving = Closing of the account
me-held-leaving-why = to do what you chose when leaving
me-held-leaving-until = until it is done, or you stay
me-held-leaving-who = nobody else
