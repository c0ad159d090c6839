# Pages: the frame, lists, the note, the import report, errors.

web-language-name = English
web-skip = Skip to content
web-menu = Menu
web-menu-told = Menu ({ $count })
web-menu-close = Close the menu
web-nav-foot = About the site
web-save = Save
web-cancel = Cancel
web-home = Home
web-nav-site = Site
web-nav-notebook = In this notebook
web-nav-around = Before and after
web-nav-notebooks = Notebooks
web-nav-communities = Communities
web-nav-recent = Recent
web-keys = Keyboard shortcuts
web-keys-turn = Previous note, next note
web-keys-tab = Next link; first of all, “Skip to content”
web-keys-escape = Close what is open
web-key-tab = Tab
web-key-escape = Esc
web-keys-help = Show these shortcuts
web-keys-on = Use single-key shortcuts
web-keys-close = Close
web-looks = Display
web-theme = Appearance
web-theme-auto = Same as my device
web-theme-light = Light
web-theme-dark = Dark
web-text = Text
web-text-usual = Normal
web-text-large = Large
web-text-larger = Larger
web-face = Typeface
web-face-reading = For reading
web-face-plain = Plain
web-terms = Lexicon terms
web-terms-underlined = Underlined
web-terms-bare = Not underlined
web-source = Source code of Sillage { $version }
web-more = More
web-older = Older
web-previous = Previous
web-next = Next
web-notes = Notes
web-line-changed = Changed
web-visibility-open = One of these communities is open: anyone signed in can become a member.

web-notes-count =
    { $count ->
        [one] { $count } note
       *[other] { $count } notes
    }
web-links-count =
    { $count ->
        [one] { $count } link is waiting for it
       *[other] { $count } links are waiting for it
    }
web-versions-count =
    { $count ->
        [one] { $count } version
       *[other] { $count } versions
    }

web-work-contents = Contents of the notebook
web-work-contents-short = Contents
web-work-chapter = Read the chapter in one go
web-work-whole = Full contents
web-work-begin = Start reading
web-work-print = Print the whole work
web-chapter-read = Read in one go
web-chapter-read-of = Read in one go: { $title }
web-chapter-contents = Contents of the chapter
web-notes-span = Notes { $first } to { $last } of { $count }
web-print-how = Your browser’s print command prints this work, or saves it as a PDF.
web-print-long = The work is long: it is printed in several steps.
web-print-rest = What follows

web-note-signed-by = Signed by
web-note-contents = On this page
web-note-about = About this note
web-note-place = note { $place } of { $count }
web-note-communities =
    { $count ->
        [one] Community
       *[other] Communities
    }
web-note-published = Published
web-note-changed = Changed
web-note-versions = History
web-note-visibility = Visibility
web-note-licence = Licence
web-note-no-licence = Ask before reusing
web-note-language = Language
web-note-kept-by = Kept up to date by
web-note-kept-by-leads-of = the leads of
web-note-kept-by-stewards = the administrators of the site
web-note-cite = Citation
web-note-source = Source
web-note-source-markdown = Text in Markdown
web-note-translation-of = Translation of
web-note-also-in = Also in { $language }:
web-note-translation-current = up to date
web-note-translation-behind = older than the original
web-note-related = Related notes
web-related-pinned = Chosen by the people who wrote this note
web-related-each-other = The two notes cite each other
web-related-cited = Cited in this note
web-related-together = Cited together in “{ $title }”
web-related-alike = Both are about: { $words }
web-note-cited-by = Cited by
web-note-notebooks = In notebooks
web-note-placed = Placed { $by }

web-versions-title = Versions
web-versions-of = Versions of { $title }
web-version-number = Version { $number }
web-version-saved = saved { $by }
web-version-withdrawn-person = Words withdrawn { $by }: they named a person.
web-version-withdrawn-secret = Words withdrawn { $by }: they revealed a secret.
web-version-withdrawn-other = Words withdrawn { $by }.
web-version-newest = This is the current version.
web-version-older = This is no longer the latest version.
web-version-today = Read today’s note
web-version-all = All versions

web-notebook-entries = Where to begin
web-notebook-categories = Categories
web-notebook-view = View
web-notebook-uncategorise = Remove this filter
web-notebook-all-categories = Remove all filters
web-notebook-sort = Order of notes
web-notebook-pinned = Pinned
web-notebook-empty = There are no notes in this notebook that you can read yet.
web-notebooks-empty = A notebook gathers notes in a chosen order. There are none that you can read yet.
web-communities-empty = A community brings together people who share a practice. There are none that you can see yet.
web-community-unlisted = Known to its members only
web-community-empty = No note or notebook is linked to this community yet.
web-person-signature = Signature without an account: this name appears on the notes, and the person it belongs to has no account here.
web-person-in = In
web-person-notes = Signed notes
web-person-empty = No note that you can read carries this signature.
web-claim = Is this you?
web-claim-visitor = If this name is yours, you can say so. You will need an account.
web-claim-sign-in = Sign in to say that this is me
web-claim-lead = If this name is yours, say so: the administrators will answer you by email. If they recognize you, the notes that carry this signature will carry your name, and this page will lead to yours. What you may edit does not change.
web-claim-at-once = These notes were imported with your email address: all you have to do is say so. They will carry your name, and this page will lead to yours. What you may edit does not change.
web-claim-words = How you can be recognized
web-claim-words-hint = What the administrators can check, in { $most } characters at most. You may leave it empty.
web-claim-act = This is me
web-claim-waits = You said on { $day } that this is you. The administrators will answer you by email.
web-claim-withdraw = Withdraw my request
web-claim-refused = Your request was declined on { $day }: { $reason }

web-recent-title = Recent changes
web-recent-new = New
web-recent-empty = New and changed notes appear here, newest first. There are none yet.

web-home-lead = Notes that people keep, link and share, with the names of those who wrote them.
web-home-sign-up-on-request = Request an account
web-home-empty = There are no notes to read here yet.
web-home-unopened = Nobody runs this site yet. The address to set it up is shown in the window where the program was started.
web-home-begin = To begin
web-home-begin-note = Write a first note
web-home-begin-note-why = Only you can see it until you decide otherwise.
web-home-begin-notebook-new = Create a notebook
web-home-begin-notebook-why = It gathers notes around a subject, or puts them in order as a book.
web-home-begin-community = Create a community
web-home-begin-community-why = People who share a practice: what they write there is for them first.
web-home-begin-registration = Choose who can create an account
web-home-begin-registration-why = And name the person in charge of the protection of personal information.
web-home-begin-invitations = Invite people
web-home-begin-invitations-why = With a link to pass on, or a list of email addresses.
web-home-begin-pages = Say what this site is
web-home-begin-pages-why = Its name, and the sentence that appears here, at the top.
web-home-begin-health = Check the site status
web-home-begin-health-why = Email, backups, disk, and what to do about each.
web-home-begin-import = Do you already have notes elsewhere? This command imports a folder of Markdown files:
web-home-begin-folder = FOLDER
web-home-begin-notebook = My notebook
web-home-all-notebooks = All notebooks
web-home-all-recent = All recent changes
web-home-all-communities = All communities

web-wanted-title = Wanted notes
web-wanted-lead = Links lead to these titles, but no note has them yet.
web-wanted-empty = All the links that you can see lead somewhere.

web-import-title = Import report
web-import-notebook = See the notebook
web-import-dry-run = This was a dry run: nothing was saved.
web-import-notes = Notes
web-import-links = Links
web-import-files = Files
web-import-link-list = Links to check
web-import-warnings = Warnings
web-import-path = Path
web-import-link = Link
web-import-result = Result
web-import-details = Details
web-import-cut = The lists are long: this page shows the beginning. The JSON report has them in full.
web-import-figure-notes = notes of this folder
web-import-figure-created = created
web-import-figure-updated = updated
web-import-figure-unchanged = unchanged
web-import-figure-missing = missing from the folder
web-import-figure-versions = versions from the folder’s history
web-import-figure-attachments = attached files
web-import-figure-refused = files refused
web-import-figure-resolved = links resolved
web-import-figure-ambiguous = ambiguous
web-import-figure-wanted = wanted notes
web-import-figure-broken = broken in the source
web-import-figure-broken-by-us = broken by the import
web-import-figure-external = to other sites
web-import-result-kept = kept as it is
web-import-result-changed = adapted
web-import-result-unchanged = unchanged
web-import-result-missing = missing
web-import-result-refused = refused
web-import-result-ignored = left aside
web-import-result-resolved = resolved
web-import-result-ambiguous = ambiguous
web-import-result-wanted = wanted note
web-import-result-broken = broken in the source
web-import-result-broken-by-us = broken by the import

web-error-home = Go to the home page
web-error-notebooks = Browse notebooks
web-error-recent = See recent changes
web-error-reference = If you write to the administrators, give this number:
web-error-400 = Request not understood
web-error-400-words = This address or form contains something that we could not read. Nothing was changed.
web-error-403 = Not allowed
web-error-403-words = You can see this page, but not do that. Nothing was changed.
web-error-suspended = Your account is suspended
web-error-suspended-words = You cannot sign in. Your notes stay. To talk about it, write to: { $responsible }
web-error-suspended-nobody = You cannot sign in. Your notes stay. To talk about it, write to the administrators of the site.
web-error-404 = Page not found
web-error-404-words = There is no page at this address, or it is not visible to you. Check the address, or start again from here:
web-error-spent = This address no longer works
web-error-spent-words = An address received by email works only once, for a limited time. If you already followed it, what it was for is done; otherwise request another one, or start again from here:
web-error-sign-in = Sign in, if the page is for members only
web-error-405 = Not possible at this address
web-error-405-words = This address can be read, but does not accept what was sent. Nothing was changed.
web-error-410 = Note deleted
web-error-410-words = This note was deleted.
web-error-410-day = This note was deleted on { $day }.
web-error-413 = Too large
web-error-413-words = What you sent is larger than what is accepted. Nothing was changed. Try something smaller.
web-error-414 = Address too long
web-error-414-words = This address is too long to be read. Check that it was copied correctly.
web-error-416 = No such part of the file
web-error-416-words = The file is shorter than the part asked for. Ask for the whole file.
web-error-429 = Too many attempts
web-error-429-words = Wait a moment, then try again.
web-wait-seconds = { $count ->
    [one] There were too many attempts. Wait one second, then try again.
   *[other] There were too many attempts. Wait { $count } seconds, then try again.
}
web-wait-minutes = { $count ->
    [one] There were too many attempts. Wait one minute, then try again.
   *[other] There were too many attempts. Wait { $count } minutes, then try again.
}
web-error-431 = Headers too large
web-error-431-words = Your browser sent too much with this request. Clear this site’s cookies, then try again.
web-problem-parameter = This operation has no parameter “{ $name }”, or its value cannot be read.
web-problem-body = The body of the request cannot be read: it must be the JSON of this operation, with no other field.
web-problem-json = The body must be of the type application/json.
web-problem-token = A token is required: Authorization: Bearer. Create one at /me/tokens.
web-problem-ended = This token does not work: it is unknown, expired or revoked. Create one at /me/tokens.
web-problem-scope = This token does not allow “{ $scope }”.
web-problem-accept = Some texts of the site have yet to be accepted: sign in and accept them before writing.
web-problem-stale = There is a newer version: read it, then start over from it. Nothing was changed.
web-problem-wider = More people would read this note: “{ $who }”.
web-problem-unseen = { $who } Read its visibility first, then send what that gives as “seen”. Nothing was changed.
web-problem-base = Say which version you are writing over: If-Match, with the ETag that you read. Nothing was changed.
web-problem-fields = What was sent cannot be used. Nothing was changed.
web-problem-absent = There is nothing at this address, or it is not visible to you.
web-problem-forbidden = You may see this, but not do that. Nothing was changed.
web-problem-ours = An error on our side. Nothing that was saved is lost. Try again in a moment.

web-error-500 = An error on our side
web-error-500-words = This page could not be prepared. Nothing that was saved is lost. Try again in a moment.
web-error-503 = Site temporarily unavailable
web-error-503-words = The database is not answering. Nothing that was saved is lost. Try again in a moment.
web-error-507 = No space left
web-error-507-words = There is no space left to save. Nothing was half written. Reading still works; tell the administrators of the site.

web-signed-out-title = Sign in to send this
web-signed-out = Nothing was sent, and nothing is lost. You have no session, or yours has ended. Open the sign-in page in another tab, then come back and send again here.
web-signed-out-again = Send again
web-signed-out-partial = A password or a code is never shown again. Sign in, then fill in the form again: the rest is below.
web-signed-out-typed = What you wrote
web-signed-out-text = Text { $number }

web-person-closed = Member (account closed)
