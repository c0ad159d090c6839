# Commands: the help, the messages and the errors of the program sillage.

cli-about = Linked notes, published by communities.
cli-about-serve = Serves the site.
cli-about-config = Shows the settings in force and where each came from.
cli-about-check = Checks everything that is kept.
cli-about-backup = Writes the whole site into one file, while it is served.
cli-about-restore = Rebuilds a data folder from a backup.
cli-about-import = Brings notes in.
cli-about-import-markdown = Brings a folder of Markdown files into a notebook.
cli-about-admin = Administers the site.
cli-about-admin-person = People.
cli-about-admin-person-add = Makes an account.
cli-about-admin-person-list = Shows accounts, how they stand and how they sign in.
cli-about-admin-person-suspend = Suspends an account: its person can sign in no more.
cli-about-admin-person-reopen = Opens a suspended account again.
cli-about-admin-person-end-sessions = Ends the sessions of a person.
cli-about-admin-person-end-codes = Asks a person for no code any more.
cli-about-admin-person-make-steward = Lets a person run the site.
cli-about-admin-person-unmake-steward = Ends a person’s running of the site.
cli-about-admin-person-good-mail = Says that the address of a person is good, after a letter was refused.
cli-about-admin-community = Communities.
cli-about-admin-community-add = Makes a community.
cli-about-admin-community-who-creates = Says or changes who can create a community.
cli-about-admin-member = The members of a community.
cli-about-admin-member-add = Adds a person to a community.
cli-about-admin-jobs = Lists the work to be done later, and what was given up.
cli-about-admin-site = Says or changes the name of the site, the sentence of its home page, the language spoken first and the licence of what is published.
cli-about-admin-registration = Says or changes who can make an account, and who answers for personal information.
cli-about-admin-requests = Shows the accounts that are asked for, accepts or declines one.
cli-about-admin-claims = Shows who says that a signature without account is theirs.
cli-about-admin-claim = Answers who says that a signature is theirs.
cli-about-admin-claim-accept = Accepts: the notes bear the person’s name.
cli-about-admin-claim-refuse = Declines, with a reason that the person will read.
cli-about-admin-reports = Shows the reported problems that wait, the nearest day first.
cli-about-admin-audit = Shows who did what on accounts, roles, rights and settings.
cli-about-admin-health = Says whether the site is well, and what to do otherwise; code 3 where something is to be looked at.
cli-about-admin-storage = Says how much room the site takes, and how many things it holds.
cli-about-admin-incidents = Shows the register of incidents.
cli-about-admin-invite = Invites the people of a CSV file: mail, name, language.
cli-about-admin-invitation-link = Makes a link that opens several accounts, shown once.
cli-about-admin-provider = The sites by which members may sign in (OpenID Connect).
cli-about-admin-provider-list = Names them.
cli-about-admin-provider-add = Adds one, and says the return address to register there.
cli-about-admin-provider-remove = Removes one.
cli-about-admin-letters = Shows the letters that are on their way, and those that nobody takes; sends one to try.
cli-about-admin-token = Makes a token of the API for a person, who is told of it by letter, and gives it.
cli-about-admin-session = Opens a session for a person and gives its cookie.
cli-about-admin-create-steward = Makes an account that runs the site, and gives the address where its password is chosen.

cli-help-usage = Usage:
cli-help-commands = Commands
cli-help-command = COMMAND
cli-help-options = Options
cli-help-any-options = OPTIONS
cli-help-arguments = Arguments
cli-help-config = File of settings (TOML)
cli-help-data = Data folder (./data)
cli-help-database = Database: sqlite:PATH or postgres://…
cli-help-lang = Language of messages
cli-help-log = Detail of the log: error, warn, info, debug or trace
cli-help-json = Gives the result in JSON
cli-help-help = Shows this help
cli-help-version = Shows the version
cli-help-listen = Where to listen (127.0.0.1:8080); port 0 takes a free one
cli-help-address = Public address of the site
cli-help-demo = Demonstration content: never, or empty (when the database is empty)
cli-help-name = Name
cli-help-serve-name = Name of the site
cli-help-config-name = Name of the site
cli-help-languages = Languages of the interface, the first one by default
cli-help-time-zone = Time zone (America/Toronto)
cli-help-source-url = Where the source code of the served version is
cli-help-metrics-listen = Where to give figures to Prometheus, under /metrics
cli-help-trusted-proxies = Trusted proxies: IP addresses or ranges, separated by commas
cli-help-smtp = Server that sends letters: smtps://NAME:SECRET@HOST, or smtp://…?tls=required; without it they wait in DATA/letters
cli-help-letters-from = Address that letters come from; sillage@HOST by default
cli-help-folder = Folder to read
cli-help-notebook = Title of the notebook; made if it does not exist
cli-help-language = Language of texts that do not state theirs
cli-help-visibility = Who may see the notes (public if unsaid)
cli-help-community = Community to link the notes to
cli-help-author = Name of the person who signs the notes without a signature
cli-help-history = Brings the history too: each commit of the git repository becomes a version
cli-help-dry-run = Tries without saving anything
cli-help-report = Writes the whole report (JSON) to this file
cli-help-strict = Ends with code 3 when a file is refused or a link is broken by the import
cli-help-backup-file = File to write (.tar); it must not exist
cli-help-restore-file = Backup to read
cli-help-repair = Mends what can be
cli-help-again = Takes up again a job that was given up, or a letter that was refused, by its id
cli-help-forget = Forgets a letter that was refused, by its id
cli-help-trial = Sends a trial letter to this address
cli-help-drop = Gives up a dead job, by its identifier; say why
cli-help-admin-jobs-reason = Why it is given up
cli-help-scopes = What it allows, separated by commas: read_notes, write_notes, read_people, read_me, write_me
cli-help-admin-token-days = For how many days: 30 (by default), 90 or 365
cli-help-responsible = Title and address of the person in charge of the protection of personal information
cli-help-called = Name of the site
cli-help-lead-fr = Sentence of the home page, in French; empty, it is taken away
cli-help-lead-en = Sentence of the home page, in English; empty, it is taken away
cli-help-admin-site-language = Language spoken first
cli-help-licence = Licence of what is published: CC BY 4.0, CC BY-SA 4.0, CC BY-NC-SA 4.0, CC BY-NC-ND 4.0 or CC0 1.0
cli-help-accept = Accepts this request, by its id
cli-help-decline = Declines this request, by its id
cli-help-admin-claim-accept-id = Id of the request
cli-help-admin-claim-refuse-id = Id of the request
cli-help-reason = Reason for declining
cli-help-admin-person-list-who = The beginning of a name, or a mail address
cli-help-admin-person-suspend-reason = Reason, which the person will read
cli-help-admin-person-reopen-reason = Reason, which the person will read
cli-help-admin-person-end-sessions-reason = Reason, which the person will read
cli-help-admin-person-end-codes-reason = Reason, which the person will read
cli-help-admin-person-make-steward-reason = Reason, which the person will read
cli-help-admin-person-unmake-steward-reason = Reason, which the person will read
cli-help-admin-person-good-mail-reason = Reason, which the person will read
cli-help-admin-invite-dry-run = Says what would be done, and sends nothing
cli-help-admin-invite-file = The file
cli-help-admin-community-who-creates-who = Who can create one: stewards (those who run the site) or signed-in (whoever has an account)
cli-help-admin-registration-mode = Who can make an account: open, on_request, invitation or closed
cli-help-admin-invitation-link-name = Name of the link
cli-help-admin-provider-add-name = Who runs it, as members will read it
cli-help-issuer = Address of the issuer
cli-help-client = What it calls this site (client ID)
cli-help-secret = File that holds the secret
cli-help-organisation = It is an organization, for the people who work or act there
cli-help-admin-provider-remove-id = Its id
cli-help-uses = How many accounts at most; 25 by default
cli-help-days = For how many days; 14 by default
cli-help-steward = Also gives charge of the site
cli-help-alias = Short name: lowercase letters, digits and hyphens
cli-help-unlisted = Left out of the list of communities
cli-help-person = Name or identifier of a person
cli-help-mail = Email address
cli-help-role = Role (member if unsaid)

cli-value-file = FILE
cli-value-folder = FOLDER
cli-value-url = URL
cli-value-level = LEVEL
cli-value-mail = MAIL
cli-value-host-port = HOST:PORT
cli-value-name = NAME
cli-value-mode = MODE
cli-value-words = WORDS
cli-value-number = NUMBER
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
cli-use-unknown-command = There is no command “{ $command }”.
cli-use-unknown-argument = “{ $argument }” is not understood here.
cli-use-missing-argument = Missing: { $argument }.
cli-use-wrong-argument = The value of { $argument } does not fit.
cli-use-wrong = This command cannot be understood.

cli-from-default = default
cli-from-file = file
cli-from-environment = environment
cli-from-flag = command line

cli-person-added = Account made.
cli-person-done = Done; a letter tells the person.
cli-community-added = Community made.
cli-member-added = Member added.
cli-site-name-told = The settings (SILLAGE_NAME) say the name of the site: this one shows only once they say none.
cli-site-language-told = The settings (SILLAGE_LANGUAGES) say which language is spoken first: this one is only once they say none.
cli-request-accepted = The account is open; a letter says so.
cli-request-declined = The request is erased; a letter says so.
cli-claim-accepted = The notes bear the person’s name; a letter says so.
cli-claim-refused = The request is declined; a letter says so.
cli-provider-added = Members may link it. There, register this return address:
cli-provider-removed = This site no longer opens any account.
cli-would-invite = { $count ->
    [one] { $count } person would be invited
   *[other] { $count } people would be invited
}
cli-invited = { $count ->
    [one] { $count } person is invited
   *[other] { $count } people are invited
}
cli-letter-again = The letter will be sent again.
cli-letter-forgotten = The letter is forgotten.
cli-letter-trial-sent = The trial letter waits to leave for { $mail }: “sillage serve” sends it. “sillage admin letters” says whether it is still on its way, or what the server answers.
cli-letter-trial-kept = The trial letter to { $mail } will wait as a .eml file in { $folder }, where “sillage serve” puts it: no server is named (SILLAGE_SMTP). “sillage admin letters” says whether it is still on its way.
cli-letters-on-their-way = { $count ->
    [one] { $count } letter on its way
   *[other] { $count } letters on their way
}
cli-letters-in-the-folder = { $count ->
    [one] { $count } letter waits in the folder of letters: no server is named (SILLAGE_SMTP)
   *[other] { $count } letters wait in the folder of letters: no server is named (SILLAGE_SMTP)
}
cli-jobs-count = { $state ->
    [ready] Waiting
    [running] Under way
    [done] Done in the last seven days
    [dead] Given up
   *[other] { $state }
 }: { $count }
cli-job-again = This job begins again.
cli-job-dropped = Done: nobody will do this work.
cli-token-made = Token made. It will not be shown again: keep it to yourself.
cli-token-name = Made from the command line
cli-session-opened = Session open for twelve hours. This cookie will not be shown again: keep it to yourself.
cli-set-up = Nobody runs this site yet. Open this address, which works once: { $address }
cli-steward-made = The account is made. At this address, which works once and for 24 hours, its person chooses a password:

cli-progress = { $done } of { $all }
cli-import-to-look-at =
    { $count ->
        [one] To look at (one point):
       *[other] To look at ({ $count } points):
    }
cli-import-versions =
    { $count ->
        [one] One version came from the history of the folder.
       *[other] { $count } versions came from the history of the folder.
    }
cli-import-more =
    { $count ->
        [one] And one more. To see everything, add --report FILE.
       *[other] And { $count } more. To see everything, add --report FILE.
    }
cli-import-notebook = Notebook: { $address }
cli-import-report = Report, for stewards: { $address }

cli-error-setting = The setting { $key } cannot be “{ $value }”.
cli-error-unknown-setting = The file { $path } has an unknown setting: { $key }.
cli-error-settings-file = The file of settings { $path } cannot be read: { $reason }
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
cli-error-too-many-files = { $path } holds too many files for one import. Import its folders one by one.
cli-error-unwritable = { $path } cannot be written: { $reason }
cli-error-not-found = Nothing and nobody bears this name here. Nothing was changed.
cli-error-forbidden = This is not allowed. Nothing was changed.
cli-error-conflict = This name is already taken. Nothing was changed.
cli-error-invalid = A value does not fit ({ $code }). Nothing was changed.
cli-error-invalid-name = This name does not fit: it is empty or too long.
cli-error-invalid-alias = This short name does not fit: two to forty lowercase letters, digits or hyphens, a letter first.
cli-error-invalid-community = No community bears this short name. Nothing was changed.
cli-error-invalid-mail = This email address cannot be used.
cli-error-mail-taken = An account already has this email address. Nothing was changed.
cli-error-invalid-several = Several people bear this name: give the identifier of one of them.
cli-error-unavailable = The database or the files do not answer. Nothing was saved; try again later.
cli-error-full = The disk is full. Nothing was saved; make room and start again.
cli-error-newer = A newer version of Sillage wrote this database. Bring the program up to date. ({ $reason })
cli-error-older = An earlier version of Sillage wrote this database, and a trial changes nothing in it. Start “sillage serve” once, then try again. ({ $reason })
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
