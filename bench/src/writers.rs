//! People who write with the form, signed in, as a browser without script does.

use std::time::Instant;

use crate::client::{Connection, Request};
use crate::notes::Folder;
use crate::trouble::{Result, Trouble};

/// Somebody with a note of theirs, its form open.
pub(crate) struct Author {
    port: u16,
    connection: Connection,
    cookie: String,
    /// The id of the note.
    note: String,
    title: String,
    text: String,
    /// The version that was acknowledged last.
    base: u32,
}

impl Author {
    /// Makes a note as large as the others, and opens its form.
    pub(crate) async fn begin(port: u16, cookie: &str, folder: Folder, number: usize) -> Result<Self> {
        let mut connection = Connection::open(port).await?;
        let (title, text) = (format!("Une note que l’on récrit {number}"), folder.typed(number));
        let note = publish(&mut connection, cookie, &title, &text, None).await?;
        let mut author = Self { port, connection, cookie: cookie.to_owned(), note, title, text, base: 0 };
        author.base = author.form_base().await?;
        Ok(author)
    }

    /// Comes back after a while: the server ends connections that say nothing.
    pub(crate) async fn come_back(&mut self) -> Result<()> {
        self.connection = Connection::open(self.port).await?;
        Ok(())
    }

    /// Saves one more version; how long the answer took, in seconds. It is acknowledged, or this is no measure.
    pub(crate) async fn save(&mut self) -> Result<f64> {
        let (base, next) = (self.base, self.base + 1);
        let body = format!("{}\n\n{}\n", self.text, mark(next));
        let (path, number, key) = (self.form(), base.to_string(), format!("{}.{base}", self.note));
        let fields = [
            ("base", number.as_str()),
            ("key", key.as_str()),
            ("title", self.title.as_str()),
            ("language", "fr"),
            ("body", body.as_str()),
            ("reason", ""),
            ("act", "save"),
        ];
        let request = Request::form(&path, Some(&self.cookie), &fields);
        let began = Instant::now();
        let answer = self.connection.ask(&request).await?;
        let took = began.elapsed().as_secs_f64();
        if answer.status != 303 {
            return Err(Trouble::Said(format!("a save was answered {}", answer.status)));
        }
        self.base = next;
        Ok(took)
    }

    /// Reads each version that was acknowledged: none is lost, none is there twice.
    pub(crate) async fn read_back(&mut self) -> Result<()> {
        self.come_back().await?;
        let newest = self.form_base().await?;
        if newest != self.base {
            return Err(Trouble::Said(format!("version {} was acknowledged, {newest} is the newest", self.base)));
        }
        for version in 2..=self.base {
            let path = format!("/n/{}/-/versions/{version}", self.note);
            if !page(&mut self.connection, &path, &self.cookie).await?.contains(&mark(version)) {
                return Err(Trouble::Said(format!("version {version} was acknowledged and is lost")));
            }
        }
        Ok(())
    }

    fn form(&self) -> String {
        format!("/n/{}/-/edit", self.note)
    }

    /// The version that the form says it begins from, with the key that goes with it.
    async fn form_base(&mut self) -> Result<u32> {
        let path = self.form();
        let form = page(&mut self.connection, &path, &self.cookie).await?;
        let base = hidden(&form, "base").and_then(|base| base.parse::<u32>().ok());
        let base = base.ok_or_else(|| Trouble::Said("a form says no version".to_owned()))?;
        if hidden(&form, "key") != Some(&*format!("{}.{base}", self.note)) {
            return Err(Trouble::Said("a form has another key".to_owned()));
        }
        Ok(base)
    }
}

/// Makes a note that anyone may read, linked to a community where one is named; gives its id.
pub(crate) async fn publish(
    connection: &mut Connection,
    cookie: &str,
    title: &str,
    text: &str,
    community: Option<&str>,
) -> Result<String> {
    let form = page(connection, "/new", cookie).await?;
    let key = hidden(&form, "key").ok_or_else(|| Trouble::Said("a form without key".to_owned()))?;
    let mut fields = vec![
        ("key", key),
        ("title", title),
        ("language", "fr"),
        ("body", text),
        ("visibility", "public"),
        ("reason", ""),
        ("act", "save"),
    ];
    fields.extend(community.map(|community| ("community", community)));
    let answer = connection.ask(&Request::form("/new", Some(cookie), &fields)).await?;
    let to = connection.header(answer, "location").unwrap_or_default();
    let note = to.split("/n/").nth(1).and_then(|rest| rest.split('/').next()).filter(|_| answer.status == 303);
    note.map(str::to_owned).ok_or_else(|| Trouble::Said(format!("a new note was answered {}", answer.status)))
}

/// What only this version says.
fn mark(version: u32) -> String {
    format!("v{version}v")
}

/// The value of a hidden field of a form.
fn hidden<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("<input type=\"hidden\" name=\"{name}\" value=\""))?;
    rest.split('"').next()
}

async fn page(connection: &mut Connection, path: &str, cookie: &str) -> Result<String> {
    let answer = connection.ask(&Request::get(path, Some(cookie))).await?;
    match answer.status {
        200 => Ok(String::from_utf8_lossy(connection.body(answer)).into_owned()),
        status => Err(Trouble::Said(format!("{path} was answered {status}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn a_hidden_field_is_read_by_its_name() {
        let form =
            "<input type=\"hidden\" name=\"base\" value=\"3\"><input type=\"hidden\" name=\"key\" value=\"n.3\">";
        assert_eq!([hidden(form, "base"), hidden(form, "key"), hidden(form, "title")], [Some("3"), Some("n.3"), None]);
    }
}
