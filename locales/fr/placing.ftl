# Intégrer une note à un carnet depuis sa page, décliner une intégration.

web-place = Intégrer à un carnet
web-place-what = Un carnet n’ouvre aucune note : chacune garde sa visibilité.
web-place-where = Elle y est déjà
web-place-choose = Choisir un carnet
web-place-notebook = Carnet
web-place-next = Choisir ce carnet
web-place-other = Choisir un autre carnet
web-place-act = Intégrer à ce carnet
web-place-nowhere = Vous ne pouvez intégrer cette note à aucun autre carnet.
web-place-wider = Des personnes lisent ce carnet sans pouvoir lire cette note. Elle ne s’ouvre pas à elles : seules les personnes qui peuvent déjà la lire l’y verront.
web-place-withdraw-of = Retirer du carnet : { $name }
web-place-decline = Décliner cette intégration
web-place-decline-of = Décliner cette intégration : { $name }
web-place-decline-now = La note quitte ce carnet tout de suite.
web-place-decline-later = Elle y est depuis plus de trente jours : elle le quittera dans sept jours.
web-place-decline-what = Ensuite, seule une personne qui décide de cette note pourra l’y remettre. La note ne change pas.
web-place-words = Pourquoi
web-place-words-hint = Une ligne que seules les personnes responsables du carnet liront. Votre nom n’y paraît pas.
web-place-declined = Intégrations déclinées
web-place-declined-what = Seule une personne qui décide de cette note peut la remettre dans ces carnets.
web-place-goes = La note quitte ce carnet le { $day }.
web-place-take-back = Annuler ce refus
web-place-take-back-of = Annuler ce refus : { $name }

web-contents-declined = Intégrations déclinées
web-contents-declined-what = Ces notes ne sont pas à leur place ici, selon les personnes qui en décident : elles seules peuvent les y remettre. Ceci n’est montré qu’à vous et aux autres responsables.
web-contents-declined-until = Hors du carnet à partir du { $day }

form-declined-there = Les personnes qui décident de cette note ne la veulent pas dans ce carnet : elles seules peuvent l’y remettre.

letter-note-placed = « { $title } », que vous pouvez modifier, est maintenant dans le carnet « { $notebook } ».
letter-note-placed-decline = Le carnet n’ouvre pas la note. Si elle n’y est pas à sa place, vous pouvez décliner.
letter-note-placed-act = Voir où elle est

me-held-declines = Intégrations à un carnet que vous avez déclinées
me-held-declines-why = ne pas y remettre la note sans ses auteurs et autrices
me-held-declines-until = jusqu’à ce que le refus soit annulé; votre nom et vos mots, jusqu’à votre départ
me-held-declines-who = vos mots, les responsables du carnet; votre nom, personne d’autre
