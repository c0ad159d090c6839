# Les organisations : la liste, et ce qu’une note d’organisation montre.

organisations-title = Organisations
organisations-lead = Les organisations du réseau, telles qu’elles se présentent.
organisations-empty = Une organisation est un collectif que le réseau connaît. Il n’y en a pas encore que vous puissiez voir.
organisations-none = Aucune organisation n’est à la fois de cette région et de ce type.
organisations-regions = Région
organisations-forms = Type
organisations-place = Lieu
organisations-web = Site web
organisations-state = État
organisations-state-paused = en pause
organisations-state-ended = activités terminées
organisations-state-merged = fusionnée avec une autre
organisations-state-ended-on = activités terminées le { $day }
organisations-merged-into = Cette organisation a été fusionnée avec
organisations-identifiers = Identifiants
organisations-scheme-ror = ROR
organisations-scheme-wikidata = Wikidata
organisations-scheme-isni = ISNI
organisations-scheme-lei = LEI
organisations-scheme-viaf = VIAF
organisations-scheme-neq = NEQ
