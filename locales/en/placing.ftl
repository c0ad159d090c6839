# Placing a note in a notebook from its page, declining a placement.

web-place = Place in a notebook
web-place-what = A notebook opens no note: each keeps its visibility.
web-place-where = Where it stands
web-place-choose = Choose a notebook
web-place-notebook = Notebook
web-place-next = Choose this notebook
web-place-other = Choose another notebook
web-place-act = Place in this notebook
web-place-nowhere = You may place this note in no other notebook.
web-place-wider = Other people read this notebook than this note. It does not open to them: only those who may read it already will see it there.
web-place-withdraw-of = Withdraw from the notebook: { $name }
web-place-decline = Decline this placement
web-place-decline-of = Decline this placement: { $name }
web-place-decline-now = The note leaves this notebook at once.
web-place-decline-later = It has been there for more than thirty days: it will leave in seven days.
web-place-decline-what = After that, only someone who decides about this note can place it there again. The note does not change.
web-place-words = Why
web-place-words-hint = A line that only those who lead the notebook will read. Your name does not appear in it.
web-place-declined = Declined placements
web-place-declined-what = Only someone who decides about this note can place it in these notebooks again.
web-place-goes = The note leaves this notebook on { $day }.
web-place-take-back = Take this back
web-place-take-back-of = Take this back: { $name }

web-contents-declined = Declined placements
web-contents-declined-what = These notes do not belong here, say those who decide about them: only they can place them here again. Only you and the other leads read this.
web-contents-declined-until = Out of the notebook from { $day }

form-declined-there = Those who decide about this note do not want it in this notebook: only they can place it there again.

letter-note-placed = “{ $title }”, which you may edit, is now in the notebook “{ $notebook }”.
letter-note-placed-decline = The notebook does not open the note. If it does not belong there, you may decline.
letter-note-placed-act = See where it stands

me-held-declines = Placements in a notebook that you declined
me-held-declines-why = not to place the note there again without its authors
me-held-declines-until = until the refusal is taken back; your name and your words, until you leave
me-held-declines-who = your words, those who lead the notebook; your name, nobody else
