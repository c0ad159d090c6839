# The rights of a note: who may read it, who may edit it, in which communities.

web-note-rights = Rights and visibility
web-note-detach = Unlink from { $name }
web-note-unsign = Remove my signature
web-rights-of = Rights and visibility of “{ $title }”
web-rights-done = Done. This page shows how things are now.
web-rights-leave-it = Leave it as it is

web-rights-visibility = Who may read it
web-rights-visibility-change = Change the visibility
web-rights-registration-open = Anyone with an email address can create an account here, and will then be one of them.
web-rights-widen = Who will be able to read it
web-rights-widen-what = What has been read cannot be taken back: others may copy or quote it.
web-rights-widen-yes = Yes, open it
web-rights-licence-hint = It applies to the versions published under it.
web-licence-none = None, for now
web-rights-unknown = If someone else who may edit it has linked it to a community that only its members know about, those members will read it too.

web-rights-links = Linked communities
web-rights-links-none = This note is not linked to any community.
web-rights-links-all = You have no other community to link it to. A closed community takes no new notes.
web-rights-community = One of your communities
web-rights-link = Link
web-rights-link-to = Link to { $name }
web-rights-link-who = The members of { $name } will read it too.
web-rights-link-open = Anyone signed in can become a member of { $name }.

web-rights-readers = People who may read it, one by one
web-rights-readers-none = Nobody in particular.
web-rights-readers-public = Everyone can read it: there is nobody to name.
web-rights-reader = Name of the person
web-rights-reader-hint = Someone whose page you can see, or who goes by their own name in a community of yours. They will be told by email.
web-rights-reader-add = Open the note to them
web-rights-which = Which one?
web-rights-their-page = See their page
web-rights-met = member of { $names }
web-rights-unnamed = Someone whose name is not shown to you
web-rights-take = Remove
web-rights-take-of = Remove { $name }

web-rights-authors = People who may edit it
web-rights-author = Name of someone else
web-rights-author-hint = Someone whose page you can see, or who goes by their own name in a community of yours. They will be asked by an email that carries your name; until they answer, they may read the note.
web-rights-invite = Invite them
web-rights-waits = Invited, no answer yet; may read the note in the meantime.
web-rights-remove = Ask for their removal
web-rights-remove-of = Ask for the removal of { $name }
web-rights-removal-asked = Their removal has been requested. No answer within 14 days counts as agreement.
web-rights-removal-refused = Refused to be removed. The administrators will decide.
web-rights-leave = Stop editing this note
web-rights-leave-what = You will no longer be able to edit it or decide on its rights. Your signature stays. To come back, you will need an invitation from someone else.
web-rights-last = Nobody else may edit it: before you leave, invite someone who accepts, or hand it over to the leads of a linked community.
web-rights-delegated = Also kept up to date by the leads of
web-rights-delegated-hint = Its leads and curators, now and in the future, will be able to read it, edit it and decide on its rights.
web-rights-delegated-nobody = No community
web-rights-answer = Your answer is needed
web-rights-invited = { $by } invites you to edit this note. Until you answer, you may read it.
web-rights-accept-what = If you accept, the other people who may edit it will see your name.
web-rights-accept = Accept
web-rights-decline = Decline
web-rights-removal = { $by } is asking that you stop editing this note. No answer before { $day } counts as agreement. If you refuse, the administrators will decide.
web-rights-agree = Agree to stop editing it
web-rights-refuse = Refuse

web-rights-credit = Your signature
web-rights-credit-what = You sign this note. Only you can remove your name.
web-rights-unsign-what = Your name will no longer appear there, and the note will no longer be listed on your page. Your rights do not change; the versions that you wrote keep your name.

form-no-person = You see nobody by that name here who has an account.
form-several-people = Several people have this name: choose one.
form-may-already = That person already has this right.
form-unlinked = Link the note to one of your communities first.
form-last-author = Nobody could edit it any more. First invite someone who accepts.

letter-note-subject = About a note
letter-note-hello = Hello { $name }. This is about a note on { $site }.
letter-note-reader = You may now read “{ $title }”.
letter-note-linked = “{ $title }”, which you may edit, is now linked to { $community }: its members can read it too.
letter-note-unlinked = “{ $title }”, which you may edit, is no longer linked to { $community }.
letter-note-invited = { $by } invites you to edit “{ $title }”.
letter-note-invited-until = Until you answer, you may read this note.
letter-note-removal = { $by } is asking that you stop editing “{ $title }”.
letter-note-removal-until = Answer before { $day }. No answer counts as agreement. If you refuse, the administrators will decide.
letter-note-removal-suspended = Your account is suspended: you cannot answer on the site. If it is not reopened before { $day }, that will count as agreement.
letter-note-which = “{ $title }”
letter-note-unread = a note that you may not read
letter-note-kept = The administrators have decided: you may still edit { $which }.
letter-note-kept-other = The administrators have decided: { $whom } may still edit { $which }.
letter-note-removed = The administrators have decided: you may no longer edit { $which }.
letter-note-removed-other = The administrators have decided: { $whom } may no longer edit { $which }.
letter-note-reason = The reason given: { $reason }
letter-note-act = See the note
letter-note-answer = Answer

admin-removals = Disagreements about who edits a note
admin-removals-count = { $count ->
    [0] None
    [one] { $count } disagreement
   *[other] { $count } disagreements
}
admin-removals-none = No disagreement is waiting.
admin-removals-lead = Someone asks for the removal of someone else, who refuses. Decide, and say why: both are told by email. The title is shown only if you may read the note.
admin-removal-unread = A note that you may not read
admin-removal-says = On { $day }, { $by } asked for the removal of { $name }, who refuses.
admin-removal-reason = Reason
admin-removal-reason-missing = Say why: both will read it.
admin-removal-keep = { $name } may still edit it
admin-removal-remove = { $name } may no longer edit it
