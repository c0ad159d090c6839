# Check: what can be amiss with what is kept, and what came of mending it.

check-database-damaged = The database file is damaged
check-row-to-nothing = A row refers to something that does not exist
check-version-of-nothing = A version belongs to a note that does not exist
check-note-without-text = A note has no version, and so no text
check-version-missing = A version of a note is missing
check-revision-number = A note does not show its latest version
check-note-title = The title or language of a note is not that of its latest version
check-title-key = What links and searches compare does not match the name
check-sort-key = What lists sort by does not match the name
check-excerpt = The first words shown in lists are not those of the text
check-term-missing = A note that is a lexicon term defines nothing in the lexicon
check-alias = Links cannot find another name of a note
check-links = The stored links are not those of the text
check-link-target = A link leads to a note that does not exist
check-files-shown = The files recorded for a note are not those that its text shows
check-seen-by-nobody = A note or notebook is visible to the members of communities, but no community is linked to it; once repaired, the note is visible only to the people who may edit it, and the notebook only to its leads and contributors
check-category-elsewhere = A note is filed under a category of another notebook
check-cited-by = What cites a note does not match the links
check-term-uses = The terms recorded for a note are not those of its text and links
check-likeness = The words used to compare a note with others are not those of its text
check-projection-past-log = Work derived from the change log goes past its end
check-log-of-another-server = The change log was numbered by another database server: nothing new would be noticed
check-file-missing = The content of a file or of a cover is missing
check-file-damaged = The content of a file or of a cover is not what was stored
check-file-unnamed = No file or cover has used this content for more than a day

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

check-repair-none = Cannot be repaired here: look for it in a backup.
check-repair-possible = --repair can repair it.
check-repair-done = Repaired.
check-more =
    { $count ->
        [one] And one more. To see everything, add --json.
       *[other] And { $count } more. To see everything, add --json.
    }
check-looked-at =
    Checked: { $notes ->
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
        [one] One problem remains.
       *[other] { $count } problems remain.
    }
