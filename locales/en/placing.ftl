# Placing a note in a notebook from its page, declining a placement.

web-place = Place in a notebook
web-place-what = Placing a note does not open it to anyone: each note keeps its own visibility.
web-place-where = Notebooks it is already in
web-place-choose = Choose a notebook
web-place-notebook = Notebook
web-place-next = Choose this notebook
web-place-other = Choose another notebook
web-place-act = Place in this notebook
web-place-nowhere = There is no other notebook where you may place this note.
web-place-wider = Some people can read this notebook but not this note. It does not open to them: only those who may already read it will see it there.
web-place-withdraw-of = Remove from the notebook: { $name }
web-place-decline = Decline this placement
web-place-decline-of = Decline this placement: { $name }
web-place-decline-now = The note leaves this notebook right away.
web-place-decline-later = It has been there for more than thirty days: it will leave in seven days.
web-place-decline-what = After that, only someone who decides about this note can place it there again. The note itself does not change.
web-place-words = Why
web-place-words-hint = A line that only those who lead the notebook will read. Your name does not appear in it.
web-place-declined = Declined placements
web-place-declined-what = Only someone who decides about this note can place it in these notebooks again.
web-place-goes = The note leaves this notebook on { $day }.
web-place-take-back = Undo this refusal
web-place-take-back-of = Undo this refusal: { $name }

web-contents-declined = Declined placements
web-contents-declined-what = The people who decide about these notes say that they do not belong here: only they can place them here again. Only you and the other leads see this.
web-contents-declined-until = Out of the notebook from { $day }

form-declined-there = The people who decide about this note do not want it in this notebook: only they can place it there again.

letter-note-placed = “{ $title }”, which you may edit, is now in the notebook “{ $notebook }”.
letter-note-placed-decline = This does not open the note to anyone. If it does not belong there, you may decline.
letter-note-placed-act = See where it is

me-held-declines = Placements in a notebook that you declined
me-held-declines-why = to avoid placing the note there again without its authors
me-held-declines-until = until the refusal is undone; your name and your words, until you leave
me-held-declines-who = your words, those who lead the notebook; your name, nobody else
