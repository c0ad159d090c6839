# Créer un carnet, et ce que ses responsables en changent.

web-notebook-new = Nouveau carnet
web-notebook-new-lead = Un carnet rassemble des notes dans un ordre choisi. Vous en serez responsable; tout ce qui suit se change ensuite.
web-notebook-create = Créer le carnet
web-notebook-title = Titre
web-notebook-description = Présentation
web-notebook-description-hint = Ce que le carnet rassemble, et pour qui. Markdown est permis.
web-notebook-language = Langue du carnet
web-notebook-visibility = Qui peut lire ce carnet
web-notebook-for-authors = Vous, et les personnes que vous nommerez.
web-notebook-for-community = Les membres de la communauté choisie plus bas, d’aujourd’hui et de demain.
web-notebook-for-signed-in = Toute personne qui a un compte ici.
web-notebook-for-public = Le carnet est aussi proposé aux moteurs de recherche. Ses notes gardent chacune leur visibilité.
web-notebook-community = Communauté liée
web-notebook-community-none = Aucune
form-unshared = Choisissez aussi une communauté liée, ou une autre visibilité.

web-notebook-edit = Modifier le carnet
web-notebook-edit-of = Modifier le carnet : { $title }
web-notebook-edit-back = Voir le carnet
web-notebook-words = Ce qu’il dit de lui-même
web-notebook-words-save = Enregistrer la présentation
web-notebook-guide = Guide de rédaction
web-notebook-guide-hint = Ce que vous demandez à qui intègre ou écrit des notes ici. Seules ces personnes le voient, sur la page du carnet. Markdown est permis.
web-notebook-usual-view = Présentation d’abord
web-notebook-usual-sort = Ordre d’abord
web-notebook-color = Couleur de la couverture
web-notebook-color-hint = Par exemple #0a5c70. Sans couleur, le site en choisit une.
form-not-a-color = Écrivez une couleur comme #0a5c70.
web-notebook-licence = Licence proposée
web-notebook-licence-hint = Par exemple CC BY 4.0. Les notes déjà écrites gardent la leur.

web-notebook-widen = Qui pourra lire ce carnet
web-notebook-widens-no-note = Aucune note ne s’ouvre avec lui : chacune garde sa visibilité, et qui ne peut pas la lire ne la voit pas dans le carnet.
web-notebook-link-who = Les membres de { $name } liront aussi le carnet.
web-notebook-links-none = Ce carnet n’est lié à aucune communauté.
web-notebook-links-all = Vous n’avez pas d’autre communauté à laquelle le lier. Une communauté fermée ne prend plus de carnets.

web-notebook-opening = Qui peut y intégrer des notes
web-notebook-opening-legend = En plus de ses responsables, des personnes qui y contribuent et de qui anime une communauté liée
web-notebook-open-to = Les membres de { $name }
web-notebook-open-to-all = Toute personne connectée qui peut lire le carnet
web-notebook-opening-save = Enregistrer l’ouverture

web-notebook-entries-none = Aucun point d’entrée n’est nommé.
web-notebook-entry = Une note de ce carnet
web-notebook-entry-hint = Son titre ou son adresse. Elle sera proposée sous le titre du carnet.
web-notebook-entry-label = Nom de ce point d’entrée
web-notebook-entry-label-hint = Par exemple Sommaire ou Références. Sans nom, c’est le titre de la note.
web-notebook-entry-add = Ajouter ce point d’entrée
form-not-placed = Vous ne voyez dans ce carnet aucune note de ce titre ou à cette adresse.
form-no-more = Il ne peut pas y en avoir plus. Retirez-en un d’abord.

web-notebook-list = Liste { $number }
web-notebook-list-name = Nom de la liste { $number }
web-notebook-list-empty = Aucune catégorie dans cette liste.
web-notebook-lists = Noms des listes
web-notebook-lists-save = Enregistrer les noms
web-notebook-category = Nouvelle catégorie
web-notebook-category-list = Dans quelle liste
web-notebook-category-add = Ajouter cette catégorie
web-notebook-category-rename = Renommer
web-notebook-category-rename-of = Renommer : { $name }
web-notebook-category-remove-what = À côté de chaque catégorie : combien de notes que vous pouvez lire la portent ici. Retirer une catégorie l’enlève de ces notes; les notes restent.

web-notebook-people = Responsables, et personnes qui contribuent
web-notebook-people-none = Personne n’est nommé.
web-notebook-lead = Responsable
web-notebook-contributor = Contribution
web-notebook-role = Rôle
web-notebook-person-hint = Une personne dont vous voyez la page. Elle pourra lire le carnet; qui en est responsable peut aussi tout y changer.
web-notebook-person-add = Ajouter cette personne
web-notebook-last-lead = Personne d’autre n’en est responsable : pour partir, nommez d’abord quelqu’un.
web-notebook-leave = Ne plus y prendre part
form-last-lead = Personne d’autre n’en serait responsable. Nommez d’abord quelqu’un.
