# Citer une note.

cite-title = Citer « { $title } »
cite-heading = Citer cette note
cite-link = Citer cette note
cite-managers = Pour un logiciel de gestion bibliographique
