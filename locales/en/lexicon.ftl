# The lexicon: the terms of a note, the list, an entry.

lexicon-title = Lexicon
lexicon-lead = The words that the network defines, with the names of those who define them. A word may have several definitions: none ranks above the others.
lexicon-empty = A lexicon gathers the words of a trade, each with its definition. There are none that you can read yet.
lexicon-empty-letter = No word begins with this letter.
lexicon-letters = First letter
lexicon-every-letter = All
lexicon-languages = Language of the words
lexicon-language = { $language } ({ $count })
lexicon-definitions =
    { $count ->
        [one] { $count } definition
       *[other] { $count } definitions
    }
lexicon-others =
    { $count ->
        [one] { $count } other definition
       *[other] { $count } other definitions
    }
lexicon-terms = Lexicon terms
lexicon-not-to-be-confused = Not to be confused with
lexicon-owner = Definition by { $name }
lexicon-owner-for = Definition by { $name }, { $written_for }
lexicon-owner-none = Unsigned definition
lexicon-owner-none-for = Unsigned definition, { $written_for }
lexicon-state-proposed = proposed
lexicon-state-adopted = adopted
lexicon-state-discussed = under discussion
lexicon-state-contested = contested
lexicon-also-called = Also called
lexicon-in-language = In { $language }
lexicon-broader = Broader
lexicon-narrower = Narrower
lexicon-related = See also
lexicon-read-note = Read the note of this definition
lexicon-used-in = Where this term is used
