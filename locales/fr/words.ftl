# Les mots du domaine, communs à toutes les pages, aux lettres et aux commandes.

# Qui peut voir : toujours en mots.
visibility-public = Visible de tout le monde, sans compte
visibility-signed-in = Visible des personnes connectées à { $site }
visibility-signed-in-short = Visible des personnes connectées
visibility-community = Visible des membres de { $names }
visibility-community-short = Visible des membres de ses communautés
visibility-authors = Visible des personnes qui peuvent la modifier
visibility-authors-notebook = Visible des personnes qui peuvent le modifier
visibility-you-alone = Visible de vous seulement

kind-article = note
kind-term = terme du lexique
kind-organisation = organisation

role-member = membre
role-curator = curation
role-facilitator = animation
role-lead = responsable

notebook-view-list = Liste
notebook-view-grid = Grille
notebook-view-work = Ouvrage
notebook-sort-manual = Ordre du carnet
notebook-sort-newest = Plus récentes
notebook-sort-changed = Modifiées récemment
notebook-sort-title = Titre

# Des noms dans une phrase : « Ana, Béa et Cléo ».
list-and = { $first } et { $last }
by-and-when = par { $name }, le { $when }
on-when = le { $when }

# La langue d’un texte.
language-fr = français
language-en = anglais
language-es = espagnol
language-pt = portugais
language-ht = créole haïtien
language-ar = arabe
language-de = allemand
language-it = italien
language-zh = chinois
language-iu = inuktitut
language-cr = cri
language-moe = innu-aimun
language-atj = atikamekw
language-abe = abénaquis
language-alq = algonquin
language-mic = mi’gmaq
language-moh = mohawk
