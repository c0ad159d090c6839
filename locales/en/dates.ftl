# Dates and times, as the Canadian Style writes them.

date-month-january = January
date-month-february = February
date-month-march = March
date-month-april = April
date-month-may = May
date-month-june = June
date-month-july = July
date-month-august = August
date-month-september = September
date-month-october = October
date-month-november = November
date-month-december = December
date-day = { $month } { $day }, { $year }
date-and-time = { $date } at { $time }
date-hour = { $hour }{"\u00A0"}h
date-time = { $hour }:{ $minute }
date-time-half = { $clock }{"\u00A0"}{ $half }
date-morning = a.m.
date-afternoon = p.m.
