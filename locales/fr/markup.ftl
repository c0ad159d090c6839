# Les mots que la page d’une note en français ajoute au texte : titres d’encadrés sans titre, notes de bas de page, tâches.

callout-note = Note
callout-abstract = Résumé
callout-info = Information
callout-todo = À faire
callout-tip = Conseil
callout-important = Important
callout-success = Réussite
callout-question = Question
callout-warning = Attention
callout-caution = Prudence
callout-failure = Échec
callout-danger = Danger
callout-bug = Défaut
callout-example = Exemple
callout-quote = Citation

footnotes-title = Notes de bas de page
footnote-back = Retour au texte

task-done = Fait
task-to-do = À faire
