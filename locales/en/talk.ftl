# Talking about a note in a community, announcing it to its members.

web-talks = Conversations
web-talk = Conversation
web-talk-count =
    { $count ->
        [0] No messages
        [one] { $count } message
       *[other] { $count } messages
    }
web-talk-words = Your message
web-talk-words-to = Your message, in { $name }
web-talk-words-hint = In Markdown, { $most } characters at most. To notify a member, write @ and their name. Members who may read the note will read your message, under the name you have in the community.
web-talk-say = Post the message
web-talk-earlier = Earlier messages
web-talk-newest = Latest messages
web-talk-elsewhere = Talk about it in another of your communities
web-talk-closed = This community is closed: it can be read, but not written in any more.
web-talk-former = Someone who is no longer a member
web-talk-edited = edited on { $day }
web-talk-withdrawn = Message withdrawn
web-talk-hidden = Message hidden by the facilitators
web-talk-why = Reason given: { $why }
web-talk-edit = Edit
web-talk-edit-of = Edit message { $number }
web-talk-edit-act = Save the message
web-talk-stale = This message changed while you were writing. This is what it says now; what you wrote is further down, and nothing is lost. Save what you want to keep.
web-talk-withdraw = Withdraw
web-talk-withdraw-of = Withdraw message { $number }
web-talk-withdraw-what = The words of this message will be erased for good. A line will say that it was withdrawn.
web-talk-withdraw-act = Withdraw this message
web-talk-hide = Hide
web-talk-hide-of = Hide message { $number }
web-talk-hide-what = A line will say that it is hidden. Only the person who wrote it, and the people who facilitate or lead the community, will still be able to read it. You can show it again.
web-talk-hide-why = Why
web-talk-hide-why-hint = The person who wrote it will get this reason by email, without your name.
web-talk-hide-act = Hide this message
web-talk-show = Show again
web-talk-show-of = Show message { $number } again

web-announce = Announce to members
web-announce-what = Each member who may read the note gets a notification and, unless they chose otherwise, an email; only once. The subject of the email names neither the note nor the community.
web-announce-reach =
    { $count ->
        [0] Nobody will get a notification
        [one] One person will get a notification
       *[other] { $count } people will get a notification
    }
web-announce-done = Announced on { $day }
web-announce-sent = The note is announced: the emails are on their way.
web-announce-nowhere = This note has been announced everywhere you can announce it.
web-announce-community = Community
web-announce-words = A few words
web-announce-words-hint = A line that will be in the email, 500 characters at most.
web-announce-act = Announce the note

form-announced = The note was already announced there, on { $day }. A note is announced only once.

letter-announced = “{ $title }” was announced to the members of the community “{ $community }”.
letter-announced-discreetly = “{ $title }” was announced to the members of one of your communities.
letter-announced-words = The words that came with it: { $words }
letter-announced-why = You are receiving this email because you are a member of a community on { $site }. To stop receiving its announcements by email, use this link.
letter-message-hidden = A message that you wrote about “{ $title }” was hidden by the community’s facilitators. You can still read it, and you can withdraw it.
letter-message-hidden-unread = A message that you wrote about a note was hidden by the community’s facilitators.
letter-message-hidden-act = See the conversation

me-held-conversations = Messages that you wrote about notes, those that name you, those that you hid, and notes that you announced
me-held-conversations-why = so that the members of a community can talk to each other, and each announcement is sent only once
me-held-conversations-until = until you withdraw the message or the note is erased; when you leave, your name and your words stay or go as you choose
me-held-conversations-who = the members of the community who may read the note; for a hidden message, you and the people who facilitate or lead the community
