//! The letter by which those who run the site try whether letters leave it.

use domain::people::MailAddress;
use domain::policy::Steward;
use domain::{LanguageTag, LetterId};

use super::{Desk, Kind, Says, ask_of, queue};
use crate::limits::Try;
use crate::{Ctx, Error, Result, again};

/// Where a letter of trial reaches who asks for one; nothing where their account has no address.
///
/// # Errors
/// [`Error::NotFound`] for anyone but stewards.
pub async fn trial_address(ctx: &Ctx) -> Result<Option<MailAddress>> {
    ctx.authorise_site::<Steward>()?;
    let Some(me) = ctx.viewer.id() else { return Ok(None) };
    let own = store::accounts::of(&mut ctx.services.store.read().await?, me).await?;
    Ok(own.map(|own| own.mail))
}

/// Has a letter of trial sent to who asks, in their language; whether their account has an address.
///
/// # Errors
/// [`Error::NotFound`] for anyone but stewards; [`Error::TooOften`].
pub async fn send_trial(ctx: &Ctx) -> Result<bool> {
    if trial_address(ctx).await?.is_none() {
        return Ok(false);
    }
    let me = ctx.me()?;
    Try::to_try_letters(me).take(ctx).await?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        ask_of(&mut tx, ctx, Kind::Trial, me).await?;
        tx.commit().await?;
        Ok(true)
    })
    .await
}

/// Has a letter of trial sent to this address, by command: in the language of its account, in this one where there is none.
///
/// # Errors
/// [`Error::NotFound`] for anyone but stewards; [`Error::Invalid`] where no letter could go there.
pub async fn send_trial_to(ctx: &Ctx, mail: &str, language: &LanguageTag) -> Result<LetterId> {
    ctx.authorise_site::<Steward>()?;
    let mail = MailAddress::parse(mail).ok_or(Error::Invalid("mail"))?;
    again(async || {
        let mut tx = ctx.services.store.write().await?;
        let id = queue(&mut tx, ctx, Kind::Trial, &mail, language, None).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

impl Desk<'_> {
    /// That letters leave the site, and that nothing is to be done. Nobody is named where nobody has an account.
    pub(super) fn trial(&self, name: Option<&str>) -> Says {
        let (m, site) = (self.messages, self.site);
        let says = match name {
            Some(name) => m.with("letter-trial", &[("name", name.into()), ("site", site.into())]),
            None => m.with("letter-trial-unnamed", &[("site", site.into())]),
        };
        let when = i18n::date_time(self.row.created, &self.office.time_zone, self.language);
        let address = self.office.address.as_str();
        let asked = m.with("letter-trial-asked", &[("when", when.into()), ("address", address.into())]);
        let words = vec![says, asked, self.t("letter-trial-nothing").into_owned()];
        let why = m.with("letter-trial-why", &[("site", site.into())]);
        Says { subject: self.t("letter-trial-subject").into_owned(), words, act: None, why }
    }
}
