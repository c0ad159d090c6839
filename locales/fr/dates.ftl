# Dates et heures, comme l’Office québécois de la langue française les écrit.

date-month-january = janvier
date-month-february = février
date-month-march = mars
date-month-april = avril
date-month-may = mai
date-month-june = juin
date-month-july = juillet
date-month-august = août
date-month-september = septembre
date-month-october = octobre
date-month-november = novembre
date-month-december = décembre
date-day =
    { $day ->
        [1] 1er { $month } { $year }
       *[other] { $day } { $month } { $year }
    }
date-and-time = { $date } à { $time }
date-hour = { $hour }{"\u00A0"}h
date-time = { $hour }{"\u00A0"}h{"\u00A0"}{ $minute }
date-time-half = { $clock }{"\u00A0"}{ $half }
date-morning = a.m.
date-afternoon = p.m.
