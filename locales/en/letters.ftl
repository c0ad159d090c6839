# Letters sent by the site. None tells a person what does not concern them; the subject stays neutral.

letter-asked-for = You get this letter because somebody gave your address on { $site }. If that was not you, there is nothing to do: without this link, nothing changes.

letter-reset-subject = Choose a new password
letter-reset = Hello { $name }. You can choose a new password, or a passkey, for your account on { $site }.
letter-reset-once = The link serves once, within an hour. The sessions that are open with this account will end.
letter-reset-act = Choose a password

letter-sign-in-subject = Your link to sign in
letter-sign-in = Hello { $name }. This link opens your account on { $site }.
letter-sign-in-once = It serves once, within fifteen minutes. Pass it on to nobody.
letter-sign-in-act = Sign in
