//! What waits for an answer of who is signed in, as home and their notifications list it.

use domain::address::{Address, route};
use services::views::{Link, Waits};

use crate::frame::Frame;

/// Each: where it is answered, and what it is.
pub(super) fn lines(f: &Frame<'_>, waits: &Waits) -> Vec<(String, String)> {
    let m = f.messages();
    let mut lines = Vec::new();
    if waits.invitations > 0 {
        let words = m.with("web-home-invitations", &[("count", waits.invitations.into())]);
        lines.push((route::MY_COMMUNITIES.to_owned(), words));
    }
    for link in &waits.invites {
        let words = m.with("web-home-invites", &[("title", link.title.as_str().into())]);
        lines.push((answered_at(link), words));
    }
    for (link, count) in &waits.asked {
        let words = m.with("web-home-asked", &[("count", (*count).into()), ("title", link.title.as_str().into())]);
        lines.push((answered_at(link), words));
    }
    for (alias, link, count) in &waits.joining {
        let words = m.with("web-home-joining", &[("count", (*count).into()), ("title", link.title.as_str().into())]);
        lines.push((route::COMMUNITY_REQUESTS.replace("{alias}", alias), words));
    }
    for (alias, link, count) in &waits.reported {
        let words = m.with("web-home-reported", &[("count", (*count).into()), ("title", link.title.as_str().into())]);
        lines.push((route::COMMUNITY_REPORTS.replace("{alias}", alias), words));
    }
    let of_the_site = [
        (route::ADMIN_REPORTS, "web-home-reports", waits.reports),
        (route::ADMIN_REQUESTS, "web-home-accounts", waits.accounts),
        (route::ADMIN_CLAIMS, "web-home-claims", waits.claims),
        (route::ADMIN_REMOVALS, "web-home-removals", waits.removals),
    ];
    for (address, key, count) in of_the_site.into_iter().filter(|(.., count)| *count > 0) {
        lines.push((address.to_owned(), m.with(key, &[("count", count.into())])));
    }
    lines
}

/// Where those who edit a note answer what is asked about it.
fn answered_at(note: &Link) -> String {
    match &note.address {
        Address::Note(id, _) => Address::NoteRights(*id).to_string(),
        other => other.to_string(),
    }
}
