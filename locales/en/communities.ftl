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

communities-join = Join
communities-join-ask = Ask to join
communities-join-lead = You will be a member right away: other members will read your name, and nothing else. You can leave the community whenever you like.
communities-join-ask-lead = The people who facilitate or lead the community will read your name and your reason, and answer you.
communities-join-invited-lead = An invitation is waiting for you: you will be a member right away.
communities-join-asked = You asked to join on { $day }. The answer will come here and by email.
communities-join-withdraw = Withdraw my request
communities-join-name = Your name in this community
communities-join-name-hint = Leave empty to keep your usual name. Another name is seen by members only, and does not lead to your page.
communities-join-reason = Why you want to join
communities-join-reason-hint = Read only by those who answer, until they do.

communities-invited = An invitation to join is waiting for you.
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
communities-mine-title = My membership in { $community }
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
communities-risks = Roles that need someone
communities-risk-lead = Nobody leads the community.
communities-risk-facilitator = Nobody facilitates the community.
communities-risk-curator = Nobody looks after curation.
communities-risk-ended = The mandate of { $name } ({ $role }) ended on { $day }: it is to be renewed or handed over.

communities-involvement = Involvement
communities-involvement-none = I prefer not to say
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

communities-roles-lead = Roles add up. Each can have an end date and a backup; the person is told.
communities-roles-mandate = Mandate and backup
communities-roles-starts = Start of mandate
communities-roles-ends = End of mandate
communities-roles-ends-hint = The role does not stop on that day: members see that the mandate is to be renewed or handed over.
communities-roles-backup = Backup
communities-roles-backup-none = nobody
communities-roles-saved = Roles saved.
communities-roles-last = Nobody else leads the community: give this role to someone first.
communities-roles-lead-about = page, access, charter, roles, stage, removing a person, and everything that follows
communities-roles-facilitator-about = welcome, answers to requests, invitations, announcements, hiding messages
communities-roles-curator-about = place and order notes in its notebooks, unlink notes, keep its lexicon, edit the notes it keeps
communities-back-to-members = Back to members

communities-remove = Remove from the community
communities-remove-lead = The person stops being a member right away: they can no longer read what is for members, and they lose their roles. They will read your reason. What they wrote stays.
communities-remove-reason = Reason
communities-removed = The person is no longer a member, and has been told.

communities-requests-title = Requests and invitations of { $community }
communities-requests-none = Nobody is waiting for an answer.
communities-requests-asked = Requested on { $day }
communities-requests-accept = Accept
communities-requests-accept-of = Accept { $name }
communities-requests-refuse = Decline
communities-requests-refuse-of = Decline { $name }
communities-requests-answer = Reason for declining
communities-requests-answer-hint = The person will read it. None is needed to accept.
communities-requests-answered = The answer has been sent.
communities-requests-other = Someone else answered in the meantime.
communities-invitations = Invitations
communities-invitations-none = No invitation is pending.
communities-invitation-by = From { $by }, until { $day }
communities-invitation-until = Until { $day }
communities-invitation-proposed = Proposed by { $by }
communities-invitation-proposed-left = Proposed
communities-invitation-send = Invite
communities-invitation-send-to = Invite { $mail }
communities-invitation-decline = Do not invite
communities-invitation-decline-of = Do not invite { $mail }
communities-invitation-take-back = Withdraw the invitation
communities-invitation-take-back-of = Withdraw the invitation to { $mail }
communities-invitation-gone = This invitation no longer exists.
communities-invite = Invite someone
communities-invite-lead = An email is sent to this address. Whoever receives it decides here; you will not learn whether the address already had an account.
communities-propose-lead = The people who facilitate or lead the community will decide whether to send the invitation.
communities-invite-mail = Email
communities-invite-words = A few words for this person
communities-invite-send = Send the invitation
communities-propose-send = Propose
communities-invite-sent = The invitation is on its way.
communities-propose-sent = Your proposal has been sent.

communities-mine-lead = What you choose here applies to this community, right away and everywhere.
communities-mine-saved = Your choices have been saved.
communities-mine-name = Your name here
communities-mine-name-hint = Leave empty to remain { $name }.
communities-mine-involvement-hint = Read by members only; never inferred from what you do.
communities-mine-roles = My roles
communities-mine-roles-shown = Show my roles outside the community
communities-mine-roles-shown-hint = On its page, with your name here. Unless you agree, only members know them.
communities-mine-organisations = My affiliations in this community
communities-mine-organisations-lead = Discreet at first: your membership says nothing about your home organization, and tells it nothing.
communities-mine-organisations-none = You have not added any affiliations.
communities-mine-organisations-say = Add an affiliation
communities-mine-posture-of = What { $organisation } may know
communities-mine-posture-discreet = discreet: nothing
communities-mine-posture-declared = declared: that I am a member
communities-mine-posture-unlisted = It can know nothing about it: the community is named to its members only.
communities-mine-shown-of = Show { $organisation } to members
communities-leave = Leave the community
communities-leave-lead = You will no longer be able to read what is for members; your name here, your roles and your choices will be erased. What you wrote stays.
communities-leave-last = Nobody else leads the community: without you, that role will need someone.
communities-leave-act = Leave
communities-leave-stay = Stay
communities-create = Create a community
communities-new-lead = You will be a member and its lead. It starts as emerging; at first, only its members know that it exists, and nobody joins without an invitation. All of this can be changed later, except its name in web addresses.
communities-name = Name
communities-alias = Name in web addresses
communities-alias-hint = Two to forty characters: unaccented lowercase letters, digits and hyphens, starting with a letter. It cannot be changed later. Leave empty to take it from the name.
communities-alias-free = This one is available: { $alias }
communities-alias-taken = This name in web addresses is already taken. Choose another one.
communities-alias-wrong = Use two to forty characters: unaccented lowercase letters, digits and hyphens, starting with a letter.
communities-language = Language of these texts
communities-about = Description
communities-about-hint = What people do there, and for whom. The first sentence is shown in lists.
communities-rhythm-hint = For example: the first Thursday of the month, online.
communities-confidentiality-hint = What may be repeated elsewhere, and what stays among members.
communities-choose-open = Open
communities-choose-open-about = Anyone signed in can join, without asking.
communities-choose-on-request = On request
communities-choose-on-request-about = People ask to join; leads and facilitators answer.
communities-choose-invited = By invitation
communities-choose-invited-about = Only people who are invited can join.
communities-known = Who knows that it exists
communities-choose-unlisted = Its members only
communities-choose-unlisted-about = It is in no list, and for anyone else its page does not exist.
communities-choose-listed = Everyone, without an account
communities-choose-listed-about = Its name, description, rules and organizations will be visible to everyone, without an account: in the list of communities and on its page. Its members will not.

communities-edit = Edit the page
communities-edit-title = Edit the page: { $name }
communities-edit-back = See the page
communities-saved = Saved.
communities-stale = Someone else saved this page in the meantime. Nothing that you wrote is lost, and none of it is saved yet: look at the current version, then save again.
communities-stale-now = Current version
communities-stale-same = See below: the page shows the current version.
communities-stale-empty = nothing is written there
communities-words = How it describes itself
communities-words-save = Save these texts
communities-opening = Who can join, and who knows about it
communities-opening-save = Save these choices
communities-formality-unsaid = not stated
communities-organisations = Organizations
communities-organisations-none = No organization is named.
communities-organisations-full = You already see { $most } of them, which is the limit. Remove one first.
communities-organisation = Name of an organization
communities-support = Its role in the community
communities-organisation-add = Add this organization
communities-organisation-up = Move up
communities-organisation-up-of = Move up: { $name }
communities-organisation-down = Move down
communities-organisation-down-of = Move down: { $name }
communities-organisation-remove = Remove
communities-organisation-remove-of = Remove: { $name }
communities-charter-unsaid = No note is named as the charter.
communities-charter-note = Address or title of the note
communities-charter-note-hint = A note on this site that you can read. Only people who can read it will see that it is the charter.
communities-charter-adopted = Adopted on
communities-charter-review = To be reviewed on
communities-charter-review-hint = After that day, the page reminds its members.
communities-charter-save = Save the charter
communities-charter-remove = Remove the charter
communities-charter-none = You see no note with this title, or at this address, here.
communities-charter-several = Several notes have this title. Paste the address of the right one.
communities-charter-early = This is before the day it was adopted.
communities-charter-since = adopted on { $day }
communities-charter-until = to be reviewed on { $day }
communities-charter-overdue = The charter was due for review on { $day }.
communities-paused-until = Paused until
communities-paused-until-hint = Only for a pause. Leave empty if the day is not known.
communities-stage-save = Save the stage
communities-rests = This community is paused. What is written there stays, and so do its members.
communities-rests-until = This community is paused until { $day }. What is written there stays, and so do its members.
communities-closed-means = This community is closed. Its members can still read what is written there; nobody can join any more, and nothing new is linked to it.
communities-reopen = Reopen the community

communities-close = Close the community
communities-close-lead = When its work is done:
communities-close-title = Close: { $name }
communities-close-what = This is what closing means. Nothing happens until you confirm.
communities-close-read = Its members remain members, and can read what is written there.
communities-close-join = Nobody can join any more, and nothing new is linked to it.
communities-close-roles = The roles of facilitators end, as do those of the leads and curators whom you do not keep.
communities-close-again = Anyone who remains a lead can reopen it. If nobody does, nobody can, and its page no longer changes.
communities-heirs = Who keeps its notes
communities-heirs-hint = At least one person. They keep their role, correct the notes that nobody else can edit any more, and are responsible for them.
communities-heirs-none = At least one person must stay.
communities-heir-lead = lead
communities-heir-curator = curator
communities-close-act = Close this community
communities-close-leave = Do not close it
communities-close-stale = Someone else saved this community’s page in the meantime. Nothing is closed: check again who keeps its notes.
