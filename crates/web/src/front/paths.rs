//! What addresses are to the front door: what is done there before it is accepted, signed in for, or while an account closes.

use domain::address::route;

use crate::figures::Route;

/// What is done whatever was accepted: accepting, coming in, leaving, what concerns one's own account alone, how pages look.
pub(super) fn may_always(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    matches!(
        first,
        "accept" | "sign-in" | "sign-out" | "sign-up" | "invitation" | "reset" | "me" | "demo" | "theme" | "report"
    )
}

/// Where somebody comes back to who signs in for what is each one's own. The page of proofs says by itself where it leads.
pub(super) fn own_page(path: &str) -> Option<&str> {
    match path {
        route::PROOF => None,
        route::MY_PASSKEY => Some(route::MY_ACCESS),
        // A letter brings there who has no session in this browser, and programs of mail ask it (RFC 8058).
        path if route::UNSUBSCRIBE.strip_suffix("{token}").is_some_and(|stop| path.starts_with(stop)) => None,
        path => (path == "/me" || path.starts_with("/me/")).then_some(path),
    }
}

/// Where one signs in or proves to be there: what is typed there is secret, and is asked for anew.
pub(super) fn signs_in(path: &str) -> bool {
    let first = path.split('/').nth(1).unwrap_or_default();
    matches!(first, "sign-in" | "sign-out" | "sign-up" | "set-up" | "invitation" | "reset" | "demo" | "theme")
        || matches!(path, route::PROOF | route::MY_ACCESS | route::MY_PASSKEY)
}

/// Whether it is an address of this site: a path, and nothing that browsers read as another site.
pub(super) fn is_here(to: &str) -> bool {
    to.starts_with('/') && !to.starts_with("//") && !to.contains(|c: char| c == '\\' || c.is_control())
}

/// Whether a form that waited for what is accepted may go on to this address: one where it can have come from.
pub(super) fn goes_on(to: &str) -> bool {
    let path = to.split(['?', '#']).next().unwrap_or_default();
    // Browsers take steps back before they ask.
    let steps = |segment: &str| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    is_here(to) && !path.split('/').any(steps) && !may_always(path) && Route::of(path) != Route::Api
}

/// What is done while an account closes.
pub(super) fn may_leaving(path: &str) -> bool {
    matches!(path, route::MY_LEAVING | route::MY_DATA | route::PROOF | route::SIGN_OUT | route::SIGN_IN | "/theme")
        || matches!(path, route::ABOUT | route::PRIVACY | route::TERMS | route::ACCESSIBILITY)
}

/// Where another address is asked for, when one of this kind, which a letter brings, serves no more; empty where it is not.
///
/// What it says hangs on the kind of the address alone: never on whether there was one.
pub(super) fn served_once(address: &str) -> Option<&'static str> {
    let again = [
        ("/sign-up/", route::SIGN_UP),
        ("/sign-in/", route::SIGN_IN),
        ("/set-up/", route::SIGN_IN),
        ("/reset/", route::ASK_RESET),
        ("/report/", route::REPORT),
        ("/invitation/", ""),
    ];
    let known = again.into_iter().find(|(kind, _)| address.starts_with(kind));
    known.filter(|_| !address.starts_with("/sign-in/with/")).map(|(_, again)| again)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_goes_on_to_a_page_of_this_site_where_it_may_have_waited_and_nowhere_else() {
        for to in ["/new", "/n/abc/-/edit?kind=term", "/communities/rives/-/join"] {
            assert!(goes_on(to), "{to}");
        }
        for to in [
            "",
            "new",
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "/\t/evil.example/",
            "/accept",
            "/accept?to=%2Fnew",
            "/n/../accept",
            "/n/.%2E/accept",
            "/sign-out",
            "/me/access",
            "/api/v1/notes",
        ] {
            assert!(!goes_on(to), "{to}");
        }
    }

    #[test]
    fn what_is_typed_to_sign_in_or_to_prove_to_be_there_is_told_apart() {
        for path in ["/sign-in", "/sign-in/with/abc", "/reset/abc", "/me/proof", "/me/access", "/me/access/passkey"] {
            assert!(signs_in(path), "{path}");
        }
        for path in ["/new", "/accept", "/me/profile", "/me/affiliations", "/sign"] {
            assert!(!signs_in(path), "{path}");
        }
    }
}
