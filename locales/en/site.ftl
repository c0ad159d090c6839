# What the site says of itself, how one makes an account on it, and what those who run it do.

pages-about = About
pages-privacy = Privacy
pages-terms = Terms
pages-accessibility = Accessibility
pages-changed = Text of { $day }
pages-edit = Edit this page
pages-responsible = The person in charge of the protection of personal information is: { $responsible }.
pages-responsible-nobody = Those who run this site have not yet named here the person in charge of the protection of personal information; ask them to.

pages-api = API
pages-api-lead = Programs read and write here as pages do for people, with the same rights. The names and texts of operations are in English.
pages-api-document = The same description, for programs (OpenAPI 3.1)
pages-api-tokens = Make a token
pages-api-contents = Operations
pages-api-allows = It takes a token that allows: { $scope }.
pages-api-allows-or-none = Without a token, one reads what everyone may read. With a token, it must allow: { $scope }.
pages-api-parameters = Parameters
pages-api-optional = (optional)
pages-api-sent = What is sent
pages-api-answers = Answers
pages-api-ask = Example of a request
pages-api-problem = When there is no answer
pages-api-problem-lead = The body says why, in the language that was asked for. What is hidden from you answers as what does not exist.

accounts-accept-first-title = The texts of the site are to be accepted
accounts-accept-first-lead = Read them, then accept them to begin to write here. Until then you can read everything.
accounts-accept-first-notice = The texts of the site are to be accepted: read and accept them to begin to write.
accounts-accept-title = The texts of the site have changed
accounts-accept-lead = Read them, then accept them to go on writing here. Until then you can read everything.
accounts-accept-notice = The texts of the site have changed: read and accept them to go on writing.
accounts-accept-act = I accept
accounts-accept-changed = One of these texts has just changed. Read it again, then accept it.
accounts-accept-else = You do not accept them? There is no hurry; those who run the site can also close your account.

accounts-sign-up-title = Make an account
accounts-sign-up-link = Make an account
accounts-sign-up-already = I have an account
accounts-sign-up-open = Give your address: a letter will say how to go on.
accounts-sign-up-on-request = Give your address: a letter will say how to go on. Those who run the site then answer your request.
accounts-sign-up-invitation = On this site, accounts are made by invitation. If you got one, follow the link in it.
accounts-sign-up-closed = Nobody can make an account on this site at the moment.
accounts-sign-up-invited = You are invited to make an account. Give your address: a letter will say how to go on.
accounts-sign-up-invited-by = { $name } invites you to make an account. Give your address: a letter will say how to go on.
accounts-sign-up-letter = It holds a link to go on. The link serves for 24 hours.
accounts-sign-up-here = Your address is confirmed. What is left is to say who you are and how you will sign in.
accounts-sign-up-here-asked = Your address is confirmed. What is left is to say who you are and why you ask for an account: those who run the site will answer by letter.
accounts-sign-up-name-hint = The one that others will read. You may go by another in a community.
accounts-sign-up-language = Language of letters
accounts-sign-up-reason = Why do you ask for an account?
accounts-sign-up-reason-hint = A few words are enough. Only those who run the site read them, and they are erased once they have answered.
accounts-sign-up-age = I am 14 years old or more
accounts-sign-up-accepts = I have read and I accept the texts below
accounts-sign-up-elsewhere = open in another tab
accounts-sign-up-act = Make my account
accounts-sign-up-ask = Send my request
accounts-sign-up-asked = Your request is sent
accounts-sign-up-asked-lead = Those who run the site will answer by letter. Nothing is shown of you until then.

registration-open = Open
registration-open-about = Whoever has an address of mail can make an account.
registration-on-request = On request
registration-on-request-about = Anybody can ask for an account; those who run the site accept or decline.
registration-invitation = By invitation
registration-invitation-about = Only people who were invited can make an account.
registration-closed = Closed
registration-closed-about = Nobody can make an account, not even with an invitation.

admin-title = Administration
admin-group-settle = To settle
admin-group-people = People and communities
admin-group-answer = What those who run the site answer for
admin-group-machine = The program and its machine
admin-group-site = The site
admin-site = Name and introduction
admin-site-now = { $name }: { $lead }
admin-site-no-lead = no sentence says yet what the site is
admin-site-lead = Sentence of the home page
admin-site-lead-hint = What the site is, and for whom. To be left empty where there is none in this language.
admin-site-name-told = The settings of the program (SILLAGE_NAME) say the name of the site: it is not changed here.
admin-site-language-told = The settings of the program (SILLAGE_LANGUAGES) say which language is spoken first: it is not changed here.
admin-registration = Registration
admin-registration-who = Who can make an account
admin-responsible = Person in charge of the protection of personal information
admin-responsible-hint = Their title and how to reach them: the law asks that both be published (P-39.1, s. 3.1). They are shown on the Privacy page.
admin-responsible-nobody = The person in charge of the protection of personal information is not named: say who on the Registration page.
admin-letters-kept = { $count ->
    [0] No server sends letters: they will wait in the folder of letters (setting SILLAGE_SMTP).
    [one] No server sends letters: { $count } waits in the folder of letters (setting SILLAGE_SMTP).
   *[other] No server sends letters: { $count } wait in the folder of letters (setting SILLAGE_SMTP).
}
admin-letters-refused = { $count ->
    [one] { $count } letter was refused: see “sillage admin letters”.
   *[other] { $count } letters were refused: see “sillage admin letters”.
}
admin-communities-who = Who can create a community
admin-communities-stewards = Those who run the site
admin-communities-stewards-about = Only those who run the site can create one.
admin-communities-signed-in = Whoever has an account
admin-communities-signed-in-about = Each person who is signed in sees “Create a community”. One that they create is known to its members only, until they say otherwise.
admin-communities-known = Those that you know of
admin-communities-lead = A community that only its members know of is not in this list, unless you are one of them.
admin-requests = Requests for accounts
admin-requests-count = { $count ->
    [0] None waits for an answer
    [one] { $count } waits for an answer
   *[other] { $count } wait for an answer
}
admin-requests-none = Nobody waits for an answer.
admin-requests-lead = Accepting makes the account, declining erases all that the person wrote. A letter tells them the answer in both cases.
admin-request-asked = Asked on { $day }
admin-request-accept = Accept
admin-request-accept-of = Accept { $name }
admin-request-decline = Decline
admin-request-decline-of = Decline { $name }
admin-claims = Signatures recognized
admin-claims-count = { $count ->
    [0] None waits for an answer
    [one] { $count } waits for an answer
   *[other] { $count } wait for an answer
}
admin-claims-none = Nobody says that a signature is theirs.
admin-claims-lead = These people say that a signature without account is theirs. Accepting puts their name on its notes, and is not undone; their rights do not change. A letter tells them the answer in both cases.
admin-claim-signature = Signature
admin-claim-unseen = A signature of which you see no note
admin-claim-asked = Asked on { $day }
admin-claim-reason = Reason for declining
admin-claim-reason-hint = The person will read it. It takes one to decline, of { $most } characters at most.
admin-claim-accept = Accept
admin-claim-accept-of = Accept: { $signature } is { $name }
admin-claim-refuse = Decline
admin-claim-refuse-of = Decline: { $signature } is not { $name }
admin-invitations = Invitations
admin-invitations-count = { $count ->
    [0] None is open
    [one] { $count } open
   *[other] { $count } open
}
admin-invitations-closed = Registration is closed: no invitation serves as long as it is.
admin-invitations-open = Open invitations
admin-invitation-made = Made on { $day }
admin-invitation-made-by = Made by { $by } on { $day }
admin-invitation-ends = ends on { $day }
admin-invitation-used = { $used } of { $uses }
admin-invitation-end = End it
admin-invitation-end-of = End the invitation: { $name }
admin-invite-many = Invite people by letter
admin-invite-list = List
admin-invite-list-hint = One address a line, or a table with the columns mail, name, language, pasted from a spreadsheet.
admin-invite-file = Or a CSV file
admin-invite-check = Check the list
admin-invite-checked = What would be done
admin-invite-line = Line
admin-invite-name = Name
admin-invite-outcome = Outcome
admin-invite-empty = The list is empty.
admin-invite-nobody = Nobody in this list is to be invited.
admin-invite-long = This list is too long: { $count } people at most at a time, and a file of 256 KB. Nothing was done.
admin-invite-not-text = This list is no text. From a workbook, save the sheet as CSV first. Nothing was done.
admin-invite-send = { $count ->
    [one] Invite { $count } person
   *[other] Invite { $count } people
}
admin-invite-sent = { $count ->
    [0] No letter goes out
    [one] { $count } letter goes out
   *[other] { $count } letters go out
}
admin-outcome-invites = A letter of invitation will go out
admin-outcome-invited = A letter of invitation goes out
admin-outcome-known = Has an account
admin-outcome-already = Invited already
admin-outcome-twice = Already above in the list
admin-outcome-long = Name too long
admin-link = Link
admin-link-new = Make a link to share
admin-link-act = Make the link
admin-link-made = Copy this link now: it will not be shown again.
admin-link-called = Link “{ $name }”
admin-link-name = Name of the link
admin-link-name-hint = To tell it from others, for example the group that you give it to. Those who are invited do not see it.
admin-link-uses = How many accounts at most
admin-link-days = For how many days
admin-page-title = Page “{ $page }”
admin-page-default = This is the text of the program. What you save takes its place in this language; change language at the foot of the page for the other.
admin-page-written = Saved on { $when }. Change language at the foot of the page for the other text.
admin-page-body = Text
admin-page-body-hint = In Markdown. The title of the page is there already: begin with a paragraph.
admin-page-again = Ask everybody to accept this text again
admin-page-again-about = For a change of substance. Everybody will have to accept it before they write; they can read until then.
admin-page-preview = Preview
admin-page-preview-act = See the preview
admin-page-forget = Back to the text of the program
admin-page-see = See the page
admin-page-stale = Somebody else saved this page while you were writing it. Nothing was lost: both texts are here. Take into yours what is needed, then save.
admin-page-theirs = The text saved in between
admin-page-theirs-lead = It is what the site shows at the moment.

admin-providers = Sign-in with other sites
admin-providers-lead = Members may sign in with an account that they have elsewhere, for example in their organization (OpenID Connect). They link it themselves, from inside their account.
admin-providers-count = { $count ->
    [0] None
    [one] { $count } site
   *[other] { $count } sites
}
admin-provider-new = Add a site
admin-provider-register = There, first register this site with this return address:
admin-provider-back = Return address:
admin-provider-name = Who runs it
admin-provider-name-hint = The name that members will read on the button.
admin-provider-issuer = Address of the issuer
admin-provider-issuer-hint = It starts with https:// and does not end with “.well-known/openid-configuration”.
admin-provider-client = What it calls this site (client ID)
admin-provider-secret = Secret
admin-provider-secret-hint = It will not be shown again. Leave it empty if there is none.
admin-provider-employs = It is an organization, for the people who work or act there
admin-provider-employs-hint = Its members will read that their organization will know that they sign in, and when.
admin-provider-employs-short = organization
admin-provider-add = Add
admin-provider-remove = Remove this site
admin-provider-remove-of = Remove { $name }
admin-provider-remove-says = Accounts that are linked to it will no longer open by it. Their other means of signing in stay.
form-no-provider = No OpenID Connect server answers at this address, or it calls itself something else.
form-already = It is in the list already.
