# The report of an import: what was refused or left aside and why, how files were changed, what to look at.

import-reason-too-large = The file is too large: a note may have 10{"\u00A0"}MB, another file 200{"\u00A0"}MB.
import-reason-not-text = The file is not text.
import-reason-link-outside = The link leads out of the folder, or nowhere.
import-reason-special-file = It is a pipe, a socket or a device, not a file.
import-reason-bad-name = The name of the file is not Unicode text.
import-reason-unreadable = The system does not let the file be read.
import-reason-licence = Licence of the folder: left aside, as no note links to it.
import-reason-configuration = Settings of another program.
import-reason-hidden = Hidden file.
import-reason-link-to-folder = Link to a folder: its files come in by their own path.
import-reason-org-mode = Org mode is not read: the file is left aside, as no note links to it.
import-reason-outline = The order of the work: it became the contents of the notebook.
import-reason-not-linked = No note shows this file or links to it.

import-change-bom = byte order mark removed
import-change-callouts = call-outs rewritten
import-change-code-words = words after the language of a block of code removed
import-change-comments = comments removed
import-change-controls = unseen control characters removed
import-change-drawers = drawers of Logseq removed
import-change-encoding = text brought to UTF-8
import-change-html = HTML rewritten as Markdown
import-change-include = inclusions put in
import-change-line-ends = line ends unified
import-change-links = links lead to the notes of the site
import-change-macros = macros of Logseq rewritten
import-change-org-blocks = blocks of Org mode rewritten
import-change-properties = properties of Logseq read
import-change-renamed = file known under a new name
import-change-tags = tags of the text became links
import-change-template-tags = tags of a template removed
import-change-title-heading = heading that repeats the title removed
import-change-unknown-keys = unknown keys kept

import-warning-active-removed = Active content was left out: <{ $first }>.
import-warning-anchor-missing = No place named “{ $first }” where “{ $second }” leads: the link goes to the top of the page.
import-warning-attributes-removed = A list of attributes was left out: { $first }
import-warning-block-reference = No page of the folder has the block { $first }: a quiet mark stands in its place.
import-warning-callout-unclosed = The call-out “{ $first }” is not closed: it ends where the text ends.
import-warning-custom-tag = The tag <{ $first }> has no form in Markdown: its words, its address or a quiet mark stand in its place.
import-warning-date-unreadable = This is not read as a date: { $first }
import-warning-deleted-here = This note was deleted on the site: it stays in the bin.
import-warning-edited-here = This note was changed on the site in the same place as in the file: the text of the site stays. Compare them by hand.
import-warning-encoding-doubtful = The encoding is doubtful (read as { $first }): look for wrong letters.
import-warning-frame-linked = An embedded page became a link: { $first }
import-warning-front-matter-unreadable = The front matter cannot be read: it stands in the text as it was.
import-warning-include-long = The files that this note includes are too long together: { $first } is left out. A quiet mark stands in its place.
import-warning-include-missing = The file to include is not in the folder: { $first }. A quiet mark stands in its place.
import-warning-links-not-all-told = This note holds many links: the first { $first } to look at are listed, all are counted.
import-warning-macro = This macro is not known: { $first }. A quiet mark stands in its place.
import-warning-merged = This note was changed on the site and in the file: both changes were kept.
import-warning-names-alike = This name differs from “{ $first }” by case, accents or Unicode form alone: both were kept apart.
import-warning-not-in-outline = The summary does not list this file: it comes last.
import-warning-outline-missing = The summary lists a file that is not in the folder: { $first }
import-warning-properties-removed = Properties that only Logseq uses were left out: { $first } and its like.
import-warning-query = A query of the graph cannot be shown: { $first }. A quiet mark stands in its place.
import-warning-template-tag = A tag of a template was left: { $first }. A quiet mark stands in its place.
import-warning-title-changed = The title was shortened or cleaned of unseen characters.
import-warning-unknown-key = The front matter says “{ $first }: { $second }”, which the site has no place for: it is kept with the note, and not shown.
import-warning-visibility-kept = The note keeps the visibility that it has on the site, which is not the one asked for here.

# The import could not go on.
import-stopped-written-meanwhile = Another command was writing in the same notebook. What was already brought in stays; run the import again, and it will be completed.
import-stopped-full = The disk is full. What was already brought in stays; make room and run the import again, and it will be completed.
import-stopped-unavailable = The database or the files do not answer. What was already brought in stays; run the import again later, and it will be completed.
