//! Letters about the part that somebody takes in a notebook. Their subject does not name it.

use domain::address::Address;
use domain::{NotebookId, PersonId, Slug};

use super::{Desk, Says};
use crate::{Result, sessions};

impl Desk<'_> {
    /// That this person leads a notebook, or contributes to it; nothing where they do not any more.
    pub(super) async fn about_notebook(&self, person: PersonId, name: &str) -> Result<Option<Says>> {
        let Some(id) = self.about::<NotebookId>() else { return Ok(None) };
        let mut tx = self.ctx.services.store.heavy().await?;
        let members = store::notebook_pages::members(&mut tx, id).await?;
        let Some((.., is_lead)) = members.into_iter().find(|(member, ..)| *member == person) else { return Ok(None) };
        let steward = store::people::steward(&mut tx, person).await?.unwrap_or(false);
        let viewer = sessions::viewer_of(&mut tx, person, steward).await?;
        let Some((_, title)) = store::notebooks::titles(&mut tx, &viewer, &[id]).await?.pop() else { return Ok(None) };
        drop(tx);
        let (m, site) = (self.messages, self.site);
        let address = Address::Notebook(id, Slug::of(&title)).to_string();
        let says = if is_lead {
            m.with("letter-notebook-lead", &[("name", name.into()), ("notebook", title.into()), ("site", site.into())])
        } else {
            m.with(
                "letter-notebook-contributor",
                &[("name", name.into()), ("notebook", title.into()), ("site", site.into())],
            )
        };
        let act = Some(self.act(self.t("letter-notebook-act"), &address));
        let why = m.with("letter-changed-why", &[("site", site.into())]);
        Ok(Some(Says { subject: self.t("letter-notebook-subject").into_owned(), words: vec![says], act, why }))
    }
}
