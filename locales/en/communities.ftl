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

# Members: what each person is to the community, and what they may do there.

communities-role-lead = lead
communities-role-facilitator = facilitator
communities-role-curator = curator
communities-role-member = member
communities-holders = Roles
communities-holder = { $name } ({ $role })

communities-join = Become a member
communities-join-ask = Ask to become a member
communities-join-lead = You will be a member at once: other members will read your name, and nothing else. You can leave the community whenever you want.
communities-join-ask-lead = Those who facilitate or lead the community will read your name and your reason, and answer you.
communities-join-invited-lead = An invitation is waiting for you: you will be a member at once.
communities-join-asked = You asked to become a member on { $day }. The answer will come here and by letter.
communities-join-withdraw = Withdraw my request
communities-join-name = Your name in this community
communities-join-name-hint = Leave empty to keep your name. Another name is read by members only, and does not lead to your page.
communities-join-reason = Why you want to join
communities-join-reason-hint = Read only by those who answer, until they do.

communities-invited = An invitation to become a member is waiting for you.
communities-invited-see = See the invitation
communities-member = You are a member of this community.
communities-members = Members
communities-members-title = Members of { $community }
communities-members-count =
    { $count ->
        [one] One person is a member.
       *[other] { $count } people are members.
    }
communities-mine = My membership
communities-mine-title = My membership of { $community }
communities-requests = Requests and invitations
communities-propose = Propose someone
communities-waiting =
    { $count ->
        [one] One request is waiting for an answer
       *[other] { $count } requests are waiting for an answer
    }
communities-risks-count =
    { $count ->
        [one] One role needs someone
       *[other] { $count } roles need someone
    }
communities-risks = What needs someone
communities-risk-lead = Nobody leads the community.
communities-risk-facilitator = Nobody facilitates the community.
communities-risk-curator = Nobody takes care of curation.
communities-risk-ended = The mandate of { $name } ({ $role }) ended on { $day }: to renew or to hand over.

communities-involvement = Involvement
communities-involvement-none = I do not say
communities-involvement-core = core
communities-involvement-active = active
communities-involvement-occasional = occasional
communities-involvement-listening = listening
communities-member-you = you
communities-member-roles = Roles
communities-member-roles-of = Roles of { $name }
communities-member-organisations = Home organization
communities-mandate-from = { $role }, since { $starts }
communities-mandate-to = { $role }, until { $ends }
communities-mandate-from-to = { $role }, from { $starts } to { $ends }
communities-mandate-backup = { $mandate }; backup: { $backup }

communities-roles-lead = Roles add up. Each can have an end and a backup; the person is told.
communities-roles-starts = Mandate begins
communities-roles-ends = Mandate ends
communities-roles-ends-hint = The role does not stop on that day: members see that the mandate is to be renewed or handed over.
communities-roles-backup = Backup
communities-roles-backup-none = nobody
communities-roles-saved = The roles are saved.
communities-roles-last = Nobody else leads the community: first give this role to someone.
communities-roles-lead-about = page, access, charter, roles, stage, removing a person, and all that follows
communities-roles-facilitator-about = welcome, answers to requests, invitations, announcements, messages to hide
communities-roles-curator-about = place and order in its notebooks, unlink notes, keep its lexicon, edit the notes it keeps
communities-back-to-members = Back to members

communities-remove = Remove from the community
communities-remove-lead = The person stops being a member now: they no longer read what is for members, and lose their roles. They will read your reason. What they wrote stays.
communities-remove-reason = Reason
communities-removed = The person is no longer a member, and is told.

communities-requests-title = Requests and invitations of { $community }
communities-requests-none = Nobody is waiting for an answer.
communities-requests-asked = Asked on { $day }
communities-requests-accept = Accept
communities-requests-accept-of = Accept { $name }
communities-requests-refuse = Refuse
communities-requests-refuse-of = Refuse { $name }
communities-requests-answer = Reason for a refusal
communities-requests-answer-hint = The person will read it. It is not asked for to accept.
communities-requests-answered = The answer is on its way.
communities-requests-other = Someone else answered in the meantime.
communities-invitations = Invitations
communities-invitations-none = No invitation is waiting.
communities-invitation-by = From { $by }, until { $day }
communities-invitation-until = Until { $day }
communities-invitation-proposed = Proposed by { $by }
communities-invitation-proposed-left = Proposed
communities-invitation-send = Invite
communities-invitation-send-to = Invite { $mail }
communities-invitation-decline = Do not invite
communities-invitation-decline-of = Do not invite { $mail }
communities-invitation-take-back = Take the invitation back
communities-invitation-take-back-of = Take back the invitation of { $mail }
communities-invitation-gone = This invitation is no longer there.
communities-invite = Invite someone
communities-invite-lead = A letter goes to this address. Whoever gets it decides here; you will not learn whether the address already had an account.
communities-propose-lead = Those who facilitate or lead the community will decide whether to send the invitation.
communities-invite-mail = Email
communities-invite-words = A word for this person
communities-invite-send = Send the invitation
communities-propose-send = Propose
communities-invite-sent = The invitation is on its way.
communities-propose-sent = The proposal is made.

communities-mine-lead = What you choose here holds for this community, at once and everywhere.
communities-mine-saved = Your choices are saved.
communities-mine-name = Your name here
communities-mine-name-hint = Leave empty to stay { $name }.
communities-mine-involvement-hint = Read by members only; never inferred from what you do.
communities-mine-roles = My roles
communities-mine-roles-shown = Show my roles outside the community
communities-mine-roles-shown-hint = On its page, with your name here. Without your consent, members alone know them.
communities-mine-organisations = My affiliations in this community
communities-mine-organisations-lead = Discreet at first: your membership says nothing of your home organization, and tells it nothing.
communities-mine-organisations-none = You have said no affiliation.
communities-mine-organisations-say = Say an affiliation
communities-mine-posture-of = What { $organisation } may know
communities-mine-posture-discreet = discreet: nothing
communities-mine-posture-declared = declared: that I am a member
communities-mine-posture-unlisted = It can know nothing of it: the community is named to its members only.
communities-mine-shown-of = Show { $organisation } to members
communities-leave = Leave the community
communities-leave-lead = You will no longer read what is for members; your name here, your roles and your choices will be erased. What you wrote stays.
communities-leave-last = Nobody else leads the community: without you, that role will need someone.
communities-leave-act = Leave
communities-leave-stay = Stay
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
