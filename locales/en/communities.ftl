# Communities: the list, and the page of each.

communities-access = Access
communities-access-line = access: { $access }
communities-access-open = open to everyone
communities-access-on-request = on request
communities-access-invited = by invitation
communities-stage = Stage
communities-stage-emerging = emerging
communities-stage-active = active
communities-stage-paused = paused
communities-stage-paused-until = paused until { $day }
communities-stage-closed = closed
communities-formality = Form
communities-formality-interest-circle = interest circle
communities-formality-facilitated-group = facilitated group
communities-formality-chartered-community = community with a charter
communities-rhythm = Rhythm
communities-hosts =
    { $count ->
        [one] Host organization
       *[other] Host organizations
    }
communities-supporting =
    { $count ->
        [one] Supporting organization
       *[other] Supporting organizations
    }
communities-confidentiality = Confidentiality rule
communities-charter = Charter
