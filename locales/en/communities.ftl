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

communities-create = Create a community
communities-new-lead = You will be a member and the lead of it. It begins as emerging; at first, only its members know that it exists and nobody comes in without an invitation. All of that can be changed later, except its name in addresses.
communities-name = Name
communities-alias = Name in addresses
communities-alias-hint = Two to forty lowercase letters without accents, digits or hyphens, beginning with a letter. It does not change afterwards. Leave empty to take it from the name.
communities-alias-free = This one is free: { $alias }
communities-alias-taken = This name in addresses is taken. Choose another one.
communities-alias-wrong = It takes two to forty lowercase letters without accents, digits or hyphens, beginning with a letter.
communities-language = Language of these texts
communities-about = What it is about
communities-about-hint = What is done there, and for whom. The first sentence is shown in lists.
communities-rhythm-hint = For instance: the first Thursday of the month, online.
communities-confidentiality-hint = What may be repeated elsewhere, and what stays among members.
communities-choose-open = Open
communities-choose-open-about = Anyone signed in can become a member, without asking.
communities-choose-on-request = On request
communities-choose-on-request-about = People ask to become members; leads and facilitators answer.
communities-choose-invited = By invitation
communities-choose-invited-about = Only people who are invited can become members.
communities-known = Who knows that it exists
communities-choose-unlisted = Its members only
communities-choose-unlisted-about = It is in no list, and for anyone else its page does not exist.
communities-choose-listed = Everyone, without an account
communities-choose-listed-about = Its name, what it is about, its rules and its organizations will be visible to everyone, without an account: in the list of communities and on its page. Its members are not.

communities-edit = Edit the page
communities-edit-title = Edit the page: { $name }
communities-edit-back = See the page
communities-saved = It is saved.
communities-stale = Somebody else saved this page in between. Nothing that you wrote is lost, and none of it is saved yet: look at what stands now, then save again.
communities-stale-now = What stands now
communities-stale-same = See below: the page shows what stands now.
communities-stale-empty = nothing is written there
communities-words = What it says of itself
communities-words-save = Save these texts
communities-opening = Who comes in, and who knows of it
communities-opening-save = Save these choices
communities-formality-unsaid = do not say
communities-organisations = Organizations
communities-organisations-none = None is named.
communities-organisations-full = You already see { $most } of them, and there may be no more. Remove one first.
communities-organisation = Name of an organization
communities-support = What it is to the community
communities-organisation-add = Add this organization
communities-organisation-up = Move up
communities-organisation-up-of = Move up: { $name }
communities-organisation-down = Move down
communities-organisation-down-of = Move down: { $name }
communities-organisation-remove = Remove
communities-organisation-remove-of = Remove: { $name }
communities-charter-unsaid = No note is named as the charter.
communities-charter-note = Address or title of the note
communities-charter-note-hint = A note of this site that you can read. Only people who can read it will see that it is the charter.
communities-charter-adopted = Adopted on
communities-charter-review = To be reviewed on
communities-charter-review-hint = Once that day is past, the page reminds its members.
communities-charter-save = Save the charter
communities-charter-remove = Remove the charter
communities-charter-none = You see no note of this title, or at this address, here.
communities-charter-several = Several notes bear this title. Paste the address of the right one.
communities-charter-early = It is before the day of its adoption.
communities-charter-since = adopted on { $day }
communities-charter-until = to be reviewed on { $day }
communities-charter-overdue = The charter was to be reviewed on { $day }.
communities-paused-until = Paused until
communities-paused-until-hint = For a pause only. Leave empty if the day is not known.
communities-stage-save = Save the stage
communities-rests = This community is paused. What is written there stays, and so do its members.
communities-rests-until = This community is paused until { $day }. What is written there stays, and so do its members.
communities-closed-means = This community is closed. Its members can still read what is written there; nobody comes in any more, and nothing new is linked to it.
communities-reopen = Open the community again

communities-close = Close the community
communities-close-lead = When its work is done:
communities-close-title = Close: { $name }
communities-close-what = This is what closing means. Nothing is done until you confirm it.
communities-close-read = Its members stay members, and can read what is written there.
communities-close-join = Nobody comes in any more, and nothing new is linked to it.
communities-close-roles = The roles of facilitators end, and those of the leads and curators whom you do not keep.
communities-close-again = Whoever is still a lead can open it again. If nobody is, nobody can, and its page does not change any more.
communities-heirs = Who keeps its notes
communities-heirs-hint = One person at least. They keep their role, correct the notes that nobody else can edit any more, and answer for them.
communities-heirs-none = One person at least must stay.
communities-heir-lead = lead
communities-heir-curator = curator
communities-close-act = Close this community
communities-close-leave = Do not close it
communities-close-stale = Somebody else saved the page of this community in between. Nothing is closed: look again at who keeps its notes.
