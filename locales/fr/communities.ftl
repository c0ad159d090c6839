# Les communautés : la liste, et la page de chacune.

communities-access = Accès
communities-access-line = accès { $access }
communities-access-open = ouvert à tout le monde
communities-access-on-request = sur demande
communities-access-invited = sur invitation
communities-stage = Étape
communities-stage-emerging = en émergence
communities-stage-active = active
communities-stage-paused = en pause
communities-stage-paused-until = en pause jusqu’au { $day }
communities-stage-closed = fermée
communities-formality = Forme
communities-formality-interest-circle = cercle d’intérêt
communities-formality-facilitated-group = groupe animé
communities-formality-chartered-community = communauté avec charte
communities-rhythm = Rythme
communities-hosts =
    { $count ->
        [one] Organisation porteuse
       *[other] Organisations porteuses
    }
communities-supporting =
    { $count ->
        [one] Organisation d’appui
       *[other] Organisations d’appui
    }
communities-confidentiality = Règle de confidentialité
communities-charter = Charte
