# What the site says of itself, how one makes an account on it, and what those who run it do.

pages-about = About
pages-privacy = Privacy
pages-terms = Terms
pages-accessibility = Accessibility
pages-changed = Text dated { $day }
pages-edit = Edit this page
pages-responsible = The person in charge of the protection of personal information is: { $responsible }.
pages-responsible-nobody = The administrators of this site have not yet named here the person in charge of the protection of personal information; ask them to.

pages-api = API
pages-api-lead = Programs read and write here the way pages do for people, with the same rights. The names and texts of operations are in English.
pages-api-document = The same description, for programs (OpenAPI 3.1)
pages-api-tokens = Create a token
pages-api-contents = Operations
pages-api-allows = This requires a token that allows: { $scope }.
pages-api-allows-or-none = Without a token, you read what everyone may read. A token must allow: { $scope }.
pages-api-parameters = Parameters
pages-api-optional = (optional)
pages-api-sent = What is sent
pages-api-answers = Answers
pages-api-ask = Sample request
pages-api-problem = When there is no answer
pages-api-problem-lead = The body says why, in the language requested. What is hidden from you is answered like what does not exist.

accounts-accept-first-title = Please accept the texts of the site
accounts-accept-first-lead = Read them, then accept them to start writing here. Until then, you can still read everything.
accounts-accept-first-notice = You have not accepted the texts of the site yet: read and accept them to start writing.
accounts-accept-title = The texts of the site have changed
accounts-accept-lead = Read them, then accept them to keep writing here. Until then, you can still read everything.
accounts-accept-notice = The texts of the site have changed: read and accept them to keep writing.
accounts-accept-act = I accept
accounts-accept-changed = One of these texts has just changed. Read it again, then accept it.
accounts-accept-else = You do not accept them? There is no rush; the administrators can also close your account.
accounts-accept-carried = Nothing is lost: what you were sending goes as soon as you accept.

accounts-sign-up-title = Create an account
accounts-sign-up-link = Create an account
accounts-sign-up-already = I already have an account
accounts-sign-up-open = Enter your email address: an email will tell you how to continue.
accounts-sign-up-on-request = Enter your email address: an email will tell you how to continue. The administrators will then answer your request.
accounts-sign-up-invitation = On this site, accounts are created by invitation. If you received one, follow the link in it.
accounts-sign-up-closed = Nobody can create an account on this site at the moment.
accounts-sign-up-invited = You are invited to create an account. Enter your email address: an email will tell you how to continue.
accounts-sign-up-invited-by = { $name } invites you to create an account. Enter your email address: an email will tell you how to continue.
accounts-sign-up-letter = It contains a link to continue. The link works for 24 hours.
accounts-sign-up-here = Your email address is confirmed. All that is left is to say who you are and how you will sign in.
accounts-sign-up-here-asked = Your email address is confirmed. All that is left is to say who you are and why you are asking for an account: the administrators will answer you by email.
accounts-sign-up-name-hint = The one that others will read. You can go by another name in a community.
accounts-sign-up-language = Language of emails
accounts-sign-up-reason = Why are you asking for an account?
accounts-sign-up-reason-hint = A few words are enough. Only the administrators read them, and they are erased once you have an answer.
accounts-sign-up-age = I am 14 years of age or older
accounts-sign-up-accepts = I have read and accept the texts below
accounts-sign-up-elsewhere = open in another tab
accounts-sign-up-act = Create my account
accounts-sign-up-ask = Send my request
accounts-sign-up-asked = Your request has been sent
accounts-sign-up-asked-lead = The administrators will answer you by email. Nothing about you is shown until then.

registration-open = Open
registration-open-about = Anyone with an email address can create an account.
registration-on-request = On request
registration-on-request-about = Anyone can ask for an account; the administrators accept or decline.
registration-invitation = By invitation
registration-invitation-about = Only people who have been invited can create an account.
registration-closed = Closed
registration-closed-about = Nobody can create an account, not even with an invitation.

admin-title = Administration
admin-group-settle = To settle
admin-group-people = People and communities
admin-group-answer = What the administrators are responsible for
admin-group-machine = The program and its machine
admin-group-site = The site
admin-site = Name and introduction
admin-site-now = { $name }: { $lead }
admin-site-no-lead = no sentence says what the site is yet
admin-site-lead = Sentence on the home page
admin-site-lead-hint = What the site is, and who it is for. Leave it empty if there is none in this language.
admin-site-name-told = The settings of the program (SILLAGE_NAME) say the name of the site: it is not changed here.
admin-site-language-told = The settings of the program (SILLAGE_LANGUAGES) say which language is the main one: it is not changed here.
admin-registration = Registration
admin-registration-who = Who can create an account
admin-responsible = Person in charge of the protection of personal information
admin-responsible-hint = Their title and how to reach them: the law requires both to be published (P-39.1, s. 3.1). They are shown on the Privacy page.
admin-responsible-nobody = The person in charge of the protection of personal information has not been named: say who it is on the Registration page.
admin-letters-kept = { $count ->
    [0] No server sends emails: they will wait in the letters folder (setting SILLAGE_SMTP).
    [one] No server sends emails: { $count } is waiting in the letters folder (setting SILLAGE_SMTP).
   *[other] No server sends emails: { $count } are waiting in the letters folder (setting SILLAGE_SMTP).
}
admin-letters-refused = { $count ->
    [one] { $count } email was refused: see “sillage admin letters”.
   *[other] { $count } emails were refused: see “sillage admin letters”.
}
admin-communities-who = Who can create a community
admin-communities-stewards = The administrators
admin-communities-stewards-about = Only the administrators of the site can create one.
admin-communities-signed-in = Anyone with an account
admin-communities-signed-in-about = Everyone who is signed in sees “Create a community”. A community that they create is known to its members only, until they decide otherwise.
admin-communities-known = Those you know about
admin-communities-lead = A community that only its members know about is not in this list, unless you are one of them.
admin-requests = Requests for accounts
admin-requests-count = { $count ->
    [0] None is waiting for an answer
    [one] { $count } is waiting for an answer
   *[other] { $count } are waiting for an answer
}
admin-requests-none = Nobody is waiting for an answer.
admin-requests-lead = Accepting creates the account; declining erases everything the person wrote. Either way, they are told by email.
admin-request-asked = Requested on { $day }
admin-request-accept = Accept
admin-request-accept-of = Accept { $name }
admin-request-decline = Decline
admin-request-decline-of = Decline { $name }
admin-claims = Claimed signatures
admin-claims-count = { $count ->
    [0] None is waiting for an answer
    [one] { $count } is waiting for an answer
   *[other] { $count } are waiting for an answer
}
admin-claims-none = Nobody is claiming a signature.
admin-claims-lead = These people say that a signature without an account is theirs. Accepting puts their name on its notes, and cannot be undone; their rights do not change. Either way, they are told by email.
admin-claim-signature = Signature
admin-claim-unseen = A signature whose notes you cannot see
admin-claim-asked = Requested on { $day }
admin-claim-reason = Reason for declining
admin-claim-reason-hint = The person will read it. One is required to decline, of { $most } characters at most.
admin-claim-accept = Accept
admin-claim-accept-of = Accept: { $signature } is { $name }
admin-claim-refuse = Decline
admin-claim-refuse-of = Decline: { $signature } is not { $name }
admin-invitations = Invitations
admin-invitations-count = { $count ->
    [0] None is pending
    [one] { $count } pending
   *[other] { $count } pending
}
admin-invitations-closed = Registration is closed: no invitation works as long as it is.
admin-invitations-open = Pending invitations
admin-invitation-made = Created on { $day }
admin-invitation-made-by = Created by { $by } on { $day }
admin-invitation-ends = ends on { $day }
admin-invitation-used = { $used } of { $uses }
admin-invitation-end = End
admin-invitation-end-of = End the invitation: { $name }
admin-invite-many = Invite people by email
admin-invite-list = List
admin-invite-list-hint = One address per line, or a table with the columns email, name, language, pasted from a spreadsheet.
admin-invite-file = Or a CSV file
admin-invite-check = Check the list
admin-invite-checked = What would be done
admin-invite-line = Line
admin-invite-name = Name
admin-invite-outcome = Outcome
admin-invite-empty = The list is empty.
admin-invite-nobody = There is nobody to invite in this list.
admin-invite-long = This list is too long: { $count } people at most at a time, and a file of 256 KB at most. Nothing was done.
admin-invite-not-text = This list is not text. From a workbook, first save the sheet as CSV. Nothing was done.
admin-invite-send = { $count ->
    [one] Invite { $count } person
   *[other] Invite { $count } people
}
admin-invite-sent = { $count ->
    [0] No email is sent
    [one] { $count } email is sent
   *[other] { $count } emails are sent
}
admin-outcome-invites = An invitation will be sent by email
admin-outcome-invited = An invitation is sent by email
admin-outcome-known = Already has an account
admin-outcome-already = Already invited
admin-outcome-twice = Already above in the list
admin-outcome-long = Name too long
admin-link = Link
admin-link-new = Create a link to share
admin-link-act = Create the link
admin-link-made = Copy this link now: it will not be shown again.
admin-link-called = Link “{ $name }”
admin-link-name = Name of the link
admin-link-name-hint = To recognize it, for example the group that you give it to. The people invited do not see it.
admin-link-uses = Maximum number of accounts
admin-link-days = For how many days
admin-page-title = Page “{ $page }”
admin-page-default = This is the text that comes with the program. What you save replaces it in this language; for the other language, switch at the foot of the page.
admin-page-written = Saved on { $when }. For the text in the other language, switch at the foot of the page.
admin-page-body = Text
admin-page-body-hint = In Markdown. The title of the page is already there: begin with a paragraph.
admin-page-again = Ask everyone to accept this text again
admin-page-again-about = For a change of substance. Everyone will have to accept it before they write; until then they can read.
admin-page-preview = Preview
admin-page-preview-act = Show the preview
admin-page-forget = Go back to the text of the program
admin-page-see = See the page
admin-page-stale = Someone else saved this page while you were writing. Nothing is lost: both texts are here. Bring what is needed into yours, then save.
admin-page-theirs = The text saved in the meantime
admin-page-theirs-lead = This is what the site shows at the moment.

admin-providers = Sign-in through other sites
admin-providers-lead = Members can sign in with an account that they have elsewhere, for example in their organization (OpenID Connect). They link it themselves, from within their account.
admin-providers-count = { $count ->
    [0] None
    [one] { $count } site
   *[other] { $count } sites
}
admin-provider-new = Add a site
admin-provider-register = Over there, first register this site with this return address:
admin-provider-back = Return address:
admin-provider-name = Who runs it
admin-provider-name-hint = The name that members will read on the button.
admin-provider-issuer = Address of the issuer
admin-provider-issuer-hint = It starts with https:// and does not end with “.well-known/openid-configuration”.
admin-provider-client = How it identifies this site (client ID)
admin-provider-secret = Secret
admin-provider-secret-hint = It will not be shown again. Leave it empty if there is none.
admin-provider-employs = It is an organization, for the people who work or are active there
admin-provider-employs-hint = Its members will read that their organization will know that they sign in, and when.
admin-provider-employs-short = organization
admin-provider-add = Add
admin-provider-remove = Remove this site
admin-provider-remove-of = Remove { $name }
admin-provider-remove-says = Accounts linked to it will no longer open through it. Their other means of signing in stay.
form-no-provider = No OpenID Connect server answers at this address, or it calls itself something else.
form-already = It is already in the list.
