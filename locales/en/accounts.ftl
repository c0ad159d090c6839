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
