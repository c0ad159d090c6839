# Accounts: the first one, signing in, the people of the demonstration; what is amiss in a form.

accounts-sign-in = Sign in
accounts-sign-out = Sign out
accounts-mail = Email
accounts-mail-hint = Only the people who run the site can see it.
accounts-password = Password
accounts-password-hint = At least { $count } characters; several unrelated words do well.
accounts-name = Your name
accounts-refused = This email and this password do not go together. Check them, then try again.
accounts-already = You are already signed in: { $name }. You can sign in as somebody else.

accounts-forgotten = Forgotten password
accounts-ask-link = Get a link by mail instead
accounts-ask-link-hint = Write your address above: the link opens your account, without a password.
accounts-ask-reset = Forgotten password
accounts-ask-reset-lead = Give the address of your account: a letter will say how to choose another password.
accounts-ask-reset-act = Get the letter
accounts-letter = A letter is on its way
accounts-letter-reset = If an account has this address, the letter says how to choose another password. The link serves for an hour.
accounts-letter-sign-in = If an account has this address, the letter holds a link that opens it. The link serves for fifteen minutes.
accounts-letter-none = Nothing after a few minutes? Look in your junk mail, then check the address.
accounts-sign-in-as = This link opens the account of { $name }, once.

accounts-set-up = Open this site
accounts-set-up-lead = The first account runs the site. This address works once, and then is no more.
accounts-set-up-you = You
accounts-set-up-site = The site
accounts-set-up-act = Open the site
accounts-site-name = Name of the site
accounts-site-language = Language spoken first
accounts-site-licence = Licence of what is published
accounts-site-licence-hint = Each notebook and each note can choose another one.

accounts-choose-password = Choose a password
accounts-choose-password-lead = Other open sessions of this account will end.
accounts-choose-password-act = Save and sign in

accounts-demo = The demonstration
accounts-demo-lead = There is nobody behind these names. Choose one to see the site with their rights.
accounts-demo-link = Try a person of the demonstration

form-amiss = Nothing was saved. This is to be looked at again:
form-colon = :{" "}
form-missing = This field must be filled in.
form-long = This is too long.
form-not-an-address = No letter can be sent to this address; one looks like name@example.org.
form-short = At least { $count } characters are needed.
form-guessed = This password would soon be guessed. Try several unrelated words.
form-not-a-choice = Choose from the list.
form-too-young = Accounts are for people of 14 years or more.
form-not-accepted = These texts must be accepted to have an account.
form-not-a-number = A whole number from 1 to { $most } is needed.

passkey-sign-in = Sign in with a passkey
passkey-sign-in-hint = The device or password manager that keeps your passkey will ask for your fingerprint, your face or your code.
passkey-make = Create a passkey instead
passkey-make-hint = Your device or your password manager keeps it: nothing to remember, and it is good on this site alone.
passkey-ready = Your passkey is ready: no password is needed.
passkey-failed = No passkey was given. You can try again, or use a password.
passkey-away = The site did not answer. Wait a little, then try again.
passkey-refused = This passkey could not be saved. Try again, or choose a password.
passkey-unknown = This passkey opens no account here, or the page stood open for too long. Try again, or use a password.

me-sessions = My sessions
me-sessions-lead = The browsers where this account is open. A session that nobody uses ends after seven days.
me-session-this = this session
me-session-on = { $browser } on { $system }
me-session-unknown = Unknown browser
me-session-seen = Used { $when }
me-session-began = Opened { $when }
me-session-end = End this session
me-sessions-end-others = End all the others
