# What stewards answer for: acts on accounts, roles, rights and settings, and incidents.

admin-register-csv = Download all of it (CSV)
admin-register-json = Download all of it (JSON)

admin-audit = Administration log
admin-audit-about = Who did what to accounts, roles, rights and settings
admin-audit-lead = What was done to the site’s accounts, roles, rights and settings. What people read, write or attend is never recorded here. A line cannot be changed; it disappears after twenty-four months.
admin-audit-who = Done by (name of the account)
admin-audit-kind = To what
admin-audit-all = Everything
admin-audit-accounts = Accounts and invitations
admin-audit-roles = Roles and communities
admin-audit-rights = Rights
admin-audit-settings = Settings
admin-audit-from = Since
admin-audit-until = Until
admin-audit-narrow = Search
admin-audit-none = Nothing was done.
admin-audit-by = By { $who } on { $when }
admin-audit-by-program = By the program or its command line on { $when }
admin-audit-unknown-community = A community that you do not know about
admin-audit-account-made = Account created
admin-audit-steward-made = Administrator’s account created
admin-audit-account-accepted = Request for an account accepted
admin-audit-account-declined = Request for an account declined
admin-audit-session-opened = Session opened for someone
admin-audit-token-made = Token created for someone
admin-audit-codes-ended = Sign-in codes turned off
admin-audit-invited = Invitations sent
admin-audit-link-made = Invitation link created
admin-audit-invitation-ended = Invitation ended
admin-audit-member-added = Member of a community
admin-audit-member-removed = No longer a member of a community
admin-audit-roles-set = Roles in a community
admin-audit-community-made = Community created
admin-audit-community-closed = Community closed
admin-audit-signature-given = Signature recognized
admin-audit-signature-refused = Signature not recognized
admin-audit-author-removed = Can no longer edit a note (disagreement settled)
admin-audit-author-kept = Can still edit a note (disagreement settled)
admin-audit-registration-set = Registration set
admin-audit-who-creates-set = Who can create a community
admin-audit-page-saved = Page of the site saved
admin-audit-site-set = Introduction of the site changed
admin-audit-provider-added = Sign-in site added
admin-audit-provider-removed = Sign-in site removed

admin-incidents = Incident register
admin-incidents-about = What affected personal information, and who was notified
admin-incidents-lead = Any access, use, release or loss of personal information that the law does not allow is recorded here. A correction keeps what was written before. An incident is kept for five years after its last text.
admin-incidents-none = No incident has been recorded.
admin-incident = An incident
admin-incident-wordings = What is recorded
admin-incident-add = Record an incident
admin-incident-amend = Correct or complete it
admin-incident-what = What happened
admin-incident-what-hint = The facts, and what was done to reduce the risk. Do not name the people concerned.
admin-incident-happened = Day of the incident
admin-incident-learned = Day you learned of it
admin-incident-learned-hint = The law requires it.
admin-incident-untimely = This is before the day of the incident, or after today.
admin-incident-whose = Whose information, and what
admin-incident-whose-hint = How many people, and which information.
admin-incident-risk = Risk
admin-incident-risk-hint = What could happen to people, and whether the injury could be serious.
admin-incident-told = Who was notified
admin-incident-told-hint = The Commission d’accès à l’information, the people concerned, others, each with the day of the notice; why, if a notice was public. Leave it empty as long as nobody has been notified.
admin-incident-told-on = Day of the notice
admin-incident-told-on-hint = The first day, if there are several.
admin-incident-written = Recorded on { $when }
admin-incident-written-by = Recorded by { $who } on { $when }
admin-incident-stale = Someone corrected this incident while you were writing: their text is below, yours is still in the form. Saving puts yours after theirs.

me-held-audit = Actions on accounts, roles, rights and settings
me-held-audit-why = to know who gave or removed an access, and to answer for it
me-held-audit-until = twenty-four months, even after you leave, without your name
me-held-audit-who = administrators
me-held-incidents = Incidents that you recorded in the register
me-held-incidents-why = to know who recorded what
me-held-incidents-until = five years; your name, until you leave
me-held-incidents-who = administrators

admin-audit-job-dropped = Job dropped for good
admin-jobs = Jobs to be done later
admin-jobs-dead = { $count ->
    [0] Nothing was abandoned.
    [one] { $count } job abandoned.
   *[other] { $count } jobs abandoned.
}
admin-jobs-lead = What the site does on its own: emails, promised erasures, cleaning up. A job that fails is tried again, later and later; after eight tries, it is abandoned and waits here.
admin-jobs-given-up = Abandoned
admin-jobs-none-dead = Nothing was abandoned.
admin-jobs-running = In progress ({ $count })
admin-jobs-waiting = Waiting ({ $count })
admin-job-given-up = { $attempts ->
    [one] Requested on { $asked }, abandoned on { $ended } after one try
   *[other] Requested on { $asked }, abandoned on { $ended } after { $attempts } tries
}
admin-job-due = { $attempts ->
    [0] Requested on { $asked }, due on { $due }
    [one] Requested on { $asked }, due on { $due }, started once
   *[other] Requested on { $asked }, due on { $due }, started { $attempts } times
}
admin-job-reason = Reason for dropping it
admin-job-reason-hint = It stays in the administration log. None is needed to try again.
admin-job-again = Try again
admin-job-again-of = Try again: { $what }
admin-job-drop = Drop
admin-job-drop-of = Drop: { $what }
admin-job-sweep = The daily cleaning up
admin-job-bin = Erase a note that was put in the bin
admin-job-leaving = Erase a person who has left
admin-job-author-removal = Remove a person who did not answer
admin-job-placement-declined = Remove a declined note from a notebook
admin-job-letter = Send an email
admin-job-summaries = Write the summaries of notifications
admin-job-unavailable = The database or the files were not answering. Check whether they answer, then try again.
admin-job-full = The disk was full. Free up some space, then try again.
admin-job-lost = The program stopped before the end each time. See the technical log, then try again.
admin-job-panic = An error in the program. The technical log describes it; a newer version may fix it.

admin-communities-vacant = Nobody leads it.

admin-audit-account-suspended = Account suspended
admin-audit-account-reopened = Account reopened
admin-audit-sessions-ended = Sessions ended
admin-audit-steward-named = Made an administrator
admin-audit-steward-ended = No longer an administrator
admin-audit-mail-good = Email address said to be good

admin-people = People
admin-people-about = Find an account, suspend or reopen it, name administrators
admin-people-lead = Accounts, and the signatures without an account that you may know of. What people read, write or attend is never shown here.
admin-people-who = Name or email address
admin-people-who-hint = The beginning of a name, or a whole address.
admin-people-find = Search
admin-people-none = Nobody has this name or this address.
admin-person = An account
admin-person-lead = What you need to help someone sign in, or to end their access. Each action requires a reason: it stays in the administration log, and the person is told by email.
admin-person-stale = This cannot be done, or not any more: the page shows what can be done now. Nothing was changed.
admin-person-state = State
admin-person-active = Active
admin-person-unconfirmed = Address not confirmed yet
admin-person-suspended = Suspended since { $day }
admin-person-closing = Closes on { $day }
admin-person-signature = Signature without an account
admin-person-why = Reason
admin-person-made = Account created on
admin-person-role = Administration
admin-person-runs = Administrator of the site
admin-person-runs-not = Not an administrator
admin-person-mail = Email
admin-person-no-mail = No address
admin-person-refused = Emails refused
admin-person-refused-since = Since { $day }
admin-person-means = Means of signing in
admin-person-password = password
admin-person-passkeys = { $count ->
    [one] { $count } passkey
   *[other] { $count } passkeys
}
admin-person-elsewhere = another site
admin-person-codes = a code as well
admin-person-no-means = none
admin-person-act = What to do
admin-person-reason = Reason
admin-person-reason-hint = The person will read it. { $most } characters at most.
admin-person-apply = Apply this choice
admin-person-suspend = Suspend the account
admin-person-suspend-about = The person can no longer sign in; their sessions and tokens end. Their notes stay.
admin-person-reopen = Reopen the account
admin-person-reopen-about = The person can sign in again.
admin-person-end-sessions = End their sessions
admin-person-end-sessions-about = The person signs in again on each device.
admin-person-end-codes = Stop requiring a code
admin-person-end-codes-about = For someone who lost their phone and their recovery codes. First make sure that it is this person.
admin-person-make-steward = Make them an administrator
admin-person-make-steward-about = The person will be able to do everything that you can.
admin-person-unmake-steward = End their role as an administrator
admin-person-unmake-steward-about = The person keeps their account and is no longer an administrator.
admin-person-good-mail = Say that the address is good
admin-person-good-mail-about = A server refused an email there; the mailbox works again.

admin-health = Site status
admin-health-lead = What the site needs to keep going, checked when this page is opened. No email is sent as a test.
admin-health-count = { $count ->
    [0] All is well.
    [one] { $count } thing to check.
   *[other] { $count } things to check.
}
admin-health-disk = Disk
admin-health-disk-free = { $free } free of { $whole }.
admin-health-disk-unknown = The disk does not say how much space is left.
admin-health-disk-do = Free up some space, or enlarge the disk of the data folder. When it is full, nothing can be saved any more.
admin-health-backup = Backup
admin-health-backup-at = The last one was made on { $when }.
admin-health-backup-never = No backup has been made.
admin-health-backup-elsewhere = PostgreSQL is backed up with its own tools: the site does not know when.
admin-health-backup-do = Run sillage backup FILE, at least once a week, and keep the file on another machine.
admin-health-letters = Emails
admin-health-letters-kept = No server takes emails: they wait in the data folder.
admin-health-letters-kept-do = Name a mail server (SILLAGE_SMTP), then restart the program.
admin-health-letters-failing = { $count ->
    [one] { $count } email was not taken and will be tried again.
   *[other] { $count } emails were not taken and will be tried again.
}
admin-health-letters-sent = The last one was sent on { $when }.
admin-health-letters-none = No email for seven days.
admin-health-letters-try = See the emails, or send a test one
admin-health-letters-do = Check whether the mail server answers, and its secret: the technical log says what it answers.
admin-health-jobs-do = Find out why, then try this job again or drop it.
admin-health-readers = Follow-up on changes
admin-health-readers-well = Everything is up to date.
admin-health-readers-late = Follow-up on changes is more than a minute behind.
admin-health-readers-do = Wait if something was just imported. Otherwise, restart the program and read its technical log.
admin-health-clock = Clock
admin-health-clock-one = There is only one: there is no other to compare it with.
admin-health-clock-apart = { $count ->
    [0] The clocks of the database and of the program agree.
    [one] The clocks of the database and of the program differ by { $count } second.
   *[other] The clocks of the database and of the program differ by { $count } seconds.
}
admin-health-clock-do = Set the time of both machines (NTP).
admin-health-program = Program
admin-health-program-is = Version { $version }, schema { $schema }, { $database }.

admin-storage = Space used
admin-storage-about = How much space the database, files and emails take, and how many things there are
admin-storage-lead = What the site contains, in bytes and in numbers of things. No figure is about one person.
admin-storage-number = { $count }
admin-storage-database = Database
admin-storage-contents = File contents
admin-storage-letters = Emails waiting in the folder
admin-storage-notes = Notes
admin-storage-deleted = Deleted notes
admin-storage-versions = Versions of notes
admin-storage-notebooks = Notebooks
admin-storage-communities = Communities
admin-storage-files = Files

admin-letters = Emails
admin-letters-count = { $count ->
    [0] No email on its way
    [one] { $count } email on its way
   *[other] { $count } emails on their way
}
admin-letters-lead = The emails that the site sends, and those that no server takes. What they say is not kept.
admin-letters-trial = Test the sending
admin-letters-trial-to = A test email will go to you only, at { $mail }. It will say that emails leave the site, and nothing else.
admin-letters-trial-act = Send me a test email
admin-letters-trial-nowhere = Your account has no email address: no email can be sent to you. A command sends one elsewhere: sillage admin letters --try EMAIL.
admin-letters-trial-sent = A test email is leaving for { $mail }. If it does not arrive, open this page again: it says what the server answers.
admin-letters-trial-kept = A test email to { $mail } will wait as a .eml file in { $folder }: no server sends emails (setting SILLAGE_SMTP).
admin-letters-failure = The last answer: { $error }
admin-letters-untaken = Refused, or not taken yet
admin-letters-all-taken = All have been taken.
admin-letters-marked = Addresses that refuse
admin-letters-none-marked = No address refuses emails.
admin-letters-marked-lead = An email was refused there. One that is taken clears this by itself; you can also say that the address is good, on the page of the account.
admin-letter-refused = Refused on { $when }. The server answers: { $error }
admin-letter-untaken = Requested on { $when }. No server has taken it.
admin-letter-again = Send again
admin-letter-again-of = Send again: { $mail }
admin-letter-forget = Forget
admin-letter-forget-of = Forget: { $mail }

admin-audit-content-read = Private content read
admin-read = Read private content
admin-read-about = With a reason, for ten minutes; the people responsible for it are told at once
admin-read-lead = Being an administrator does not give access to what others keep for a few people. If you must read it, say why: the text opens to you only, for ten minutes, and nothing can be changed in it. The reason stays in the log, and an email tells it at once to the people responsible for the note.
admin-read-note = Address of the note
admin-read-note-hint = As the browser shows it (…/n/…).
admin-read-reason = Reason
admin-read-reason-hint = The people responsible for the note will read it. { $most } characters at most.
admin-read-open = Open for ten minutes
admin-reading-until = This text is open to you until { $when }. The people responsible for it know.
