# Citing a note.

cite-title = Cite “{ $title }”
cite-heading = Cite this note
cite-heading-work = Cite this work
cite-link = Cite this note
cite-link-work = Cite this work
cite-managers = For a reference manager
