# Check: what can be amiss with what is kept, and what came of mending it.

check-database-damaged = The file of the database is damaged
check-row-to-nothing = A row refers to something that is not there
check-version-of-nothing = A version belongs to a note that is not there
check-note-without-text = A note has no version, and so no text
check-version-missing = A version of a note is not there
check-revision-number = A note does not show its newest version
check-note-title = The title or the language of a note is not that of its newest version
check-title-key = What links and searches compare does not follow from the name
check-sort-key = What lists sort by does not follow from the name
check-excerpt = The first words shown in lists are not those of the text
check-term-missing = A note that is a term defines nothing in the lexicon
check-alias = Links cannot find another name of a note
check-links = The links kept are not those of the text
check-link-target = A link leads to a note that is not there
check-files-shown = The files that a note is said to show are not those of its text
check-seen-by-nobody = It is visible to the members of communities, and none is linked; mended, it becomes visible to its authors alone
check-category-elsewhere = A note is filed under a category of another notebook
check-cited-by = What cites a note is not what the links say
check-term-uses = The terms that a note is said to use are not those of its text and its links
check-likeness = The words by which a note is compared with others are not those of its text
check-projection-past-log = Work derived from the change log stands past its end
check-log-of-another-server = The change log was numbered by another database server: nothing new would be noticed
check-file-missing = The content of a file is not there
check-file-damaged = The content of a file is not what was stored
check-file-unnamed = No file has had this content for more than a day

check-thing-category = category
check-thing-community = community
check-thing-content = content
check-thing-database = database
check-thing-file = file
check-thing-log = log
check-thing-note = note
check-thing-notebook = notebook
check-thing-person = person
check-thing-projection = projection
check-thing-row = row

check-repair-none = Cannot be mended here: look for it in a backup.
check-repair-possible = --repair mends it.
check-repair-done = Mended.
check-more =
    { $count ->
        [one] And one more. To see all, add --json.
       *[other] And { $count } more. To see all, add --json.
    }
check-looked-at =
    Looked at: { $notes ->
        [one] { $notes } note
       *[other] { $notes } notes
    }, { $revisions ->
        [one] { $revisions } version
       *[other] { $revisions } versions
    }, { $links ->
        [one] { $links } link
       *[other] { $links } links
    }, { $files ->
        [one] { $files } file
       *[other] { $files } files
    }.
check-left =
    { $count ->
        [0] Everything is in order.
        [one] One problem is left.
       *[other] { $count } problems are left.
    }
