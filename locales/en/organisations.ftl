# Organizations: the list, and what the note of one shows.

organisations-title = Organizations
organisations-lead = The organizations of the network, as they present themselves.
organisations-empty = An organization is a collective that the network knows. There are none yet that you may see.
organisations-none = No organization is both of this region and of this kind.
organisations-regions = Region
organisations-forms = Kind
organisations-place = Place
organisations-web = Website
organisations-state = State
organisations-state-paused = paused
organisations-state-ended = no longer active
organisations-state-merged = joined to another one
organisations-state-ended-on = closed on { $day }
organisations-merged-into = This organization was merged into
organisations-identifiers = Identifiers
organisations-scheme-ror = ROR
organisations-scheme-wikidata = Wikidata
organisations-scheme-isni = ISNI
organisations-scheme-lei = LEI
organisations-scheme-viaf = VIAF
organisations-scheme-neq = NEQ
