//! The servers of others that prove who is there (OpenID Connect).

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use bytes::Bytes;
use domain::ProviderId;
use domain::address::route;
use services::accounts::Wrong;
use services::providers::{self, Listed, Typed};

use crate::app::App;
use crate::asked::Asked;
use crate::doors;
use crate::faults::Fault;
use crate::forms::{Field, Sent};
use crate::frame::Frame;
use crate::front::back_to;
use crate::html::access::unless_fresh;
use crate::html::accounts::{refused, unshared};
use crate::html::{unkept, was_saved};

#[derive(Template)]
#[template(path = "admin-providers.html")]
pub(super) struct ProvidersTemplate<'a> {
    pub f: Frame<'a>,
    /// Whether one was just added, or removed.
    pub done: bool,
    pub providers: Vec<Listed>,
    /// Of one more.
    pub id: ProviderId,
    pub back: String,
    pub fields: Vec<Field>,
    pub employs: bool,
    site: String,
}

impl ProvidersTemplate<'_> {
    fn back(&self, it: &Listed) -> String {
        providers::back(&self.site, it.provider.id)
    }

    fn remove(&self, it: &Listed) -> String {
        self.f.messages().with("admin-provider-remove-of", &[("name", it.provider.name.as_str().into())])
    }

    /// The fields that something is amiss with.
    fn wrong(&self) -> Vec<&Field> {
        Field::amiss(&self.fields)
    }
}

/// `/admin/providers`.
pub(in crate::html) async fn list(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    uri: Uri,
) -> Result<Response, Fault> {
    let ctx = app.enter(&asked).await?;
    let listed = providers::list(&ctx).await?;
    // What could be saved is shown saved.
    let done = was_saved(&uri);
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_PROVIDERS, !done) {
        return Ok(elsewhere);
    }
    let page = providers_page(&asked, listed, providers::draw(&ctx), &Typed::default(), &[]);
    Ok(unshared(unkept(&ProvidersTemplate { done, ..page })?))
}

/// `POST /admin/providers`: adds one, or removes one.
pub(in crate::html) async fn change(
    State(app): State<Arc<App>>,
    Extension(asked): Extension<Asked>,
    body: Bytes,
) -> Result<Response, Fault> {
    let (ctx, sent) = (app.enter(&asked).await?, Sent::read(&body));
    let listed = providers::list(&ctx).await?;
    if let Some(elsewhere) = unless_fresh(&asked, &app, route::ADMIN_PROVIDERS, false) {
        return Ok(elsewhere);
    }
    let id: ProviderId = doors::id(sent.text("id"))?;
    let text = |name| sent.text(name).to_owned();
    let typed = Typed {
        name: text("name"),
        issuer: text("issuer"),
        client: text("client"),
        secret: text("secret"),
        employs: sent.text("employs") == "yes",
    };
    let done = match sent.text("act") {
        "add" => providers::add(&ctx, id, &typed).await,
        "remove" => providers::remove(&ctx, id).await,
        _ => return Err(Fault::NotFound),
    };
    match done {
        Ok(()) => {
            let to = format!("{}?done=saved", route::ADMIN_PROVIDERS);
            Ok(unshared(back_to(&asked.standing.settings, &to)))
        }
        Err(services::Error::Refused(wrong)) => {
            Ok(unshared(refused(unkept(&providers_page(&asked, listed, id, &typed, &wrong))?)))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn providers_page<'a>(
    asked: &'a Asked,
    providers: Vec<Listed>,
    id: ProviderId,
    typed: &Typed,
    wrong: &[(&'static str, Wrong)],
) -> ProvidersTemplate<'a> {
    let f = asked.private_frame("admin", "admin-providers");
    let site = asked.standing.settings.address.clone();
    let field = |name, kind, label, value: &str| Field::new(&f, name, kind, label, value).judged(&f, wrong);
    let fields = vec![
        field("name", "text", "admin-provider-name", &typed.name).hinted(f.t("admin-provider-name-hint").into_owned()),
        field("issuer", "url", "admin-provider-issuer", &typed.issuer)
            .hinted(f.t("admin-provider-issuer-hint").into_owned()),
        field("client", "text", "admin-provider-client", &typed.client),
        field("secret", "password", "admin-provider-secret", "")
            .hinted(f.t("admin-provider-secret-hint").into_owned())
            .filled_by("off")
            .optional_where(true),
    ];
    ProvidersTemplate {
        f,
        done: false,
        providers,
        id,
        back: providers::back(&site, id),
        fields,
        employs: typed.employs,
        site,
    }
}
