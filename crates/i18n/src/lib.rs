//! Messages, dates, numbers and sorting, in French and in English.
