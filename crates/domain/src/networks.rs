//! Blocks of network addresses: what a household, an office or a school is given. No single address is ever kept.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of network addresses: 256 of them (IPv4), or what a subscriber is usually given (IPv6: a /56, RIPE-690 section 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The block that an address is of.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & !0xff)),
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 72 << 72)),
        })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = if self.0.is_ipv4() { 24 } else { 56 };
        write!(f, "{}/{length}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn neighbours_are_of_one_block_however_their_address_is_written() {
        for (address, block) in [
            ("203.0.113.9", "203.0.113.0/24"),
            ("203.0.113.255", "203.0.113.0/24"),
            ("::ffff:203.0.113.7", "203.0.113.0/24"),
            ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
            ("2001:db8:1:200::", "2001:db8:1:200::/56"),
            ("::1", "::/56"),
        ] {
            assert_eq!(Network::of(address.parse().unwrap()).to_string(), block);
        }
    }
}
