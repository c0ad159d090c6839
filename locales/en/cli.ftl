# Commands: the help, the messages and the errors of the program sillage.

cli-about = Linked notes, published by communities.
cli-about-serve = Serves the site.
cli-about-config = Shows the settings in force and where each came from.
cli-about-check = Checks everything that is stored.
cli-about-backup = Writes the whole site to one file, while it is running.
cli-about-restore = Rebuilds a data folder from a backup.
cli-about-import = Imports notes.
cli-about-import-markdown = Imports a folder of Markdown files into a notebook.
cli-about-admin = Administers the site.
cli-about-admin-person = People.
cli-about-admin-person-add = Creates an account.
cli-about-admin-person-list = Lists accounts, their state and how they sign in.
cli-about-admin-person-suspend = Suspends an account: the person can no longer sign in.
cli-about-admin-person-reopen = Reopens a suspended account.
cli-about-admin-person-end-sessions = Ends a person’s sessions.
cli-about-admin-person-end-codes = Stops requiring a code from a person.
cli-about-admin-person-make-steward = Makes a person an administrator of the site.
cli-about-admin-person-unmake-steward = Ends a person’s role as an administrator of the site.
cli-about-admin-person-good-mail = Says that a person’s email address is good, after an email was refused.
cli-about-admin-community = Communities.
cli-about-admin-community-add = Creates a community.
cli-about-admin-community-list = Lists communities, and which ones nobody leads.
cli-about-admin-community-who-creates = Shows or changes who can create a community.
cli-about-admin-member = The members of a community.
cli-about-admin-member-add = Adds a person to a community.
cli-about-admin-jobs = Lists the jobs to be done later, and those that were abandoned.
cli-about-admin-site = Shows or changes the name of the site, the sentence on its home page, its main language and the licence for what is published.
cli-about-admin-page = Shows what the site says of itself on one of its pages, or puts another text in its place.
cli-about-admin-registration = Shows or changes who can create an account, and who is in charge of personal information.
cli-about-admin-requests = Shows requests for accounts, accepts or declines one.
cli-about-admin-claims = Shows who says that a signature without an account is theirs.
cli-about-admin-claim = Answers someone who says that a signature is theirs.
cli-about-admin-claim-accept = Accepts: the notes will carry the person’s name.
cli-about-admin-claim-refuse = Declines, with a reason that the person will read.
cli-about-admin-reports = Shows the reported problems that are waiting, the nearest deadline first.
cli-about-admin-report = A reported problem.
cli-about-admin-report-read = Shows it, and what was done.
cli-about-admin-report-hide = Hides the note until this is settled.
cli-about-admin-report-show = Shows the note again.
cli-about-admin-report-answer = Answers the person who reported it.
cli-about-admin-report-acted = Settles it: something was done.
cli-about-admin-report-nothing = Settles it: there is nothing to do.
cli-about-admin-removals = Shows the disagreements about who edits a note.
cli-about-admin-removal = Decides a disagreement about who edits a note.
cli-about-admin-removal-keep = The person may still edit it.
cli-about-admin-removal-remove = The person may no longer edit it.
cli-about-admin-audit = Shows who did what to accounts, roles, rights and settings.
cli-about-admin-health = Says whether the site is well, and what to do if not; exits with code 3 when something needs attention.
cli-about-admin-storage = Says how much space the site takes, and how many things it contains.
cli-about-admin-incidents = Shows the incident register.
cli-about-admin-incident = An incident of the register.
cli-about-admin-incident-add = Records one.
cli-about-admin-incident-read = Shows it, with each text that it had.
cli-about-admin-incident-amend = Corrects or completes what is named; the text of before is kept.
cli-about-admin-invite = Invites the people in a CSV file: email, name, language.
cli-about-admin-invitation-link = Creates a link that opens several accounts, shown once.
cli-about-admin-invitations = Shows the pending invitations, to one person or by a link.
cli-about-admin-invitation = An invitation.
cli-about-admin-invitation-end = Ends it.
cli-about-admin-provider = The sites that members may sign in with (OpenID Connect).
cli-about-admin-provider-list = Lists them.
cli-about-admin-provider-add = Adds one, and gives the return address to register there.
cli-about-admin-provider-remove = Removes one.
cli-about-admin-letters = Shows the emails that are on their way, and those that no server takes; sends a test email.
cli-about-admin-token = Creates an API token for a person, who is told by email, and prints it.
cli-about-admin-session = Opens a session for a person and prints its cookie.
cli-about-admin-create-steward = Creates an administrator’s account, and prints the address where its password is chosen.

cli-help-usage = Usage:
cli-help-commands = Commands
cli-help-command = COMMAND
cli-help-options = Options
cli-help-any-options = OPTIONS
cli-help-arguments = Arguments
cli-help-config = Settings file (TOML)
cli-help-data = Data folder (./data)
cli-help-database = Database: sqlite:PATH or postgres://…
cli-help-lang = Language of messages
cli-help-log = Detail of the log: error, warn, info, debug or trace
cli-help-json = Prints the result as JSON
cli-help-help = Shows this help
cli-help-version = Shows the version
cli-help-listen = Where to listen (127.0.0.1:8080); port 0 picks a free one
cli-help-address = Public address of the site
cli-help-demo = Demonstration content: never, or empty (when the database is empty)
cli-help-name = Name
cli-help-serve-name = Name of the site
cli-help-config-name = Name of the site
cli-help-languages = Languages of the interface, the first one by default
cli-help-time-zone = Time zone (America/Toronto)
cli-help-source-url = Where the source code of the running version is
cli-help-metrics-listen = Where to serve figures to Prometheus, under /metrics
cli-help-trusted-proxies = Trusted proxies: IP addresses or ranges, separated by commas
cli-help-smtp = Server that sends emails: smtps://NAME:SECRET@HOST, or smtp://…?tls=required; without it they wait in DATA/letters
cli-help-letters-from = Address that emails come from; sillage@HOST by default
cli-help-folder = Folder to read
cli-help-notebook = Title of the notebook; created if it does not exist
cli-help-language = Language of texts that do not state their own
cli-help-visibility = Who may see the notes (public by default)
cli-help-community = Community to link the notes to
cli-help-author = Name of the person who signs notes that have no signature
cli-help-history = Imports the history too: each commit of the git repository becomes a version
cli-help-dry-run = Tries without saving anything
cli-help-report = Writes the full report (JSON) to this file
cli-help-strict = Exits with code 3 when a file is refused or a link is broken by the import
cli-help-backup-file = File to write (.tar); it must not exist
cli-help-restore-file = Backup to read
cli-help-repair = Repairs what can be repaired
cli-help-again = Retries an abandoned job, or an email that was refused, by its id
cli-help-forget = Forgets an email that was refused, by its id
cli-help-trial = Sends a test email to this address
cli-help-drop = Drops an abandoned job for good, by its id; say why
cli-help-admin-jobs-reason = Why it is dropped
cli-help-scopes = What it allows, separated by commas: read_notes, write_notes, read_people, read_me, write_me, write_communities
cli-help-admin-token-days = For how many days: 30 (by default), 90 or 365
cli-help-responsible = Title and contact details of the person in charge of the protection of personal information
cli-help-called = Name of the site
cli-help-lead-fr = Sentence on the home page, in French; empty, it is removed
cli-help-lead-en = Sentence on the home page, in English; empty, it is removed
cli-help-admin-site-language = Main language
cli-help-licence = Licence for what is published: CC BY 4.0, CC BY-SA 4.0, CC BY-NC-SA 4.0, CC BY-NC-ND 4.0 or CC0 1.0
cli-help-accept = Accepts this request, by its id
cli-help-decline = Declines this request, by its id
cli-help-settled = Shows those that are settled, the last ones first, instead of those that are waiting
cli-help-admin-claim-accept-id = Id of the request
cli-help-admin-claim-refuse-id = Id of the request
cli-help-id = Its id
cli-help-admin-report-hide-reason = Reason, which the people responsible for the note will read; name nobody
cli-help-admin-report-show-reason = Reason, which the people responsible for the note will read; name nobody
cli-help-admin-report-answer-reason = The answer, which the person who reported it will read; name nobody
cli-help-admin-report-acted-reason = Reason, which the people responsible for the note will read; name nobody
cli-help-admin-report-nothing-reason = Reason, which the people responsible for the note will read; name nobody
cli-help-note = Id of the note
cli-help-admin-removal-keep-reason = Reason, which both will read
cli-help-admin-removal-remove-reason = Reason, which both will read
cli-help-what = What happened, and what was done to reduce the risk; do not name the people concerned
cli-help-happened = Day of the incident, such as 2024-05-31
cli-help-learned = Day you learned of it; the law requires it
cli-help-whose = Whose information, and what: how many people, and which information
cli-help-risk = What could happen to people, and whether the injury could be serious
cli-help-told = Who was notified, each with the day of the notice
cli-help-told-on = Day of the notice; the first one, if there are several
cli-help-by = What was done by this person, by name
cli-help-kind = To what: accounts (and invitations), roles (and communities), rights or settings
cli-help-from = Since this day, such as 2024-05-31
cli-help-until = Until this day
cli-help-csv = Prints all of it as CSV, for a spreadsheet
cli-help-page = The page: about, privacy, terms or accessibility
cli-help-admin-page-file = Text to put in its place, in Markdown (UTF-8); - reads it from standard input; without it, prints the text that is shown
cli-help-admin-page-language = In which language; the main language of the site by default
cli-help-admin-page-again = Asks everyone to accept this text again (privacy and terms)
cli-help-admin-page-forget = Goes back to the text of the program
cli-help-reason = Reason for declining
cli-help-admin-person-list-who = The beginning of a name, or an email address
cli-help-admin-person-suspend-reason = Reason, which the person will read
cli-help-admin-person-reopen-reason = Reason, which the person will read
cli-help-admin-person-end-sessions-reason = Reason, which the person will read
cli-help-admin-person-end-codes-reason = Reason, which the person will read
cli-help-admin-person-make-steward-reason = Reason, which the person will read
cli-help-admin-person-unmake-steward-reason = Reason, which the person will read
cli-help-admin-person-good-mail-reason = Reason, which the person will read
cli-help-admin-invite-dry-run = Says what would be done, without sending anything
cli-help-admin-invite-file = The file
cli-help-admin-community-who-creates-who = Who can create one: stewards (the administrators) or signed-in (anyone with an account)
cli-help-admin-registration-mode = Who can create an account: open, on_request, invitation or closed
cli-help-admin-invitation-link-name = Name of the link
cli-help-admin-provider-add-name = Who runs it, as members will read it
cli-help-issuer = Address of the issuer
cli-help-client = How it identifies this site (client ID)
cli-help-secret = File that contains the secret
cli-help-organisation = It is an organization, for the people who work or are active there
cli-help-uses = Maximum number of accounts; 25 by default
cli-help-days = For how many days; 14 by default
cli-help-steward = Also makes them an administrator of the site
cli-help-alias = Short name: lowercase letters, digits and hyphens
cli-help-unlisted = Leaves it out of the list of communities
cli-help-person = Name or id of a person
cli-help-mail = Email address
cli-help-role = Role (member by default)

cli-value-file = FILE
cli-value-folder = FOLDER
cli-value-url = URL
cli-value-level = LEVEL
cli-value-mail = EMAIL
cli-value-host-port = HOST:PORT
cli-value-name = NAME
cli-value-mode = MODE
cli-value-words = WORDS
cli-value-number = NUMBER
cli-value-day = DAY
cli-value-zone = ZONE
cli-value-addresses = ADDRESSES
cli-value-dir = DIR
cli-value-title = TITLE
cli-value-language = LANGUAGE
cli-value-alias = ALIAS
cli-value-id = ID
cli-value-person = PERSON

cli-use-help = Add --help to see what is possible.
cli-use-no-command = A command is missing.
cli-use-unknown-command = There is no “{ $command }” command.
cli-use-unknown-argument = “{ $argument }” is not understood here.
cli-use-missing-argument = Missing: { $argument }.
cli-use-wrong-argument = The value of { $argument } is not valid.
cli-use-wrong = This command cannot be understood.

cli-from-default = default
cli-from-file = file
cli-from-environment = environment
cli-from-flag = command line
cli-nothing = There is nothing here.

cli-person-added = Account created.
cli-person-done = Done; the person is told by email.
cli-community-added = Community created.
cli-member-added = Member added.
cli-site-name-told = The settings (SILLAGE_NAME) say the name of the site: this one will only be shown once they no longer do.
cli-site-language-told = The settings (SILLAGE_LANGUAGES) say which language is the main one: this one will only be so once they no longer do.
cli-page-saved = The text is saved: the site shows it.
cli-page-accepted-again = The text is saved: the site shows it, and everyone will have to accept it before they write.
cli-page-forgotten = The site shows the text of the program.
cli-request-accepted = The account is open; the person is told by email.
cli-request-declined = The request is erased; the person is told by email.
cli-claim-accepted = The notes now carry the person’s name; the person is told by email.
cli-claim-refused = The request is declined; the person is told by email.
cli-report-hidden = The note is hidden until this is settled; the people responsible for it are told by email.
cli-report-shown = This report no longer hides the note; the people responsible for it are told by email.
cli-report-so-already = It was so already: nothing was changed.
cli-report-answered = The answer goes by email to the person who reported it.
cli-report-settled = The report is settled.
cli-report-settled-told = The report is settled; the people responsible for the note are told by email.
cli-removal-kept = The person may still edit the note; both are told by email.
cli-removal-removed = The person may no longer edit the note; both are told by email.
cli-incident-added = The incident is recorded.
cli-incident-amended = The incident is corrected; the text of before is kept.
cli-invitation-ended = This invitation no longer works.
cli-provider-added = Members may now link it. Over there, register this return address:
cli-provider-removed = That site no longer opens any account.
cli-would-invite = { $count ->
    [one] { $count } person would be invited
   *[other] { $count } people would be invited
}
cli-invited = { $count ->
    [one] { $count } person was invited
   *[other] { $count } people were invited
}
cli-letter-again = The email will be sent again.
cli-letter-forgotten = The email is forgotten.
cli-letter-trial-sent = The test email is waiting to leave for { $mail }: “sillage serve” sends it. “sillage admin letters” says whether it is still on its way, or what the server answers.
cli-letter-trial-kept = The test email to { $mail } will wait as a .eml file in { $folder }, where “sillage serve” puts it: no server is set (SILLAGE_SMTP). “sillage admin letters” says whether it is still on its way.
cli-letters-on-their-way = { $count ->
    [one] { $count } email on its way
   *[other] { $count } emails on their way
}
cli-letters-in-the-folder = { $count ->
    [one] { $count } email is waiting in the letters folder: no server is set (SILLAGE_SMTP)
   *[other] { $count } emails are waiting in the letters folder: no server is set (SILLAGE_SMTP)
}
cli-jobs-count = { $state ->
    [ready] Waiting
    [running] In progress
    [done] Done in the last seven days
    [dead] Abandoned
   *[other] { $state }
 }: { $count }
cli-job-again = This job will start again.
cli-job-dropped = Done: this job will not be run.
cli-token-made = Token created. It will not be shown again: keep it to yourself.
cli-token-name = Created from the command line
cli-session-opened = Session opened for twelve hours. This cookie will not be shown again: keep it to yourself.
cli-set-up = Nobody runs this site yet. Open this address, which works only once: { $address }
cli-steward-made = Account created. The person chooses a password at this address, which works only once and for 24 hours:

cli-progress = { $done } of { $all }
cli-import-to-look-at =
    { $count ->
        [one] To check (one point):
       *[other] To check ({ $count } points):
    }
cli-import-versions =
    { $count ->
        [one] One version came from the folder’s history.
       *[other] { $count } versions came from the folder’s history.
    }
cli-import-more =
    { $count ->
        [one] And one more. To see everything, add --report FILE.
       *[other] And { $count } more. To see everything, add --report FILE.
    }
cli-import-notebook = Notebook: { $address }
cli-import-report = Report, for administrators: { $address }

cli-error-setting = The setting { $key } cannot be “{ $value }”.
cli-error-unknown-setting = The file { $path } contains an unknown setting: { $key }.
cli-error-settings-file = The settings file { $path } cannot be read: { $reason }
cli-error-flag = --{ $flag } cannot be “{ $value }”.
cli-error-community-unsaid = --visibility community also needs --community ALIAS: the community whose members may read the notes. Nothing was imported.
cli-error-data-folder = The data folder cannot be used ({ $path }): { $reason }
cli-error-no-database = There is no database at { $path }. Name its folder with --data.
cli-error-in-use = Another “sillage serve” already uses { $path }. Stop it, or choose another folder with --data.
cli-error-listen = Cannot listen on { $address }: { $reason }. Choose another address or port.
cli-error-not-a-folder = { $path } is not a folder.
cli-error-no-git = The git program is not installed: install it, or import without --history.
cli-error-not-a-repository = { $path } is not in a git repository: import without --history.
cli-error-unreadable = { $path } cannot be read: { $reason }
cli-error-too-many-files = { $path } contains too many files for one import. Import its folders one by one.
cli-error-unwritable = { $path } cannot be written: { $reason }
cli-error-not-found = Nothing and nobody here has this name. Nothing was changed.
cli-error-forbidden = This is not allowed. Nothing was changed.
cli-error-conflict = This name is already taken. Nothing was changed.
cli-error-invalid = A value is not valid ({ $code }). Nothing was changed.
cli-error-refused = { $field }: { $why }
cli-error-unchanged = Nothing was changed.
cli-error-text-long = This text is too long: a page takes { $most } KB at most. Nothing was changed.
cli-error-text-empty = This text is empty. Nothing was changed; --forget goes back to the text of the program.
cli-error-text-encoding = This is not text in UTF-8. Save it as UTF-8 first. Nothing was changed.
cli-error-saved-meanwhile = Someone else saved it in the meantime. Nothing was changed; read it again, then start again.
cli-error-settled = This report is settled. Nothing was changed.
cli-error-no-note = This report is not about a note. Nothing was changed.
cli-error-invalid-name = This name cannot be used: it is empty or too long.
cli-error-invalid-alias = This short name cannot be used: it takes two to forty lowercase letters, digits or hyphens, starting with a letter.
cli-error-invalid-community = No community has this short name. Nothing was changed.
cli-error-invalid-mail = This email address cannot be used.
cli-error-mail-taken = An account already has this email address. Nothing was changed.
cli-error-invalid-several = Several people have this name: give the id of one of them.
cli-error-unavailable = The database or the files are not answering. Nothing was saved; try again later.
cli-error-full = The disk is full. Nothing was saved; free up some space and start again.
cli-error-newer = A newer version of Sillage wrote this database. Update the program. ({ $reason })
cli-error-older = An earlier version of Sillage wrote this database, and a dry run changes nothing in it. Start “sillage serve” once, then try again. ({ $reason })
cli-error-internal = Something went wrong: { $reason }

cli-reference-title = Reference
cli-reference-about = Generated from the program: do not edit it by hand.
cli-reference-settings = Settings
cli-reference-order = A flag wins over the environment, the environment over the file (TOML, named by `--config` or `SILLAGE_CONFIG`), the file over the default. `sillage config` shows what is in force and where each value came from.
cli-reference-key = In the file
cli-reference-variable = In the environment
cli-reference-flag = Flag
cli-reference-default = Default
cli-reference-meaning = What it is
cli-reference-none = none
