//! Passkeys: keys that a device or a program keeps for its person, and that are good at one site alone (W3C, Web Authentication
//! Level 3).
//!
//! Each ceremony has two halves. What the first one knows is kept on the server until the second, and serves once.

use domain::PersonId;
use serde_json::Value;
use webauthn_rs::prelude::{DiscoverableAuthentication, PasskeyRegistration, Url, Uuid};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// The most bytes read of what a browser answers; a key with its attestation takes some 2 KB.
const LARGEST: usize = 16 * 1024;

/// The passkeys of a site.
pub struct Passkeys(Webauthn);

/// The first half of a ceremony.
pub struct Begun {
    /// What the browser is asked: `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub options: Value,
    /// What the second half needs; never shown.
    pub state: String,
}

/// A passkey, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The id that its device gave it.
    pub id: Vec<u8>,
    /// Its public key, and how often it was used where its device counts.
    pub kept: String,
}

/// What a browser answers to who asks for a passkey, before it is proved.
pub struct Shown(webauthn_rs::prelude::PublicKeyCredential);

impl Passkeys {
    /// Those of the site at this address (`https://commons.example`), which is called so. `None` where browsers make none: at an
    /// address of numbers.
    pub fn at(address: &str, site: &str) -> Option<Self> {
        let origin = Url::parse(address).ok()?;
        let host = origin.domain()?.to_owned();
        let builder = WebauthnBuilder::new(&host, &origin).ok()?;
        builder.rp_name(site).build().ok().map(Self)
    }

    /// Begins to make one for a person, who has `own` already; their address and their name are what their device shows them.
    pub fn begin_making(&self, person: PersonId, mail: &str, name: &str, own: Vec<Vec<u8>>) -> Option<Begun> {
        let begun = self.0.start_passkey_registration(Uuid::from_bytes(person.bytes()), mail, name, Some(own));
        let (challenge, state) = begun.inspect_err(|error| tracing::warn!(%error, "no passkey can be made")).ok()?;
        let mut options = serde_json::to_value(challenge.public_key).ok()?;
        // Its person is found by it alone: the device keeps whose it is.
        if let Some(wanted) = options.get_mut("authenticatorSelection").and_then(Value::as_object_mut) {
            wanted.insert("residentKey".to_owned(), "required".into());
            wanted.insert("requireResidentKey".to_owned(), true.into());
        }
        Some(Begun { options, state: serde_json::to_string(&state).ok()? })
    }

    /// The passkey that a browser made; `None` where it does not answer what it was asked.
    pub fn made(&self, state: &str, answer: &str) -> Option<Passkey> {
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let answer = serde_json::from_str(short(answer)?).ok()?;
        let made = self.0.finish_passkey_registration(&answer, &state);
        let made = made.inspect_err(|error| tracing::info!(%error, "a passkey was refused")).ok()?;
        Some(Passkey { id: made.cred_id().clone(), kept: serde_json::to_string(&made).ok()? })
    }

    /// Begins to ask for one, whoever has it.
    pub fn begin_asking(&self) -> Option<Begun> {
        let begun = self.0.start_discoverable_authentication();
        let (challenge, state) =
            begun.inspect_err(|error| tracing::warn!(%error, "no passkey can be asked for")).ok()?;
        let options = serde_json::to_value(challenge.public_key).ok()?;
        Some(Begun { options, state: serde_json::to_string(&state).ok()? })
    }

    /// Whether the passkey that is shown is the one kept so, and its person was there: what is to be kept of it now, the same where
    /// nothing changed.
    pub fn proves(&self, state: &str, shown: &Shown, kept: &str) -> Option<String> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).ok()?;
        let mut key: webauthn_rs::prelude::Passkey = serde_json::from_str(kept).ok()?;
        let proved = self.0.finish_discoverable_authentication_v2(&shown.0, state, &key);
        let proved = proved.inspect_err(|error| tracing::info!(%error, "a passkey proved nothing")).ok()?;
        if key.update_credential(&proved)? { serde_json::to_string(&key).ok() } else { Some(kept.to_owned()) }
    }
}

impl Shown {
    /// Reads what a browser answered.
    pub fn parse(answer: &str) -> Option<Self> {
        serde_json::from_str(short(answer)?).ok().map(Self)
    }

    /// The passkey that it says to be of.
    pub fn id(&self) -> &[u8] {
        self.0.get_credential_id()
    }

    /// Whose it says to be.
    pub fn person(&self) -> Option<PersonId> {
        let bytes = self.0.get_user_unique_id()?;
        Some(PersonId::from_bytes(bytes.try_into().ok()?))
    }
}

/// What is short enough to be read.
fn short(answer: &str) -> Option<&str> {
    (answer.len() <= LARGEST).then_some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_at_an_address_of_numbers_has_no_passkeys() {
        for address in ["http://127.0.0.1:8080", "https://[::1]", "https://192.168.1.20", "nonsense"] {
            assert!(Passkeys::at(address, "Sillage").is_none(), "{address}");
        }
        for address in ["http://localhost:8080", "https://commons.example", "https://a.b.example:8443"] {
            assert!(Passkeys::at(address, "Sillage").is_some(), "{address}");
        }
    }

    #[test]
    fn who_makes_a_passkey_must_be_there_and_is_found_by_it_alone() {
        let passkeys = Passkeys::at("http://localhost:8080", "Réseau des Rives").unwrap();
        let person = PersonId::from_bytes([7; 16]);
        let begun = passkeys.begin_making(person, "ana@exemple.org", "Ana", vec![vec![1, 2, 3]]).unwrap();
        let says = |place: &str| begun.options.pointer(place).cloned().unwrap_or_default();
        assert_eq!(says("/rp/name"), "Réseau des Rives");
        assert_eq!(says("/rp/id"), "localhost");
        assert_eq!(says("/user/id"), "BwcHBwcHBwcHBwcHBwcHBw");
        assert_eq!(says("/authenticatorSelection/residentKey"), "required");
        assert_eq!(says("/authenticatorSelection/userVerification"), "required");
        assert_eq!(says("/attestation"), "none", "no device says what it is");
        assert_eq!(says("/excludeCredentials/0/id"), "AQID");
        let asked = passkeys.begin_asking().unwrap();
        assert_eq!(asked.options.pointer("/userVerification").unwrap(), "required");
        assert_eq!(asked.options.pointer("/allowCredentials").unwrap(), &serde_json::json!([]));
        assert_ne!(asked.options.pointer("/challenge"), passkeys.begin_asking().unwrap().options.pointer("/challenge"));
    }

    #[test]
    fn what_a_browser_never_says_proves_nothing() {
        let passkeys = Passkeys::at("http://localhost:8080", "Sillage").unwrap();
        let begun = passkeys.begin_making(PersonId::from_bytes([7; 16]), "ana@exemple.org", "Ana", Vec::new()).unwrap();
        for answer in ["", "{}", "null", &"[".repeat(20_000), "{\"id\":\"\",\"rawId\":\"\",\"type\":\"public-key\"}"] {
            assert!(passkeys.made(&begun.state, answer).is_none());
            assert!(Shown::parse(answer).is_none());
        }
    }
}
