# Tailles et durées.

size-bytes =
    { $count ->
        [one] { $count }{"\u00A0"}octet
       *[other] { $count }{"\u00A0"}octets
    }
size-kilobytes = { $value }{"\u00A0"}ko
size-megabytes = { $value }{"\u00A0"}Mo
size-gigabytes = { $value }{"\u00A0"}Go
size-terabytes = { $value }{"\u00A0"}To
duration-milliseconds = { $value }{"\u00A0"}ms
duration-seconds = { $value }{"\u00A0"}s
duration-minutes-seconds = { $whole }{"\u00A0"}min { $rest }{"\u00A0"}s
duration-hours-minutes = { $whole }{"\u00A0"}h { $rest }{"\u00A0"}min
