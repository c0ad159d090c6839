# What stewards answer for: acts on accounts, roles, rights and settings, and incidents.

admin-register-csv = Take all of it (CSV)
admin-register-json = Take all of it (JSON)

admin-audit = Log of administration
admin-audit-about = Who did what on accounts, roles, rights and settings
admin-audit-lead = What was done on accounts, roles, rights and settings of the site. What people read, write or attend is never there. A line cannot be changed; it goes after twenty-four months.
admin-audit-who = Done by (name of the account)
admin-audit-kind = On what
admin-audit-all = Everything
admin-audit-accounts = Accounts and invitations
admin-audit-roles = Roles and communities
admin-audit-rights = Rights
admin-audit-settings = Settings
admin-audit-from = Since
admin-audit-until = Until
admin-audit-narrow = Look
admin-audit-none = Nothing was done.
admin-audit-by = By { $who } on { $when }
admin-audit-by-program = By the program or its command line on { $when }
admin-audit-unknown-community = A community that you do not know of
admin-audit-account-made = Account made
admin-audit-steward-made = Steward’s account made
admin-audit-account-accepted = Request for an account accepted
admin-audit-account-declined = Request for an account declined
admin-audit-session-opened = Session opened for somebody
admin-audit-token-made = Token made for somebody
admin-audit-codes-ended = Sign-in codes switched off
admin-audit-invited = Invitations sent
admin-audit-link-made = Invitation link made
admin-audit-invitation-ended = Invitation ended
admin-audit-member-added = Member of a community
admin-audit-member-removed = No longer member of a community
admin-audit-roles-set = Roles in a community
admin-audit-community-made = Community created
admin-audit-community-closed = Community closed
admin-audit-signature-given = Signature recognized
admin-audit-signature-refused = Signature not recognized
admin-audit-author-removed = Can no longer edit a note (disagreement settled)
admin-audit-author-kept = Can still edit a note (disagreement settled)
admin-audit-registration-set = Registration set
admin-audit-who-creates-set = Who can create a community
admin-audit-page-saved = Page of the site written
admin-audit-site-set = Introduction of the site changed
admin-audit-provider-added = Sign-in site added
admin-audit-provider-removed = Sign-in site removed

admin-incidents = Register of incidents
admin-incidents-about = What touched personal information, and who was told
admin-incidents-lead = Each access, use, release or loss of personal information that the law does not allow is written here. An amendment keeps what was written before. An incident stays five years after its last text.
admin-incidents-none = No incident is written.
admin-incident = An incident
admin-incident-wordings = What is written
admin-incident-add = Write an incident
admin-incident-amend = Correct or complete it
admin-incident-what = What happened
admin-incident-what-hint = The facts, and what was done to lower the risk. Do not name the people concerned.
admin-incident-happened = Day of the incident
admin-incident-learned = Day when you learned of it
admin-incident-learned-hint = The law asks for it.
admin-incident-untimely = That is before the day of the incident, or after today.
admin-incident-whose = Whose, and what
admin-incident-whose-hint = How many people, and which information.
admin-incident-risk = Risk
admin-incident-risk-hint = What could happen to people, and whether the injury can be serious.
admin-incident-told = Who was told
admin-incident-told-hint = The Commission d’accès à l’information, the people concerned, others, each with the day of their notice; why, where a notice was public. Leave it empty as long as nobody is.
admin-incident-told-on = Day when they were told
admin-incident-told-on-hint = The first day, where there are several.
admin-incident-written = Written on { $when }
admin-incident-written-by = Written by { $who } on { $when }
admin-incident-stale = Somebody amended this incident while you were writing: their text is below, yours stayed in the form. Saving puts yours after theirs.

me-held-audit = Acts on accounts, roles, rights and settings
me-held-audit-why = to know who gave or took an access, and to answer for it
me-held-audit-until = twenty-four months, also after you leave, without your name
me-held-audit-who = administrators
me-held-incidents = Incidents that you wrote in the register
me-held-incidents-why = to know who wrote what
me-held-incidents-until = five years; your name, until you leave
me-held-incidents-who = administrators

admin-audit-job-dropped = Work given up for good
admin-jobs = Work to be done later
admin-jobs-dead = { $count ->
    [0] Nothing was given up.
    [one] { $count } job given up.
   *[other] { $count } jobs given up.
}
admin-jobs-lead = What the site does by itself: letters, erasures that were promised, sweeping. Work that fails is begun again, later and later; after eight times it is given up and waits here.
admin-jobs-given-up = Given up
admin-jobs-none-dead = Nothing was given up.
admin-jobs-running = Being done ({ $count })
admin-jobs-waiting = Waiting ({ $count })
admin-job-given-up = { $attempts ->
    [one] Asked for on { $asked }, given up on { $ended } after one attempt
   *[other] Asked for on { $asked }, given up on { $ended } after { $attempts } attempts
}
admin-job-due = { $attempts ->
    [0] Asked for on { $asked }, due on { $due }
    [one] Asked for on { $asked }, due on { $due }, begun once
   *[other] Asked for on { $asked }, due on { $due }, begun { $attempts } times
}
admin-job-reason = Reason to drop it
admin-job-reason-hint = It stays in the log of administration. None is needed to begin again.
admin-job-again = Begin again
admin-job-again-of = Begin again: { $what }
admin-job-drop = Drop
admin-job-drop-of = Drop: { $what }
admin-job-sweep = The sweeping of each day
admin-job-bin = Erase a note that was put into the bin
admin-job-leaving = Erase a person who left
admin-job-author-removal = Remove a person who did not answer
admin-job-placement-declined = Take a declined note out of a notebook
admin-job-letter = Send a letter
admin-job-summaries = Write the summaries of notifications
admin-job-unavailable = The database or the files did not answer. See whether they do, then begin again.
admin-job-full = The disk was full. Make room, then begin again.
admin-job-lost = The program stopped each time before the end. See the technical log, then begin again.
admin-job-panic = A mistake of the program. The technical log says it; a newer version may mend it.

admin-communities-vacant = Nobody leads it.

admin-audit-account-suspended = Account suspended
admin-audit-account-reopened = Account opened again
admin-audit-sessions-ended = Sessions ended
admin-audit-steward-named = Runs the site
admin-audit-steward-ended = Runs the site no more
admin-audit-mail-good = Mail address said to be good

admin-people = People
admin-people-about = Find an account, suspend it or open it again, share the running of the site
admin-people-lead = Accounts, and the signatures without one that you may know of. What people read, write or attend is never there.
admin-people-who = Name or mail address
admin-people-who-hint = The beginning of a name, or a whole address.
admin-people-find = Look
admin-people-none = Nobody has this name or this address.
admin-person = An account
admin-person-lead = What it takes to help somebody sign in, or to end their access. Each act asks for a reason: it stays in the log of administration, and a letter tells the person.
admin-person-stale = This cannot be done, or no more: the page says what can be done now. Nothing was changed.
admin-person-state = State
admin-person-active = Active
admin-person-unconfirmed = Address to be confirmed
admin-person-suspended = Suspended since { $day }
admin-person-closing = Closes on { $day }
admin-person-signature = Signature without account
admin-person-why = Reason
admin-person-made = Account made on
admin-person-role = Running the site
admin-person-runs = Runs the site
admin-person-runs-not = Does not run the site
admin-person-mail = Mail
admin-person-no-mail = No address
admin-person-refused = Letters refused
admin-person-refused-since = Since { $day }
admin-person-means = Means of signing in
admin-person-password = password
admin-person-passkeys = { $count ->
    [one] { $count } passkey
   *[other] { $count } passkeys
}
admin-person-elsewhere = another site
admin-person-codes = a code besides
admin-person-no-means = none
admin-person-act = What to do
admin-person-reason = Reason
admin-person-reason-hint = The person will read it. { $most } characters at most.
admin-person-apply = Apply this choice
admin-person-suspend = Suspend the account
admin-person-suspend-about = The person can sign in no more; their sessions and their tokens end. Their notes stay.
admin-person-reopen = Open the account again
admin-person-reopen-about = The person can sign in again.
admin-person-end-sessions = End their sessions
admin-person-end-sessions-about = The person signs in again on each device.
admin-person-end-codes = Ask for no code any more
admin-person-end-codes-about = For somebody who lost their telephone and their codes on paper. First make sure that it is this person.
admin-person-make-steward = Let them run the site
admin-person-make-steward-about = The person will be able to do all that you can.
admin-person-unmake-steward = End their running of the site
admin-person-unmake-steward-about = The person keeps their account and runs the site no more.
admin-person-good-mail = Say that the address is good
admin-person-good-mail-about = A server refused a letter there; the mailbox is mended.

admin-health = State of the site
admin-health-lead = What the site needs to hold, looked at when this page is opened. No letter is sent to try.
admin-health-count = { $count ->
    [0] All is well.
    [one] { $count } thing to look at.
   *[other] { $count } things to look at.
}
admin-health-disk = Disk
admin-health-disk-free = { $free } free of { $whole }.
admin-health-disk-unknown = The disk does not say what is left.
admin-health-disk-do = Make room, or give the disk of the data folder more. Once it is full, nothing is saved any more.
admin-health-backup = Backup
admin-health-backup-at = The last one is of { $when }.
admin-health-backup-never = No backup was made.
admin-health-backup-elsewhere = PostgreSQL is backed up with its own tools: the site does not know when.
admin-health-backup-do = Run sillage backup FILE, at least once a week, and keep the file on another machine.
admin-health-letters = Letters
admin-health-letters-kept = No server takes letters: they wait in the data folder.
admin-health-letters-kept-do = Name a server (SILLAGE_SMTP), then start the program again.
admin-health-letters-failing = { $count ->
    [one] { $count } letter was not taken and will be tried again.
   *[other] { $count } letters were not taken and will be tried again.
}
admin-health-letters-sent = The last one went on { $when }.
admin-health-letters-none = No letter for seven days.
admin-health-letters-try = See the letters, or send a trial one
admin-health-letters-do = Look whether the server answers, and at its secret: the technical log says what it answers.
admin-health-jobs-do = Look why, then begin this work again or drop it.
admin-health-readers = What follows changes
admin-health-readers-well = Everything follows.
admin-health-readers-late = What follows changes is more than a minute behind.
admin-health-readers-do = Wait if something was just imported. Otherwise start the program again and read its technical log.
admin-health-clock = Clock
admin-health-clock-one = There is one only: it is compared with no other.
admin-health-clock-apart = { $count ->
    [0] That of the database and that of the program are the same.
    [one] That of the database and that of the program differ by { $count } second.
   *[other] That of the database and that of the program differ by { $count } seconds.
}
admin-health-clock-do = Set the time of both machines (NTP).
admin-health-program = Program
admin-health-program-is = Version { $version }, schema { $schema }, { $database }.

admin-storage = Space taken
admin-storage-about = What the database, the files and the letters take, and how many things there are
admin-storage-lead = What the site holds, in bytes and in numbers of things. No figure is of one person.
admin-storage-number = { $count }
admin-storage-database = Database
admin-storage-contents = Contents of files
admin-storage-letters = Letters that wait in the folder
admin-storage-notes = Notes
admin-storage-deleted = Deleted notes
admin-storage-versions = Versions of notes
admin-storage-notebooks = Notebooks
admin-storage-communities = Communities
admin-storage-files = Files

admin-letters = Letters
admin-letters-count = { $count ->
    [0] No letter on its way
    [one] { $count } letter on its way
   *[other] { $count } letters on their way
}
admin-letters-lead = The letters that the site sends, and what nobody takes. What they say is not kept.
admin-letters-trial = Try whether they leave
admin-letters-trial-to = A trial letter will go to you alone, at { $mail }. It will say that letters leave the site, and nothing else.
admin-letters-trial-act = Send me a trial letter
admin-letters-trial-nowhere = Your account has no mail address: no letter can be sent to you. A command sends one elsewhere: sillage admin letters --try MAIL.
admin-letters-trial-sent = A trial letter is leaving for { $mail }. If it does not arrive, open this page again: it says what the server answers.
admin-letters-trial-kept = A trial letter to { $mail } will wait as a .eml file in { $folder }: no server sends letters (setting SILLAGE_SMTP).
admin-letters-failure = The last answer: { $error }
admin-letters-untaken = Refused, or not taken yet
admin-letters-all-taken = All were taken.
admin-letters-marked = Addresses that refuse
admin-letters-none-marked = No address refuses letters.
admin-letters-marked-lead = A letter was refused there. One that is taken mends that by itself; you can also say that the address is good, on the page of the account.
admin-letter-refused = Refused on { $when }. The server answers: { $error }
admin-letter-untaken = Asked for on { $when }. No server took it.
admin-letter-again = Send again
admin-letter-again-of = Send again: { $mail }
admin-letter-forget = Forget
admin-letter-forget-of = Forget: { $mail }

admin-audit-content-read = Private content read
admin-read = Read private content
admin-read-about = With a reason, for ten minutes; who answers for it is told at once
admin-read-lead = Running the site does not open what others keep for a few. Where it must be, say why: the text opens to you alone, for ten minutes, and nothing can be changed in it. The reason stays in the log, and a letter tells it at once to who answers for the note.
admin-read-note = Address of the note
admin-read-note-hint = As the browser shows it (…/n/…).
admin-read-reason = Reason
admin-read-reason-hint = Who answers for the note will read it. { $most } characters at most.
admin-read-open = Open for ten minutes
admin-reading-until = This text is open to you until { $when }. Who answers for it knows.
