# The rights of a note: who may read it, who may edit it, in which communities.

web-note-rights = Rights and visibility
web-note-detach = Detach from { $name }
web-note-unsign = Sign this note no more
web-rights-of = Rights and visibility of “{ $title }”
web-rights-done = Done. This page says how things stand now.
web-rights-leave-it = Leave it as it is

web-rights-visibility = Who may read it
web-rights-visibility-change = Change the visibility
web-rights-registration-open = Anyone with a mail address can make an account here, and will then be one of them.
web-rights-widen = Who will be able to read it
web-rights-widen-what = What was read cannot be taken back: others may copy or quote it.
web-rights-widen-yes = Yes, open it
web-rights-licence-hint = It holds for the versions that are published under it.
web-licence-none = None, for now
web-rights-unknown = If somebody else who may edit it linked it to a community that only its members know of, those members will read it too.

web-rights-links = Linked communities
web-rights-links-none = This note is linked to no community.
web-rights-links-all = You have no other community to link it to. A closed community takes no more notes.
web-rights-community = One of your communities
web-rights-link = Link
web-rights-link-to = Link to { $name }
web-rights-link-who = The members of { $name } will read it too.
web-rights-link-open = Anyone signed in can become a member of { $name }.

web-rights-readers = People who may read it, one by one
web-rights-readers-none = Nobody in particular.
web-rights-readers-public = Everyone reads it: there is nobody to name.
web-rights-reader = Name of the person
web-rights-reader-hint = Somebody whose page you see, or who goes by their own name in a community of yours. A letter will tell them.
web-rights-reader-add = Open the note to them
web-rights-which = Which one?
web-rights-their-page = See their page
web-rights-met = member of { $names }
web-rights-unnamed = Somebody whose name is not shown to you
web-rights-take = Remove
web-rights-take-of = Remove { $name }

web-rights-authors = People who may edit it
web-rights-author = Name of somebody else
web-rights-author-hint = Somebody whose page you see, or who goes by their own name in a community of yours. A letter that bears your name asks them; until they answer, they may read the note.
web-rights-invite = Invite them
web-rights-waits = Invited, no answer yet; may read the note until then.
web-rights-remove = Ask for their removal
web-rights-remove-of = Ask for the removal of { $name }
web-rights-removal-asked = Their removal is asked for. No answer in 14 days is an agreement.
web-rights-removal-refused = Refused to be removed. The administrators will settle it.
web-rights-leave = Edit this note no more
web-rights-leave-what = You will no longer be able to edit it nor to decide of its rights. Your signature stays. Somebody else will have to invite you for you to come back.
web-rights-last = Nobody else may edit it: before you leave, invite somebody who accepts, or give it to the leads of a linked community.
web-rights-delegated = Also kept up to date by the leads of
web-rights-delegated-hint = Its leads and curators, those of today and those to come, will be able to read it, edit it and decide of its rights.
web-rights-delegated-nobody = No community
web-rights-answer = You are asked for an answer
web-rights-invited = { $by } invites you to edit this note. Until you answer, you may read it.
web-rights-accept-what = If you accept, the other people who may edit it will see your name.
web-rights-accept = Accept
web-rights-decline = Decline
web-rights-removal = { $by } asks that you edit this note no more. No answer before { $day } is an agreement. If you refuse, the administrators will settle it.
web-rights-agree = Agree to edit it no more
web-rights-refuse = Refuse

web-rights-credit = Your signature
web-rights-credit-what = You sign this note. Only you can take your name away.
web-rights-unsign-what = Your name will no longer stand there, and the note will leave the list of your page. Your rights do not change; the versions that you wrote keep their name.

form-no-person = You see nobody of this name here who has an account.
form-several-people = Several people bear this name: choose one.
form-may-already = That person already may.
form-unlinked = First link the note to one of your communities.
form-last-author = Nobody could edit it any more. First invite somebody who accepts.

letter-note-subject = About a note
letter-note-hello = Hello { $name }. This is about a note of { $site }.
letter-note-reader = You may now read “{ $title }”.
letter-note-linked = “{ $title }”, which you may edit, is now linked to { $community }: its members read it too.
letter-note-unlinked = “{ $title }”, which you may edit, is no longer linked to { $community }.
letter-note-invited = { $by } invites you to edit “{ $title }”.
letter-note-invited-until = Until you answer, you may read this note.
letter-note-removal = { $by } asks that you edit “{ $title }” no more.
letter-note-removal-until = Answer before { $day }. No answer is an agreement. If you refuse, the administrators will settle it.
letter-note-removal-suspended = Your account is suspended: you cannot answer on the site. If it is not open again before { $day }, that will be an agreement.
letter-note-which = “{ $title }”
letter-note-unread = a note that you may not read
letter-note-kept = The administrators have settled it: you may still edit { $which }.
letter-note-kept-other = The administrators have settled it: { $whom } may still edit { $which }.
letter-note-removed = The administrators have settled it: you may no longer edit { $which }.
letter-note-removed-other = The administrators have settled it: { $whom } may no longer edit { $which }.
letter-note-reason = The reason given: { $reason }
letter-note-act = See the note
letter-note-answer = Answer

admin-removals = Disagreements on who edits a note
admin-removals-count = { $count ->
    [0] None
    [one] { $count } disagreement
   *[other] { $count } disagreements
}
admin-removals-none = No disagreement waits.
admin-removals-lead = Somebody asks for the removal of somebody else, who refuses. Settle it, and say why: a letter tells both. The title is shown only where you may read the note.
admin-removal-unread = A note that you may not read
admin-removal-says = { $by } asked, on { $day }, for the removal of { $name }, who refuses.
admin-removal-reason = Reason
admin-removal-reason-missing = Say why: both will read it.
admin-removal-keep = { $name } may still edit it
admin-removal-remove = { $name } may no longer edit it
