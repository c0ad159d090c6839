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

web-ask-what = The people who answer for this note will read your name and your reason, and answer by letter. The answer does not say who decided.
web-ask-reason = Why would you like to edit it?
web-ask-reason-hint = What you would change or add. 2,000 characters at most.
web-ask-act = Send the request
web-ask-sent = Request sent
web-ask-waits = Sent on { $day }. A letter will tell you the answer, and so will this page.
web-ask-withdraw = Withdraw my request
web-ask-answer = Answer
web-ask-yes = It is yes: you may now edit this note.
web-ask-no = It is no.

web-rights-requests = Requests to edit it
web-rights-requests-what = The answer does not say who decided. A yes gives every right of who may edit the note; it does not change who signs it.
web-rights-asks = { $name }, on { $day }
web-rights-answer-words = Your answer (needed for a no)
web-rights-yes = Yes, let them edit it
web-rights-no = No

web-write-what = Your message goes by letter. Your address is not shown, nor those of the people who receive it. The answer will come by letter.
web-write-name = Your name
web-write-mail-hint = A letter first asks there whether it is yours. It is shown to nobody.
web-write-words = Your message
web-write-act = Send
web-write-sent = Your message is on its way. The answer will come by letter.
web-write-to-confirm = A letter is on its way to that address. Your message waits until it is confirmed, 24 hours at most; then it is forgotten.

web-exchange = Messages about a note
web-exchange-done = Done.
web-exchange-messages = So far
web-exchange-by = { $name }, on { $moment }
web-exchange-answered = Answer, on { $moment }
web-exchange-waits = This message is not on its way yet. If it is yours, send it.
web-exchange-confirm = Confirm and send
web-exchange-closed = Your messages about this note do not reach anybody any more.
web-exchange-answer = Your answer
web-exchange-kept = No address is shown. The exchange is forgotten 90 days after its last word.
web-exchange-unhear = Receive no more messages from this person
web-exchange-unheard = You receive no more messages from this person.
web-exchange-hear = Receive them again

form-too-many-wait = { $most } of your requests wait for an answer already. First withdraw one.
form-unheard = This message would not reach anybody at the moment.
form-no-mail = Your account has no mail address: an answer could not reach you.

letter-note-asked = { $by } asks to edit “{ $title }”.
letter-note-yes = Your request is accepted: you may now edit “{ $title }”.
letter-note-no = Your request to edit “{ $title }” is not accepted.
letter-note-words = The answer: { $words }
letter-note-act-answer = See the answer

letter-exchange-confirm-subject = Confirm your message
letter-exchange-confirm = Somebody gave this address to write about a note of { $site }.
letter-exchange-confirm-once = If it was you, read your message once more and send it within 24 hours. If not, there is nothing to do: it will be forgotten.
letter-exchange-confirm-act = Read it once more and send it
letter-exchange-message-subject = A message about a note
letter-exchange-message = { $by } writes to you about “{ $title }”:
letter-exchange-message-untitled = { $by } writes to you about a note:
letter-exchange-message-end = End of the message. To answer, follow the address below, which is yours alone. Your mail address will not be shown.
letter-exchange-message-act = Answer, or receive no more messages from this person
letter-exchange-answer-subject = An answer to your message
letter-exchange-answer = Here is an answer to your message about “{ $title }”:
letter-exchange-answer-untitled = Here is an answer to your message:
letter-exchange-answer-end = End of the answer. To answer, follow the address below, which is yours alone. Your mail address will not be shown.
letter-exchange-answer-act = Answer
letter-exchange-why = This letter comes from { $site }. An answer by mail would not reach anybody.
