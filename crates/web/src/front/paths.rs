//! What addresses are to the front door: what is done there before it is accepted, signed in for, or while an account closes.

use domain::address::route;

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
