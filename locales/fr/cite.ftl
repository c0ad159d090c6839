# Citer une note.

cite-title = Citer « { $title } »
cite-heading = Citer cette note
cite-heading-work = Citer cet ouvrage
cite-link = Citer cette note
cite-link-work = Citer cet ouvrage
cite-managers = Pour un logiciel de gestion bibliographique
