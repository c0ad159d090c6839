//! Every form of the site, and what is typed in it. A route that takes a form and is not here fails the test.

use axum::http::Method;
use domain::address::route;

use super::World;

/// Who sends a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who may do all of it: she runs the site, signs the note, leads the notebook and the communities.
    Claire,
    /// Somebody with an account.
    Zoe,
    /// A visitor.
    Nobody,
}

/// What becomes of what is typed in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words: where they are refused, they stand in the page.
    Kept,
    /// Chosen, or hidden, or secret: something else may stand in the page.
    Other,
    /// Always the same here.
    Fixed,
}

/// A field, and what is usually typed in it.
pub struct Field {
    pub name: &'static str,
    pub usual: String,
    pub part: Part,
}

/// A form.
pub struct Form {
    pub address: String,
    pub by: By,
    /// The hidden fields that are read from the page at its address before each sending.
    pub reads: &'static [&'static str],
    /// After how many seconds it is sent again: what is limited is not what is looked at here.
    pub wait: i64,
    pub fields: Vec<Field>,
}

impl Form {
    fn at(address: impl Into<String>, fields: Vec<Field>) -> Self {
        Self { address: address.into(), by: By::Claire, reads: &[], wait: 1, fields }
    }

    fn by(self, by: By) -> Self {
        Self { by, ..self }
    }

    fn reading(self, reads: &'static [&'static str]) -> Self {
        Self { reads, ..self }
    }

    /// About that thing, where its address has a place for one.
    fn about(mut self, id: &str) -> Self {
        self.address = self.address.replace("{report}", id);
        self
    }

    fn waiting(self, wait: i64) -> Self {
        Self { wait, ..self }
    }
}

fn kept(name: &'static str, usual: &str) -> Field {
    Field { name, usual: usual.to_owned(), part: Part::Kept }
}

fn other(name: &'static str, usual: &str) -> Field {
    Field { name, usual: usual.to_owned(), part: Part::Other }
}

fn fixed(name: &'static str, usual: &str) -> Field {
    Field { name, usual: usual.to_owned(), part: Part::Fixed }
}

/// All forms; those that are sent soonest again come first.
pub fn all(w: &World) -> Vec<Form> {
    let posts = web::exits().into_iter().filter(|(method, _)| method == Method::POST);
    let mut forms: Vec<Form> = posts.flat_map(|(_, pattern)| of(w, pattern)).collect();
    forms.sort_by_key(|form| form.wait);
    forms
}

fn of(w: &World, pattern: &'static str) -> Vec<Form> {
    if pattern.starts_with("/me/") || pattern == route::ACCEPT {
        return of_oneself(pattern);
    }
    if pattern.starts_with("/admin") {
        return of_stewards(w, pattern);
    }
    if pattern.starts_with("/n/") || pattern.starts_with("/people/") {
        return of_notes(w, pattern);
    }
    if pattern.starts_with("/communities/") {
        return of_communities(w, pattern);
    }
    match pattern {
        route::NEW_NOTE => vec![Form::at(
            pattern,
            vec![
                kept("title", "Berge"),
                kept("body", "Un texte."),
                kept("reason", ""),
                other("language", "fr"),
                other("visibility", "public"),
                other("licence", "CC BY 4.0"),
                other("notebook", ""),
                other("community", &w.community.to_string()),
                other("category", ""),
                other("key", ""),
                other("act", "save"),
            ],
        )],
        route::NEW_NOTEBOOK => vec![Form::at(
            pattern,
            vec![
                kept("title", "Carnet"),
                kept("description", ""),
                other("language", "fr"),
                other("visibility", "authors"),
                other("community", ""),
            ],
        )],
        route::NOTEBOOK_EDIT => of_a_notebook(w),
        // It carries a file: what is typed there is no picture.
        route::NOTEBOOK_COVER => {
            let fields = vec![other("act", "give"), other("base", "1"), other("cover", "")];
            vec![Form::at(pattern.replace("{notebook}", &w.notebook.to_string()), fields)]
        }
        route::NOTEBOOK_CONTENTS => {
            let (address, note) = (format!("/c/{}/-/contents", w.notebook), w.note.to_string());
            let line = [fixed("act", "say"), fixed("id", &note)].into_iter();
            vec![
                Form::at(
                    address.as_str(),
                    line.chain([kept("reason", ""), other("category", ""), other("from", "0")]).collect(),
                ),
                Form::at(address.as_str(), vec![fixed("act", "add-part"), kept("part", "Partie")]),
                Form::at(address.as_str(), vec![fixed("act", "rename-part"), other("id", ""), other("part", "Partie")]),
                Form::at(address, vec![other("act", "up"), other("id", &note), other("what", "note")]),
            ]
        }
        route::REPORT => {
            let words = || vec![kept("words", "Un problème."), other("page", "/recent"), other("kind", "personal")];
            let with = |field| words().into_iter().chain([field]).collect();
            vec![
                Form::at(pattern, with(other("concerned", ""))).by(By::Zoe).waiting(600),
                Form::at(pattern, with(kept("mail", "lea@exemple.org"))).by(By::Nobody).waiting(600),
            ]
        }
        // No secret is one that was given: `letters` looks at those that are.
        route::REPORT_HERE | route::SIGN_IN_HERE | route::RESET_PASSKEY | route::SET_UP_PASSKEY => {
            vec![Form::at(secret(pattern), Vec::new()).by(By::Nobody)]
        }
        route::RESET | route::SIGN_UP_PASSKEY => {
            let fields = vec![other("password", ""), other("code", ""), other("name", "")];
            vec![Form::at(secret(pattern), fields).by(By::Nobody)]
        }
        route::SET_UP => vec![Form::at(secret(pattern), set_up()).by(By::Nobody)],
        route::SIGN_UP | route::ASK_RESET => {
            vec![Form::at(pattern, vec![kept("mail", "lea@exemple.org")]).by(By::Nobody).waiting(600)]
        }
        route::INVITED => {
            vec![Form::at(w.invitation.as_str(), vec![kept("mail", "lea@exemple.org")]).by(By::Nobody).waiting(600)]
        }
        // Who does not say that they are old enough makes no account.
        route::SIGN_UP_HERE => {
            let fields = vec![
                kept("name", "Léa"),
                other("language", "fr"),
                other("reason", ""),
                other("password", ""),
                other("age", ""),
                other("accepts", ""),
            ];
            vec![Form::at(w.sign_up.as_str(), fields).by(By::Nobody)]
        }
        route::SIGN_IN => {
            let fields = ["to", "half", "code", "by", "ceremony", "passkey"].map(|name| other(name, ""));
            let proof = [kept("mail", "lea@exemple.org"), other("password", "mot de passe")];
            vec![Form::at(pattern, proof.into_iter().chain(fields).collect()).by(By::Nobody).waiting(150)]
        }
        route::SIGN_IN_PASSKEY | route::SIGN_OUT => vec![Form::at(pattern, Vec::new()).by(By::Nobody)],
        route::SIGN_IN_WITH => {
            let address = pattern.replace("{provider}", &w.absent.to_string());
            vec![Form::at(address, vec![other("to", "/")]).by(By::Nobody)]
        }
        route::DEMO => vec![Form::at(pattern, vec![other("person", "")]).by(By::Nobody)],
        "/theme" => {
            let fields = ["theme", "text", "face", "terms"].map(|name| other(name, ""));
            vec![Form::at(pattern, fields.into()).by(By::Nobody)]
        }
        // Programs send no forms: `what_programs_send…` looks at theirs.
        pattern if pattern.starts_with("/api/") => Vec::new(),
        unknown => panic!("{unknown} is a new form: say here what is typed in it"),
    }
}

/// An address with a secret that was never given.
fn secret(pattern: &str) -> String {
    pattern.replace("{token}", &"0a".repeat(32))
}

/// What is typed to set a site up; the password is too short.
pub fn set_up() -> Vec<Field> {
    vec![
        kept("name", "Claire"),
        kept("mail", "claire@exemple.org"),
        kept("site", "Réseau"),
        other("language", "fr"),
        other("licence", "CC BY 4.0"),
        fixed("password", "court"),
    ]
}

fn of_a_notebook(w: &World) -> Vec<Form> {
    let form = |act, fields: Vec<Field>| {
        let act = fixed("act", act);
        Form::at(format!("/c/{}/-/edit", w.notebook), [act].into_iter().chain(fields).collect()).reading(&["base"])
    };
    let words = vec![
        kept("title", "Carnet"),
        kept("description", ""),
        kept("guide", ""),
        other("language", "fr"),
        other("color", ""),
        other("view", "list"),
        other("sort", "manual"),
        other("licence", ""),
    ];
    vec![
        form("words", words),
        form("visibility", vec![other("visibility", "public"), other("seen", "public")]),
        form("link", vec![other("community", ""), other("seen", "")]),
        form("unlink", vec![other("community", "")]),
        form("opening", vec![other("open", ""), other("signed_in", "")]),
        form("entry", vec![other("entry", "Écluse"), other("label", "")]),
        form("entry-up", vec![other("at", "")]),
        form("lists", vec![other("list_1", "Thème"), other("list_2", ""), other("list_3", "")]),
        form("category", vec![kept("category", "Eaux"), other("list", "1")]),
        form("category-rename", vec![fixed("of", &w.category.to_string()), other("name", "Rubrique")]),
        form("person", vec![other("person", "Zoé"), other("chosen", ""), other("role", "contributor")]),
        form("person-remove", vec![other("member", "")]),
        Form::at(format!("/c/{}/-/edit", w.notebook), vec![other("act", ""), other("base", "1")]),
    ]
}

fn of_notes(w: &World, pattern: &'static str) -> Vec<Form> {
    let (whole, theirs) = (pattern.replace("{note}", &w.note.to_string()), w.other_note.to_string());
    let note = |fields| Form::at(whole.as_str(), fields);
    match pattern {
        route::NOTE_RIGHTS => vec![
            note(vec![other("act", ""), other("person", ""), other("words", "")]),
            note(vec![
                fixed("act", "visibility"),
                other("visibility", "public"),
                other("seen", "public"),
                other("licence", "CC BY 4.0"),
            ]),
            note(vec![fixed("act", "link"), other("community", ""), other("seen", "")]),
            note(vec![fixed("act", "unlink"), other("community", "")]),
            // The note is for everyone: nobody is offered to read it, and the form is not there.
            note(vec![fixed("act", "reader"), other("reader", "Zoé"), other("chosen", "")]),
            note(vec![fixed("act", "unread"), other("person", "")]),
            note(vec![fixed("act", "invite"), kept("author", "Zoé"), other("chosen", "")]),
            note(vec![fixed("act", "delegate"), other("delegated", "")]),
            note(vec![fixed("act", "yes"), other("person", ""), other("words", "")]),
        ],
        route::NOTE_ASK => {
            let address = pattern.replace("{note}", &theirs);
            vec![Form::at(address, vec![kept("reason", "Pour aider."), other("act", "ask")]).by(By::Zoe).waiting(600)]
        }
        route::NOTE_PLACE => vec![
            note(vec![
                fixed("act", "place"),
                other("notebook", &w.notebook.to_string()),
                other("category", ""),
                other("reason", ""),
            ]),
            note(vec![other("act", "decline"), other("notebook", &w.notebook.to_string()), other("words", "")]),
        ],
        route::NOTE_TALK => {
            let address = whole.replace("{alias}", "tissage");
            let say = vec![fixed("act", "say"), kept("words", "Bonjour."), other("after", "0"), other("before", "")];
            let others = ["act", "message", "version", "words", "why"].map(|name| other(name, ""));
            vec![Form::at(address.as_str(), say).waiting(60), Form::at(address.as_str(), others.into())]
        }
        route::NOTE_ANNOUNCE => {
            vec![note(vec![kept("words", ""), other("community", &w.community.to_string())]).waiting(600)]
        }
        route::NOTE_WRITE => vec![
            note(vec![kept("words", "Bonjour.")]).by(By::Zoe).waiting(600),
            note(vec![kept("words", "Bonjour."), kept("name", "Léa"), kept("mail", "lea@exemple.org")])
                .by(By::Nobody)
                .waiting(600),
        ],
        route::NOTE_EXCHANGE => {
            let fields = vec![kept("words", "Merci."), other("act", "answer")];
            vec![Form::at(w.exchange.as_str(), fields).by(By::Nobody).waiting(600)]
        }
        route::NOTE_EDIT => vec![
            note(vec![
                kept("title", "Écluse"),
                kept("body", "Un texte."),
                kept("reason", ""),
                other("language", "fr"),
                other("act", "save"),
            ])
            .reading(&["base"]),
            note(vec![
                fixed("act", "join"),
                fixed("title", "Écluse"),
                fixed("language", "fr"),
                other("mine", "Un autre texte."),
                other("from", "1"),
                other("base", "1"),
                other("passage-1", ""),
            ]),
        ],
        route::NOTE_DELETE => vec![note(vec![other("act", "")])],
        // Nothing is withdrawn by this walk: it looks where the words stand.
        route::NOTE_WITHDRAW => {
            vec![note(vec![fixed("act", "look"), kept("passage", "Un texte"), other("why", ""), other("newest", "1")])]
        }
        route::CLAIM => {
            let address = pattern.replace("{person}", &w.signature.to_string());
            // What is claimed once waits, and its form is not there any more.
            vec![Form::at(address, vec![other("words", "C’est moi."), other("act", "claim")]).by(By::Zoe)]
        }
        unknown => panic!("{unknown} is a new form: say here what is typed in it"),
    }
}

fn of_communities(w: &World, pattern: &'static str) -> Vec<Form> {
    let here = |fields| Form::at(pattern.replace("{alias}", "tissage"), fields);
    match pattern {
        route::NEW_COMMUNITY => vec![Form::at(
            pattern,
            vec![
                kept("name", "Tissage"),
                kept("alias", ""),
                kept("about", ""),
                kept("rhythm", ""),
                kept("confidentiality", ""),
                other("language", "fr"),
                other("access", "on_request"),
                other("listed", "listed"),
            ],
        )],
        route::COMMUNITY_JOIN => {
            let fields = vec![kept("name", ""), other("reason", ""), other("act", "")];
            vec![Form::at(pattern.replace("{alias}", "voilier"), fields).by(By::Zoe)]
        }
        route::COMMUNITY_MEMBERS => {
            let roles = vec![
                fixed("act", "roles"),
                fixed("member", &w.member),
                fixed("curator", "yes"),
                kept("curator-starts", ""),
                kept("curator-ends", ""),
                other("curator-backup", ""),
            ];
            vec![here(roles), here(vec![other("act", "remove"), other("member", ""), other("reason", "")])]
        }
        route::COMMUNITY_REQUESTS => vec![
            here(vec![fixed("act", "invite"), kept("mail", "lea@exemple.org"), kept("words", "")]).waiting(600),
            here(vec![other("act", "refuse"), other("id", &w.absent.to_string()), other("answer", "")]),
        ],
        route::MY_MEMBERSHIP => {
            let choices = ["involvement", "shows_roles"].map(|name| other(name, ""));
            vec![here([fixed("act", "choose"), kept("name", "")].into_iter().chain(choices).collect())]
        }
        route::COMMUNITY_EDIT => {
            let edit = |fields| here(fields).reading(&["base"]);
            vec![
                edit(vec![
                    fixed("act", "words"),
                    kept("name-fr", "Tissage"),
                    kept("about-fr", ""),
                    kept("rhythm-fr", ""),
                    kept("confidentiality-fr", ""),
                    kept("name-en", ""),
                    kept("about-en", ""),
                ]),
                edit(vec![
                    fixed("act", "access"),
                    other("access", "on_request"),
                    other("listed", "listed"),
                    other("formality", ""),
                ]),
                edit(vec![fixed("act", "stage"), other("stage", "active"), other("until", "")]),
                edit(vec![
                    fixed("act", "add"),
                    kept("organisation", "Coopérative"),
                    other("chosen", ""),
                    other("support", ""),
                ]),
                edit(vec![fixed("act", "charter"), kept("charter", "Écluse"), kept("adopted", ""), kept("review", "")]),
                here(vec![other("act", "up"), other("base", "1"), other("note", ""), other("support", "carries")]),
            ]
        }
        route::COMMUNITY_REPORT => {
            vec![here(vec![other("reason", ""), other("act", "")]).about(&w.absent.to_string())]
        }
        // What is closed takes no more: another community, whose keepers nobody chooses.
        route::COMMUNITY_CLOSING => {
            let address = pattern.replace("{alias}", "balise");
            vec![Form::at(address, vec![other("heir", ""), other("base", "-1")])]
        }
        unknown => panic!("{unknown} is a new form: say here what is typed in it"),
    }
}

fn of_stewards(w: &World, pattern: &'static str) -> Vec<Form> {
    let absent = w.absent.to_string();
    let form = |fields| Form::at(pattern, fields);
    let incident = || {
        let words = [kept("what", "Une panne."), kept("happened", "2026-01-02"), kept("whose", "Personne.")];
        let others = [kept("learned", ""), kept("risk", "Aucun."), kept("told", ""), kept("told_on", "")];
        words.into_iter().chain(others)
    };
    match pattern {
        route::ADMIN_SITE => {
            let words = [kept("name", "Rives"), kept("lead-fr", ""), kept("lead-en", "")];
            let choices = [other("language", "fr"), other("licence", "CC BY 4.0")];
            vec![form(words.into_iter().chain(choices).collect()).reading(&["base"])]
        }
        route::ADMIN_REGISTRATION => vec![form(vec![kept("responsible", ""), other("mode", "open")])],
        route::ADMIN_COMMUNITIES => vec![form(vec![other("who", "stewards")])],
        route::ADMIN_REQUESTS => vec![form(vec![other("request", &absent), other("act", "decline")])],
        route::ADMIN_CLAIMS => {
            let fields = vec![other("claim", &absent), other("reason", ""), other("act", "refuse"), other("after", "")];
            vec![form(fields)]
        }
        route::ADMIN_INVITATIONS => vec![
            form(vec![fixed("act", "link"), kept("name", "Groupe"), kept("uses", "5"), kept("days", "5")]),
            form(vec![fixed("act", "check"), kept("list", "")]),
            form(vec![fixed("act", "check"), other("file", "")]),
            form(vec![fixed("act", "send"), other("list", "")]),
            form(vec![other("act", "end"), other("invitation", "")]),
        ],
        // No address of a server is typed: none is asked.
        route::ADMIN_PROVIDERS => vec![form(vec![
            kept("name", "Centre"),
            kept("issuer", ""),
            kept("client", "rives"),
            other("secret", ""),
            other("employs", ""),
            fixed("id", &absent),
            fixed("act", "add"),
        ])],
        route::ADMIN_REMOVALS => {
            let fields = vec![other("note", &absent), other("person", &absent), other("reason", "")];
            vec![form(fields.into_iter().chain([other("act", "keep")]).collect())]
        }
        route::ADMIN_JOBS => {
            vec![form(vec![other("job", &absent), other("reason", ""), other("act", "drop")])]
        }
        route::ADMIN_INCIDENTS => vec![form(incident().collect())],
        route::ADMIN_INCIDENT => {
            let read = Form::at(w.incident.as_str(), incident().collect()).reading(&["seen"]);
            vec![read, Form::at(w.incident.as_str(), incident().chain([other("seen", "1")]).collect())]
        }
        route::ADMIN_PAGE => {
            let address = pattern.replace("{page}", "about");
            let fields = vec![kept("body", "Un texte."), other("again", ""), other("act", "save")];
            vec![Form::at(address, fields).reading(&["base"])]
        }
        route::ADMIN_REPORT => {
            vec![Form::at(w.report.as_str(), vec![kept("reason", ""), other("act", "answer")])]
        }
        route::ADMIN_LETTERS => vec![
            form(vec![other("letter", &absent), other("act", "again")]),
            form(vec![fixed("act", "trial")]).waiting(60),
        ],
        // Nobody is suspended by this walk.
        route::ADMIN_PERSON => {
            let address = pattern.replace("{person}", &w.signature.to_string());
            vec![Form::at(address, vec![other("reason", ""), other("act", "")])]
        }
        route::ADMIN_READ => vec![form(vec![kept("note", "/n/rien"), kept("reason", "")])],
        unknown => panic!("{unknown} is a new form: say here what is typed in it"),
    }
}

fn of_oneself(pattern: &'static str) -> Vec<Form> {
    let form = |fields| Form::at(pattern, fields);
    match pattern {
        route::ACCEPT => vec![form(vec![other("accepts", ""), other("to", "/"), other("carried", "")])],
        route::MY_SESSIONS => vec![form(vec![other("session", "")])],
        route::MY_PROFILE => vec![
            form(vec![
                kept("name", "Claire"),
                kept("pronouns", ""),
                kept("occupation", ""),
                kept("about", ""),
                kept("link", ""),
                other("about-audience", "public"),
                other("link-audience", "public"),
            ])
            .reading(&["base"]),
            form(vec![kept("name", "Claire"), other("base", "")]),
        ],
        // Nobody leaves who does not say what becomes of all that is theirs.
        route::MY_LEAVING => vec![form(vec![other("credit", ""), other("acts", ""), other("texts", "")])],
        route::MY_AFFILIATIONS => {
            let days = [kept("since", ""), kept("until", "")];
            let first = [fixed("act", "add"), kept("organisation", "Coopérative"), other("kind", "member")];
            let all = first.into_iter().chain(days).chain([other("chosen", "")]).collect();
            vec![form(all), form(vec![other("act", "change"), other("id", ""), other("kind", "member")])]
        }
        route::MY_COMMUNITIES => vec![form(vec![other("act", "accept"), other("id", "")])],
        route::MY_BIN => vec![form(vec![other("note", "")])],
        route::MY_TOKENS => vec![
            form(vec![
                fixed("act", "make"),
                kept("name", "Un programme"),
                other("scope", "read_me"),
                other("days", "30"),
            ]),
            form(vec![other("act", "revoke"), other("id", "")]),
        ],
        route::MY_NOTIFICATIONS => vec![form(vec![other("act", "open"), other("thing", "")])],
        route::MY_CHOICES => vec![form(vec![other("new.", ""), other("changed.", "letter")])],
        route::MY_FOLLOWS => {
            let fields = vec![other("thing", ""), other("kind", "notebook"), other("act", "follow"), other("from", "")];
            vec![form(fields)]
        }
        route::MY_ACCESS => vec![
            form(vec![other("act", ""), other("id", ""), other("code", "")]),
            form(vec![fixed("act", "password"), other("password", "")]),
            form(vec![fixed("act", "confirm"), other("code", "")]),
            form(vec![fixed("act", "passkey"), other("ceremony", ""), other("passkey", "")]),
            form(vec![fixed("act", "remove"), other("id", "")]),
            form(vec![fixed("act", "unlink"), other("id", "")]),
        ],
        route::PROOF => {
            let fields = ["password", "code", "to", "ceremony", "passkey"].map(|name| other(name, ""));
            vec![form(fields.into()).waiting(150)]
        }
        route::MY_PASSKEY | route::MY_DATA => vec![form(Vec::new())],
        route::UNSUBSCRIBE => vec![Form::at(secret(pattern), Vec::new()).by(By::Nobody)],
        unknown => panic!("{unknown} is a new form: say here what is typed in it"),
    }
}
