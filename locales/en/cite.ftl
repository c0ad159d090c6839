# Citing a note.

cite-title = Cite “{ $title }”
cite-heading = Cite this note
cite-heading-work = Cite this work
cite-link = Cite this note
cite-link-work = Cite this work
cite-copy = Copy the { $style } citation
cite-copied = Copied.
cite-selected = Your browser does not allow copying: the citation is selected, copy it with the keyboard.
cite-managers = For a reference manager
