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

me-nav = My account

access-title = Signing in
access-no-mail = This account was made by a command, without an address: it has neither a password nor a passkey.
access-password-is = You have a password.
access-password-none = You have no password.
access-new-password = New password
access-password-act = Change the password
access-passkeys = Passkeys
access-passkeys-none = You have none.
access-passkey-add = Add a passkey
access-passkey-made = Made on { $when }
access-passkey-used = Used on { $when }
access-passkey-unused = Never used
access-passkey-remove = Remove
access-passkey-remove-of = Remove the passkey made on { $when }
access-second = Second factor
access-second-off = A code of your telephone can be asked for besides your password, or the link sent by mail. A passkey is always enough by itself.
access-second-begin = Ask for a code too
access-second-scan = With an authenticator application, read this code; it will show a number that changes every thirty seconds.
access-second-qr = Code to read with an authenticator application
access-second-typed = Or type this key there:
access-second-here = Open the application on this device
access-second-confirm = Confirm
access-second-leave = Never mind
access-second-since = A code is asked for since { $day }.
access-second-end = Ask for no code any more
access-paper = Recovery codes
access-paper-lead = Keep them away from your telephone: each serves once, when you do not have the application. They will not be shown again.
access-paper-renew = New recovery codes
access-paper-left = { $count ->
    [0] No recovery code is left.
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
access-done-password = The password is changed. The other sessions have ended.
access-done-passkey = The passkey is added.
access-done-removed = The passkey is removed. Remove it too from the device that keeps it.
access-done-on = A code will be asked for too.
access-done-paper = The codes of before serve no more.
access-done-off = No code is asked for any more.

proof-title = Is it you?
proof-lead = Before this is changed, show that it is you who are there.
proof-act = Go on
proof-passkey = Go on with a passkey
proof-else = Sign in another way
proof-refused = That is not it. Check, then try again.

code-lead = A code is asked for too.
code-field = Code
code-hint = The one that your application shows now, or one of your recovery codes.
code-hint-app = The one that your application shows now.
code-wrong = This code does not fit, or was used already. Wait for the next one, or take a recovery code.
code-late = Too much time has passed. Begin again.
code-again = Begin again

accounts-with-title = With an account from elsewhere
accounts-with-act = Sign in with { $name }
accounts-with-knows = { $name } will know that you sign in, and when.
accounts-with-employer-knows = Your organization will know that you sign in, and when.
accounts-with-going = You are leaving this site
accounts-with-going-lead = { $name } asks who you are, then you come back here. Nothing is asked of it but to recognize you: no name, no email address.
accounts-with-continue = Continue
accounts-with-linked = That account is linked: it now opens your account here.
accounts-with-taken = That account is already linked to an account here, or yours is to another one. Unlink that one first.
accounts-with-unknown = No account here is linked to that account. Sign in another way, then link it on the Signing in page of your account.
accounts-with-lost = That sign-in did not begin in this browser, or too long ago. Start again.
accounts-with-declined = The other site did not say who you are. Start again, or sign in another way.
accounts-with-away = The other site does not answer. Start again later, or sign in another way.
accounts-with-unproved = What the other site answered proves nothing. Sign in another way, and tell the administrators.
accounts-with-mine = Accounts from elsewhere
accounts-with-mine-lead = An account that you have elsewhere can open your account here. This site learns neither a name nor an email address from it.
accounts-with-since = Linked since { $day }
accounts-with-link = Link
accounts-with-link-of = Link my account at { $name }
accounts-with-unlink = Unlink
accounts-with-unlink-of = Unlink my account at { $name }
access-done-unlinked = That account no longer opens yours.

me-profile = Profile
me-profile-saved = Your profile is saved.
me-profile-stale = Another page saved your profile meanwhile. What it kept is shown beside what you typed: save to keep yours.
me-profile-kept = Kept by the other page: { $words }
me-profile-kept-for = Kept by the other page: { $words } ({ $to })
me-pronouns = Pronouns
me-pronouns-hint = For example: she, he, they.
me-pronouns-to = Who sees my pronouns
me-occupation = What I do
me-occupation-hint = In one line.
me-occupation-to = Who sees what I do
me-about = About me
me-about-hint = A few lines, without formatting.
me-about-to = Who sees these lines
me-link = Website
me-link-hint = An address that starts with https://
me-link-to = Who sees this website
me-audience-oneself = Only you
me-audience-communities = Members of your communities
me-audience-signed-in = People signed in to { $site }
me-audience-public = Everyone, without an account
me-seen = My page, as others see it
me-seen-lead = Your page as each of them gets it. With nothing public that bears your name, nobody gets it without an account.
me-seen-visitor = Somebody without an account
me-seen-signed-in = Somebody signed in to { $site }
me-seen-member = A member of { $name }
me-seen-absent = No page: the answer is that of a page that does not exist.
form-not-of-the-web = That is no address of the Web.
