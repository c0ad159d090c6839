# Asking to edit a note, writing to who answers for it.

web-note-asking = Take part
web-note-ask = Ask to edit this note
web-note-write = Write to its authors
web-note-write-to = Write to { $name }
web-note-write-keepers = Write to the people who keep it up to date
web-note-requests = { $count ->
    [one] { $count } request to edit it
   *[other] { $count } requests to edit it
}

web-ask-what = The people responsible for this note will read your name and your reason, and answer you by email. The answer does not say who decided.
web-ask-reason = Why would you like to edit it?
web-ask-reason-hint = What you would change or add. 2,000 characters at most.
web-ask-act = Send the request
web-ask-sent = Request sent
web-ask-waits = Sent on { $day }. You will get the answer by email, and on this page.
web-ask-withdraw = Withdraw my request
web-ask-answer = Answer
web-ask-yes = The answer is yes: you may now edit this note.
web-ask-no = The answer is no.

web-rights-requests = Requests to edit it
web-rights-requests-what = The answer does not say who decided. A yes gives all the rights of those who may edit the note; it does not change who signs it.
web-rights-asks = { $name }, on { $day }
web-rights-answer-words = Your answer (required for a no)
web-rights-yes = Yes, let them edit it
web-rights-no = No

web-write-what = Your message is sent by email. Your address is not shown, nor are those of the people who receive it. The reply will come by email.
web-write-name = Your name
web-write-mail-hint = An email will first ask you to confirm that it is yours. It is shown to nobody.
web-write-words = Your message
web-write-act = Send
web-write-sent = Your message is on its way. The reply will come by email.
web-write-to-confirm = An email is on its way to that address. Your message waits until it is confirmed, for 24 hours at most; then it is erased.
web-write-again = Write another message
web-write-back = Back to the note
web-open-letter = Open that email and follow its link: it leads to what you wrote, to reread and send.

web-exchange = Messages about a note
web-exchange-done = Done.
web-exchange-messages = So far
web-exchange-by = { $name }, on { $moment }
web-exchange-answered = Reply, on { $moment }
web-exchange-waits = This message has not been sent yet. If it is yours, send it.
web-exchange-confirm = Confirm and send
web-exchange-closed = Your messages about this note no longer reach anyone.
web-exchange-answer = Your reply
web-exchange-kept = No address is shown. The exchange is erased 90 days after the last message.
web-exchange-unhear = Stop receiving messages from this person
web-exchange-unheard = You no longer receive messages from this person.
web-exchange-hear = Receive them again

form-too-many-wait = { $most } of your requests are already waiting for an answer. Withdraw one first.
form-unheard = This message would not reach anyone at the moment.
form-no-mail = Your account has no email address: a reply could not reach you.

letter-note-asked = { $by } is asking to edit “{ $title }”.
letter-note-yes = Your request was accepted: you may now edit “{ $title }”.
letter-note-no = Your request to edit “{ $title }” was not accepted.
letter-note-words = The answer: { $words }
letter-note-act-answer = See the answer

letter-exchange-confirm-subject = Confirm your message
letter-exchange-confirm = Someone gave this address to write about a note on { $site }.
letter-exchange-confirm-once = If it was you, reread your message and send it within 24 hours. If not, there is nothing to do: it will be erased.
letter-exchange-confirm-act = Reread it and send it
letter-exchange-message-subject = A message about a note
letter-exchange-message = { $by } wrote to you about “{ $title }”:
letter-exchange-message-untitled = { $by } wrote to you about a note:
letter-exchange-message-end = End of the message. To reply, use the link below, which is yours alone. Your email address will not be shown.
letter-exchange-message-act = Reply, or stop receiving messages from this person
letter-exchange-answer-subject = A reply to your message
letter-exchange-answer = Here is a reply to your message about “{ $title }”:
letter-exchange-answer-untitled = Here is a reply to your message:
letter-exchange-answer-end = End of the reply. To reply in turn, use the link below, which is yours alone. Your email address will not be shown.
letter-exchange-answer-act = Reply
letter-exchange-why = This email comes from { $site }. Replying to it will not reach anyone.
