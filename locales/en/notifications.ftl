# Notifications: what changes and concerns a person, what they follow, how they want to be told.

me-notifications = Notifications
me-notifications-count = Notifications ({ $count })
me-notifications-empty = Nothing new. What changes and concerns you will be here.
me-notifications-done = Done.
me-notifications-all = Mark all as read
me-notifications-unread = To read
me-notifications-unnamed = A community
me-notifications-open = Open
me-notifications-open-of = Open: { $title }
me-notifications-read = Mark as read
me-notifications-read-of = Mark as read: { $title }
me-notifications-says = { $says }, on { $moment }
me-notifications-answer = Answer to your request to edit it
me-notifications-answer-community = Answer to your request to join
me-notifications-invitation = Invitation to edit it
me-notifications-invitation-community = Invitation to become a member
me-notifications-placed = Placed in the notebook { $place }
me-notifications-changed = { $count ->
    [one] Changed by somebody else
   *[other] Changed { $count } times by others
}
me-notifications-named = Somebody names you in a conversation
me-notifications-said = { $count ->
    [one] A message in a conversation
   *[other] { $count } messages in a conversation
}
me-notifications-to-members = Announced to the members of a community
me-notifications-mention = Somebody names you in the conversation of { $place }
me-notifications-message = { $count ->
    [one] A message in the conversation of { $place }
   *[other] { $count } messages in the conversation of { $place }
}
me-notifications-announced = Announced to the members of { $place }
me-notifications-new = New in { $place }

me-choices = Choose my notifications
me-choices-lead = Each notification is on the site. Choose what you also want by letter, or not at all.
me-choices-everywhere = Everywhere
me-choices-as-everywhere = As everywhere
me-choices-mention = Somebody names me in a conversation
me-choices-answer = An answer to what I asked
me-choices-invitation = An invitation
me-choices-placed = Somebody else places my note in a notebook
me-choices-changed = Somebody else changes my note
me-choices-message = A message comes where I wrote, or about my note
me-choices-announced = A note is announced to my community
me-choices-new = A note is new in what I follow
me-choices-letter-answer = A letter goes out in any case: it brings the answer.
me-choices-letter-invitation = A letter goes out in any case: it says where to answer.
me-choices-letter-placed = A letter goes out in any case: it says in which notebook, and where to decline it.
me-choices-here = On the site only
me-choices-letter = By letter, at once
me-choices-daily = In a summary, each morning
me-choices-weekly = In a summary, each Monday
me-choices-none = Not at all
me-choices-keep = Save
me-choices-done = Your choices are saved.

me-follows = What I follow
me-follows-none = You follow nothing. The page of a community or of a notebook has a button for it.
me-follows-begin = Follow
me-follows-end = Stop following
me-follows-end-of = Stop following: { $title }

me-stop = Stop receiving these letters
me-stop-daily = The summary of each morning
me-stop-weekly = The summary of each Monday
me-stop-what = Notifications will still be on the site. Other letters do not change.
me-stop-act = Stop them
me-stop-done = Done: these letters will not be sent any more.

letter-notified-subject = Something new for you
letter-notified-of = “{ $title }”: { $says }
letter-notified-act = See it
letter-notified-why = You chose to receive this letter from { $site }. To receive no more like it, follow this address.
letter-summary-daily-subject = Your morning summary
letter-summary-weekly-subject = Your summary of the week
letter-summary-more = { $count ->
    [one] And one more thing.
   *[other] And { $count } more things.
}
letter-summary-act = See all my notifications

web-home-waits = What waits for you
web-home-free = Nothing waits for you.
web-home-unread = { $count ->
    [one] One notification to read
   *[other] { $count } notifications to read
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
    [one] One reported problem waits
   *[other] { $count } reported problems wait
}
web-home-drafts = My drafts
web-home-new = New where you belong

me-held-notifications = Notifications, what you follow and how you want to be told
me-held-notifications-why = to tell you what changes and concerns you, as you chose
me-held-notifications-until = a notification, ninety days after you read it, a year at most; the address that stops letters, a year; the rest, until you choose otherwise
me-held-notifications-who = nobody else
