//! Who signs what comes in.

use domain::PersonId;
use domain::folding::title_key;
use domain::people::{MailAddress, PersonName, Signer};

use super::Writer;
use crate::import::Item;
use crate::{Result, claims};

impl Writer<'_> {
    /// The people credited: signatures without account, or accounts that claimed one, each once.
    pub(super) async fn credited(&mut self, item: &Item) -> Result<Vec<PersonId>> {
        let signers = if item.authors.is_empty() {
            self.options.author.as_deref().and_then(Signer::parse).into_iter().collect()
        } else {
            item.authors.clone()
        };
        let mut people = Vec::new();
        for signer in &signers {
            let Some(name) = PersonName::parse(signer.name()) else { continue };
            let person = self.signature(&name, signer.mail()).await?;
            if !people.contains(&person) {
                people.push(person);
            }
        }
        Ok(people)
    }

    /// Who signs under that name: the account that claimed it, or the address beside it; else the signature without account,
    /// made where there is none. Of the address, a keyed hash stays with the signature, to recognise its owner.
    pub(super) async fn signature(&mut self, name: &PersonName, mail: Option<&MailAddress>) -> Result<PersonId> {
        let key = title_key(name.as_str());
        let place = (key.clone(), mail.map(MailAddress::key));
        if let Some(person) = self.people.get(&place) {
            return Ok(*person);
        }
        let (services, now) = (self.ctx.services.clone(), self.ctx.now());
        let tx = self.tx().await?;
        store::names::hold(tx, &key).await?;
        let hash = match mail {
            Some(mail) => Some(claims::hash_at_import(tx, &services, mail).await?),
            None => None,
        };
        let person = match claims::owner(tx, &key, hash).await? {
            Some(person) => person,
            None => {
                let signature = match store::people::signature(tx, &key).await? {
                    Some(signature) => signature,
                    None => {
                        let id = PersonId::new(&*services.clock, &*services.randomness);
                        let sort_key = i18n::sort_key(name.as_str());
                        store::people::insert(tx, id, name.as_str(), &key, sort_key, false, false, now).await?;
                        id
                    }
                };
                if let Some(hash) = hash {
                    store::claims::remember_mail(tx, signature, hash).await?;
                }
                signature
            }
        };
        self.people.insert(place, person);
        Ok(person)
    }
}
