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
web-talk-words-hint = In Markdown, { $most } characters at most. Write @ and the name of a member to tell them. Members who may read the note will read it, under the name that you have in the community.
web-talk-say = Post the message
web-talk-earlier = Earlier messages
web-talk-newest = Latest messages
web-talk-elsewhere = Talk about it in another of your communities
web-talk-closed = This community is closed: it can be read, and nothing more is written there.
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
web-talk-hide-what = A line will say that it is hidden. Only who wrote it, and those who facilitate or lead the community, will still read its words. You can show it again.
web-talk-hide-why = Why
web-talk-hide-why-hint = Who wrote it will get this reason by letter, without your name.
web-talk-hide-act = Hide this message
web-talk-show = Show again
web-talk-show-of = Show message { $number } again

web-announce = Announce to the members
web-announce-what = Each member who may read the note gets a notification and, unless they chose otherwise, a letter; once only. The subject of the letter names neither the note nor the community.
web-announce-reach =
    { $count ->
        [0] Nobody will get a notification
        [one] One person will get a notification
       *[other] { $count } people will get a notification
    }
web-announce-done = Announced on { $day }
web-announce-sent = It is announced: the letters are on their way.
web-announce-nowhere = This note is announced everywhere you can announce it.
web-announce-community = Community
web-announce-words = A few words
web-announce-words-hint = A line that will be in the letter, 500 characters at most.
web-announce-act = Announce the note

form-announced = The note was already announced there, on { $day }. It is announced only once.

letter-announced = “{ $title }” is announced to the members of the community “{ $community }”.
letter-announced-discreetly = “{ $title }” is announced to the members of one of your communities.
letter-announced-words = The words that come with it: { $words }
letter-announced-why = You get this letter because you are a member of a community on { $site }. To get its announcements by letter no more, follow this address.
letter-message-hidden = A message that you wrote about “{ $title }” is hidden by the facilitators of the community. You can still read it, and you can withdraw it.
letter-message-hidden-unread = A message that you wrote about a note is hidden by the facilitators of the community.
letter-message-hidden-act = See the conversation

me-held-conversations = Messages that you wrote about notes, those that name you, those that you hid, notes that you announced
me-held-conversations-why = so that the members of a community talk to each other, and each announcement goes out only once
me-held-conversations-until = until you withdraw the message or the note is erased; when you leave, your name and your words stay or go as you choose
me-held-conversations-who = the members of the community who may read the note; a hidden message, you and those who facilitate or lead the community
