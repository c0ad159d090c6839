# Reporting a problem, and what the administrators do about it.

web-report = Report a problem
web-report-what = The administrators read each report; those who lead a community read those of its notes too. Your name and your address are shown to the administrators alone, and the answer comes by letter.
web-report-page = The page that it is about
web-report-page-hint = Its address on this site, if you come from one page.
web-report-kind = What is it about?
web-report-kind-none = To be chosen
web-report-personal = Personal information
web-report-copyright = Copyright
web-report-hurtful = Words that hurt
web-report-error = An error
web-report-other = Something else
web-report-words = What is amiss
web-report-words-hint = Which passage, and what you would like done about it. 2,000 characters at most.
web-report-mail-hint = A letter will first ask there whether it is yours. It is shown to the administrators alone.
web-report-concerned = It is about me
web-report-concerned-hint = { $count ->
    [one] The administrators answer within { $count } day.
   *[other] The administrators answer within { $count } days.
}
web-report-act = Send
web-report-sent = Your report arrived. The answer will come by letter.
web-report-to-confirm = A letter went to this address. Your report waits for it to be confirmed, for 24 hours at most; then it is forgotten.
web-report-waits = This report has not arrived yet. If it is yours, send it.
web-report-confirm = Confirm and send

admin-reports = Reported problems
admin-reports-all = All reported problems
admin-reports-count = { $count ->
    [0] None waits.
    [one] { $count } waits.
   *[other] { $count } wait.
}
admin-reports-none = No problem waits.
admin-reports-lead = Those with a day first, then the oldest. The title is shown only where you may read the note.
admin-report = Reported problem
admin-report-arrived = Arrived on { $day }
admin-report-due = The person concerned waits for an answer before { $day }.
admin-report-late = Overdue: the person concerned waited for an answer before { $day }.
admin-report-hides = The note is hidden until this is settled.
admin-report-settled = Settled on { $day }
admin-report-of-the-site = About a page of the site
admin-report-mail = Address of who reported
admin-report-acts = What was done
admin-report-by = { $name }, on { $moment }
admin-report-by-nobody = On { $moment }
admin-report-did-hide = Note hidden
admin-report-did-show = Note shown again
admin-report-did-answer = Answer to who reported
admin-report-did-acted = Settled: something was done
admin-report-did-nothing = Settled: there was nothing to do
admin-report-reason = Reason, or answer
admin-report-reason-hint = An answer is read by who reported; a reason, by those who answer for the note. Neither learns anything of the other: name nobody.
admin-report-hide = Hide the note until this is settled
admin-report-show = Show the note again
admin-report-answer = Answer
admin-report-acted = Settle: something was done
admin-report-nothing = Settle: there is nothing to do

letter-report-confirm-subject = Confirm your report
letter-report-confirm = Somebody gave this address to report a problem on { $site }.
letter-report-confirm-once = If it was you, read your report once more and send it within 24 hours. If not, there is nothing to do: it will be forgotten.
letter-report-confirm-act = Read it once more and send it
letter-report-answer-subject = An answer to your report
letter-report-answer = You reported a problem on { $site }. Here is the answer:
letter-report-why = This letter comes from { $site }. An answer by mail would not reach anybody.
letter-report-told-subject = About one of your notes
letter-report-hidden = A problem is reported about “{ $title }”. The administrators hide this note until it is settled: you still read and edit it.
letter-report-shown = The administrators show “{ $title }” again, as before.
letter-report-acted = A problem reported about “{ $title }” is settled: something was done. If the note was hidden, it is not any more.
letter-report-nothing = A problem reported about “{ $title }” is settled: there was nothing to do. If the note was hidden, it is not any more.
letter-report-reason = The reason:

web-note-hidden = Hidden until a report is settled. You read it because you may edit it, or settle that report.

letter-report-arrived-subject = A problem is reported
letter-report-arrived = A problem is reported on { $site }, and you may settle it. What is reported is read on the site only.
letter-report-arrived-concerned = The person concerned asks for it: an answer is due within { $count } days.
letter-report-arrived-act = Read the report
