# Reporting a problem, and what the administrators do about it.

web-report = Report a problem
web-report-what = The administrators read each report; the leads of a community also read those about its notes. Your name and your address are shown to the administrators only, and the answer comes by email.
web-report-page = The page it is about
web-report-page-hint = Its address on this site, if it is about one page in particular.
web-report-kind = What is it about?
web-report-kind-none = Choose
web-report-personal = Personal information
web-report-copyright = Copyright
web-report-hurtful = Words that hurt
web-report-error = An error
web-report-other = Something else
web-report-words = What is wrong
web-report-words-hint = Which passage, and what you would like done about it. 2,000 characters at most.
web-report-mail-hint = An email will first ask you to confirm that it is yours. It is shown to the administrators only.
web-report-concerned = It is about me
web-report-concerned-hint = { $count ->
    [one] The administrators answer within { $count } day.
   *[other] The administrators answer within { $count } days.
}
web-report-act = Send
web-report-sent = Your report has arrived. The answer will come by email.
web-report-to-confirm = An email is on its way to that address. Your report waits until it is confirmed, for 24 hours at most; then it is erased.
web-report-again = Report something else
web-report-waits = This report has not been sent yet. If it is yours, send it.
web-report-confirm = Confirm and send

admin-reports = Reported problems
admin-reports-all = All reported problems
admin-reports-count = { $count ->
    [0] None is waiting.
    [one] { $count } is waiting.
   *[other] { $count } are waiting.
}
admin-reports-none = No problem is waiting.
admin-reports-settled = Settled problems
admin-reports-waiting = Problems that are waiting
admin-reports-none-settled = No settled problem is kept.
admin-reports-kept = The last settled first. A report is erased { $days } days after it was settled, { $concerned } days if the person concerned made it.
admin-reports-lead = Those with a deadline first, then the oldest. The title is shown only if you may read the note.
admin-report = Reported problem
admin-report-arrived = Arrived on { $day }
admin-report-due = The person concerned expects an answer before { $day }.
admin-report-late = Overdue: the person concerned expected an answer before { $day }.
admin-report-hides = The note is hidden until this is settled.
admin-report-settled = Settled on { $day }
admin-report-settled-acted = Settled on { $day }: something was done
admin-report-settled-nothing = Settled on { $day }: there was nothing to do
admin-report-of-the-site = About a page on the site
admin-report-mail = Address of the person reporting
admin-report-acts = What was done
admin-report-by = { $name }, on { $moment }
admin-report-by-nobody = On { $moment }
admin-report-did-hide = Note hidden
admin-report-did-show = Note shown again
admin-report-did-answer = Answer to the person who reported it
admin-report-did-acted = Settled: something was done
admin-report-did-nothing = Settled: there was nothing to do
admin-report-reason = Reason, or answer
admin-report-reason-hint = An answer is read by the person who reported it; a reason, by the people responsible for the note. Neither side learns anything about the other: name nobody.
admin-report-hide = Hide the note until this is settled
admin-report-show = Show the note again
admin-report-answer = Answer
admin-report-acted = Settle: something was done
admin-report-nothing = Settle: there is nothing to do

letter-report-confirm-subject = Confirm your report
letter-report-confirm = Someone gave this address to report a problem on { $site }.
letter-report-confirm-once = If it was you, reread your report and send it within 24 hours. If not, there is nothing to do: it will be erased.
letter-report-confirm-act = Reread it and send it
letter-report-answer-subject = An answer to your report
letter-report-answer = You reported a problem on { $site }. Here is the answer:
letter-report-why = This email comes from { $site }. Replying to it will not reach anyone.
letter-report-told-subject = About one of your notes
letter-report-hidden = A problem was reported about “{ $title }”. The administrators have hidden this note until it is settled: you can still read and edit it.
letter-report-shown = The administrators are showing “{ $title }” again, as before.
letter-report-acted = A problem reported about “{ $title }” is settled: something was done. If the note was hidden, it no longer is.
letter-report-nothing = A problem reported about “{ $title }” is settled: there was nothing to do. If the note was hidden, it no longer is.
letter-report-reason = The reason:

web-note-hidden = Hidden until a report is settled. You can read it because you may edit it, or settle that report.

letter-report-arrived-subject = A problem was reported
letter-report-arrived = A problem was reported on { $site }, and you may settle it. The report can be read on the site only.
letter-report-arrived-concerned = The person concerned is asking: an answer is due within { $count } days.
letter-report-arrived-act = Read the report
