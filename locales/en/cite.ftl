# Citing a note.

cite-title = Cite “{ $title }”
cite-heading = Cite this note
cite-link = Cite this note
cite-managers = For a reference manager
