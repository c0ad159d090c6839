# Citer une note.

cite-title = Citer « { $title } »
cite-heading = Citer cette note
cite-heading-work = Citer cet ouvrage
cite-link = Citer cette note
cite-link-work = Citer cet ouvrage
cite-copy = Copier la citation { $style }
cite-copied = Copiée.
cite-selected = Le navigateur ne laisse pas copier : la citation est sélectionnée, copiez-la au clavier.
cite-managers = Pour un logiciel de gestion bibliographique
