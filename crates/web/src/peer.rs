//! From where a request comes: the other end of its connection, or what proxies that we trust say of theirs.

use std::net::IpAddr;

use axum::http::HeaderMap;
use domain::networks::Network;
use ipnet::IpNet;

/// The other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub IpAddr);

/// The block of addresses that a request comes from. Each proxy adds at the end of `x-forwarded-for` whom it was asked by: read from
/// there, the first one that is no proxy of ours. What stands before it, anybody may have written.
pub(crate) fn network(peer: Option<Peer>, headers: &HeaderMap, trusted: &[IpNet]) -> Option<Network> {
    let is_ours = |address: IpAddr| trusted.iter().any(|proxies| proxies.contains(&address));
    let mut from = peer?.0.to_canonical();
    let told = headers.get_all("x-forwarded-for").iter().rev();
    let mut told = told.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')).map(str::trim);
    while is_ours(from) {
        let Some(before) = told.next().and_then(address) else { break };
        from = before.to_canonical();
    }
    Some(Network::of(from))
}

/// An address as proxies write it: alone, with its port, between brackets.
fn address(told: &str) -> Option<IpAddr> {
    let bare = told.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(address, _)| address);
    bare.unwrap_or(told).parse().ok().or_else(|| told.parse::<std::net::SocketAddr>().ok().map(|it| it.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, told: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in told {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|it| it.parse().unwrap()).collect();
        network(Some(Peer(peer.parse().unwrap())), &headers, &trusted).unwrap().to_string()
    }

    #[test]
    fn what_is_told_of_an_address_is_believed_of_trusted_proxies_alone() {
        let ours = ["10.0.0.0/8", "fd00::/8"];
        assert_eq!(from("203.0.113.9", &["198.51.100.7"], &[]), "203.0.113.0/24", "nobody is trusted");
        assert_eq!(from("203.0.113.9", &["198.51.100.7"], &ours), "203.0.113.0/24", "not by a stranger");
        assert_eq!(from("10.0.0.2", &["198.51.100.7"], &ours), "198.51.100.0/24");
        assert_eq!(from("::ffff:10.0.0.2", &["198.51.100.7:4711"], &ours), "198.51.100.0/24");
        assert_eq!(from("10.0.0.2", &["192.0.2.1, 198.51.100.7, 10.0.0.3"], &ours), "198.51.100.0/24", "through two");
        assert_eq!(from("10.0.0.2", &["192.0.2.1", "198.51.100.7"], &ours), "198.51.100.0/24", "on two lines");
        assert_eq!(from("10.0.0.2", &["[2001:db8::7]:443"], &ours), "2001:db8::/56");
        assert_eq!(
            from("10.0.0.2", &["192.0.2.1, unknown"], &ours),
            "10.0.0.0/24",
            "what is no address is not passed over"
        );
        assert_eq!(from("10.0.0.2", &[], &ours), "10.0.0.0/24");
    }
}
