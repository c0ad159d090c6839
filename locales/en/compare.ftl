# Comparing versions of a note.

compare-title = What changed in “{ $title }”
compare-heading = What changed
compare-nav = Other comparisons
compare-previous = Previous change
compare-next = Next change
compare-in-line = One below the other
compare-side-by-side = Side by side
compare-title-change = Title:
compare-removed = Removed:
compare-added = Added:
compare-nothing = These two versions have the same text.
compare-withdrawn = The words of one of these versions were withdrawn. There is nothing to compare.
compare-too-long = These texts are too long to compare here. Each version has its own page.
compare-skipped =
    { $count ->
        [one] … { $count } unchanged line
       *[other] … { $count } unchanged lines
    }
compare-since = What changed since
compare-since-show = Show
compare-from = before
compare-to = after
compare-chosen = Compare the chosen versions
