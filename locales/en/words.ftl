# The words of the domain, shared by pages, letters and commands.

# Who may see: always in words.
visibility-public = Visible to everyone, without an account
visibility-signed-in = Visible to people signed in to { $site }
visibility-signed-in-short = Visible to people signed in
visibility-community = Visible to the members of { $names }
visibility-community-short = Visible to the members of its communities
visibility-authors = Visible to the people who may edit it
visibility-authors-notebook = Visible to the people who may edit it
visibility-you-alone = Visible only to you

kind-article = note
kind-term = term
kind-organisation = organization

role-member = member
role-curator = curator
role-facilitator = facilitator
role-lead = lead

notebook-view-list = List
notebook-view-grid = Grid
notebook-view-work = Work
notebook-sort-manual = Notebook order
notebook-sort-newest = Newest
notebook-sort-changed = Last changed
notebook-sort-title = Title

# Names in a sentence: “Ana, Béa and Cléo”.
list-and = { $first } and { $last }
by-and-when = by { $name }, on { $when }
on-when = on { $when }

# The language of a text.
language-fr = French
language-en = English
language-es = Spanish
language-pt = Portuguese
language-ht = Haitian Creole
language-ar = Arabic
language-de = German
language-it = Italian
language-zh = Chinese
language-iu = Inuktitut
language-cr = Cree
language-moe = Innu-aimun
language-atj = Atikamekw
language-abe = Abenaki
language-alq = Algonquin
language-mic = Mi’kmaq
language-moh = Mohawk
