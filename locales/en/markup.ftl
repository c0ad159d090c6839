# The words that the page of an English note adds to the text: titles of untitled call-outs, footnotes, tasks.

callout-note = Note
callout-abstract = Summary
callout-info = Information
callout-todo = To do
callout-tip = Tip
callout-important = Important
callout-success = Success
callout-question = Question
callout-warning = Warning
callout-caution = Caution
callout-failure = Failure
callout-danger = Danger
callout-bug = Bug
callout-example = Example
callout-quote = Quote

footnotes-title = Footnotes
footnote-back = Back to the text

task-done = Done
task-to-do = To do
