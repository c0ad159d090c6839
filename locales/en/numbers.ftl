# Sizes and durations.

size-bytes =
    { $count ->
        [one] { $count }{"\u00A0"}byte
       *[other] { $count }{"\u00A0"}bytes
    }
size-kilobytes = { $value }{"\u00A0"}kB
size-megabytes = { $value }{"\u00A0"}MB
size-gigabytes = { $value }{"\u00A0"}GB
size-terabytes = { $value }{"\u00A0"}TB
duration-milliseconds = { $value }{"\u00A0"}ms
duration-seconds = { $value }{"\u00A0"}s
duration-minutes-seconds = { $whole }{"\u00A0"}min { $rest }{"\u00A0"}s
duration-hours-minutes = { $whole }{"\u00A0"}h { $rest }{"\u00A0"}min
