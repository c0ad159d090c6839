# Creating a notebook, and what its leads change of it.

web-notebook-new = New notebook
web-notebook-new-lead = A notebook gathers notes in a chosen order. You will be its lead; all that follows can be changed later.
web-notebook-create = Create the notebook
web-notebook-title = Title
web-notebook-description = What it is about
web-notebook-description-hint = What the notebook gathers, and for whom. Markdown may be used.
web-notebook-language = Language of the notebook
web-notebook-visibility = Who may read this notebook
web-notebook-for-authors = You, and the people whom you name.
web-notebook-for-community = The members of the community chosen below, those of today and those to come.
web-notebook-for-signed-in = Anyone who has an account here.
web-notebook-for-public = The notebook is also shown to search engines. Its notes each keep their visibility.
web-notebook-community = Linked community
web-notebook-community-none = None
form-unshared = Also choose a linked community, or another visibility.

web-notebook-edit = Edit the notebook
web-notebook-edit-of = Edit the notebook: { $title }
web-notebook-edit-back = See the notebook
web-notebook-words = What it says of itself
web-notebook-words-save = Save what it says
web-notebook-guide = Writing guide
web-notebook-guide-hint = What you ask of those who place or write notes here. They alone see it, on the page of the notebook. Markdown may be used.
web-notebook-usual-view = View at first
web-notebook-usual-sort = Order at first
web-notebook-color = Colour of the cover
web-notebook-color-hint = For example #0a5c70. Without one, the site chooses.
form-not-a-color = Write a colour such as #0a5c70.
web-notebook-licence = Licence that is proposed
web-notebook-licence-hint = For example CC BY 4.0. Notes that are written already keep theirs.

web-notebook-widen = Who will be able to read this notebook
web-notebook-widens-no-note = No note opens with it: each keeps its visibility, and those who may not read it do not see it in the notebook.
web-notebook-link-who = The members of { $name } will read the notebook too.
web-notebook-links-none = This notebook is linked to no community.
web-notebook-links-all = You have no other community to link it to. A closed community takes no more notebooks.

web-notebook-opening = Who may place notes in it
web-notebook-opening-legend = Beside its leads, its contributors and those who curate, facilitate or lead a linked community
web-notebook-open-to = The members of { $name }
web-notebook-open-to-all = Anyone signed in who may read the notebook
web-notebook-opening-save = Save who may

web-notebook-entries-none = No entry point is named.
web-notebook-entry = A note of this notebook
web-notebook-entry-hint = Its title or its address. It will be shown under the title of the notebook.
web-notebook-entry-label = Name of this entry point
web-notebook-entry-label-hint = For example Summary or References. Without one, it is the title of the note.
web-notebook-entry-add = Add this entry point
form-not-placed = You see no note of this title, or at this address, in this notebook.
form-no-more = There may be no more. Remove one first.

web-notebook-list = List { $number }
web-notebook-list-name = Name of list { $number }
web-notebook-list-empty = No category in this list.
web-notebook-lists = Names of the lists
web-notebook-lists-save = Save the names
web-notebook-category = New category
web-notebook-category-list = In which list
web-notebook-category-add = Add this category
web-notebook-category-rename = Rename
web-notebook-category-rename-of = Rename: { $name }
web-notebook-category-remove-what = Beside each category: how many notes that you may read bear it here. Removing a category takes it off these notes; the notes stay.

web-notebook-people = Leads and contributors
web-notebook-people-none = Nobody is named.
web-notebook-lead = Lead
web-notebook-contributor = Contributor
web-notebook-role = Role
web-notebook-person-hint = Somebody whose page you see. They will be able to read the notebook; a lead may also change all of it.
web-notebook-person-add = Add this person
web-notebook-last-lead = Nobody else leads it: before you leave, name somebody.
web-notebook-leave = Take part no more
form-last-lead = Nobody else would lead it. First name somebody.
