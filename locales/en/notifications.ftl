# Notifications: what changes and concerns a person, what they follow, how they want to be told.

me-notifications = Notifications
me-notifications-count = Notifications ({ $count })
me-notifications-empty = Nothing new. Changes that concern you will appear here.
me-notifications-done = Done.
me-notifications-all = Mark all as read
me-notifications-unread = Unread
me-notifications-unnamed = A community
me-notifications-open = Open
me-notifications-open-of = Open: { $title }
me-notifications-read = Mark as read
me-notifications-read-of = Mark as read: { $title }
me-notifications-says = { $says }, on { $moment }
me-notifications-answer = Answer to your request to edit
me-notifications-answer-community = Answer to your request to join
me-notifications-invitation = Invitation to edit
me-notifications-invitation-community = Invitation to join
me-notifications-placed = Placed in the notebook { $place }
me-notifications-changed = { $count ->
    [one] Changed by someone else
   *[other] Changed { $count } times by others
}
me-notifications-named = Someone named you in a conversation
me-notifications-named-by = { $name } named you in a conversation
me-notifications-said = { $count ->
    [one] A message in a conversation
   *[other] { $count } messages in a conversation
}
me-notifications-to-members = Announced to the members of a community
me-notifications-mention = Someone named you in the conversation of { $place }
me-notifications-mention-by = { $name } named you in the conversation of { $place }
me-notifications-message = { $count ->
    [one] A message in the conversation of { $place }
   *[other] { $count } messages in the conversation of { $place }
}
me-notifications-announced = Announced to the members of { $place }
me-notifications-new = New in { $place }

me-choices = Choose my notifications
me-choices-lead = Every notification appears on the site. Choose which ones you also want by email, or not at all.
me-choices-everywhere = Everywhere
me-choices-as-everywhere = Same as everywhere
me-choices-mention = Someone names me in a conversation
me-choices-answer = An answer to a request of mine
me-choices-invitation = An invitation
me-choices-placed = Someone else places my note in a notebook
me-choices-changed = Someone else changes my note
me-choices-message = A message is posted where I wrote, or about my note
me-choices-announced = A note is announced to my community
me-choices-new = There is a new note in what I follow
me-choices-letter-answer = An email is sent in any case: it brings the answer.
me-choices-letter-invitation = An email is sent in any case: it says where to answer.
me-choices-letter-placed = An email is sent in any case: it says in which notebook, and where to decline it.
me-choices-here = On the site only
me-choices-letter = By email, right away
me-choices-daily = In a summary, every morning
me-choices-weekly = In a summary, every Monday
me-choices-none = Not at all
me-choices-keep = Save
me-choices-done = Your choices have been saved.

me-follows = What I follow
me-follows-none = You are not following anything. The page of each community or notebook has a button for this.
me-follows-begin = Follow
me-follows-end = Stop following
me-follows-end-of = Stop following: { $title }

me-stop = Stop receiving these emails
me-stop-daily = The morning summary
me-stop-weekly = The Monday summary
me-stop-what = Notifications will still appear on the site. Other emails do not change.
me-stop-act = Stop them
me-stop-done = Done: these emails will no longer be sent.

letter-notified-subject = Something new for you
letter-notified-of = “{ $title }”: { $says }
letter-notified-act = See it
letter-notified-why = You chose to receive this email from { $site }. To stop receiving emails like it, use this link.
letter-summary-daily-subject = Your morning summary
letter-summary-weekly-subject = Your weekly summary
letter-summary-more = { $count ->
    [one] And one more thing.
   *[other] And { $count } more things.
}
letter-summary-act = See all my notifications

web-home-waits = Waiting for you
web-home-free = Nothing is waiting for you.
web-home-unread = { $count ->
    [one] One unread notification
   *[other] { $count } unread notifications
}
web-home-invitations = { $count ->
    [one] One community invites you
   *[other] { $count } communities invite you
}
web-home-invites = Invitation to edit: { $title }
web-home-asked = { $count ->
    [one] One request to edit: { $title }
   *[other] { $count } requests to edit: { $title }
}
web-home-joining = { $count ->
    [one] One request to join: { $title }
   *[other] { $count } requests to join: { $title }
}
web-home-reported = { $count ->
    [one] One reported problem: { $title }
   *[other] { $count } reported problems: { $title }
}
web-home-claims = { $count ->
    [one] One person says that a signature is theirs
   *[other] { $count } people say that a signature is theirs
}
web-home-reports = { $count ->
    [one] One reported problem is waiting
   *[other] { $count } reported problems are waiting
}
web-home-accounts = { $count ->
    [one] One person asks for an account
   *[other] { $count } people ask for an account
}
web-home-removals = { $count ->
    [one] One disagreement about who edits a note
   *[other] { $count } disagreements about who edits a note
}
web-home-drafts = My drafts
web-home-new = New where you belong

me-held-notifications = Notifications, what you follow and how you want to be told
me-held-notifications-why = to tell you about changes that concern you, as you chose
me-held-notifications-until = a notification, ninety days after you read it, a year at most; the link that stops emails, a year; the rest, until you choose otherwise
me-held-notifications-who = nobody else
