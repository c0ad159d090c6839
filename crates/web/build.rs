//! Joins the layers of the two style sheets, compresses what never changes, and names each file after its content.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    let home = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| io::Error::other("no manifest folder"))?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no output folder"))?);
    let assets = home.join("assets");
    println!("cargo::rerun-if-changed=assets");

    let css = assets.join("css");
    let mut first = String::from("@layer tokens,base,parts,print;");
    layer(&mut first, "tokens", &[css.join("tokens.css")])?;
    layer(&mut first, "base", &[css.join("base.css")])?;
    layer(&mut first, "parts", &sorted(&css.join("first"))?)?;
    let mut rest = String::new();
    layer(&mut rest, "parts", &sorted(&css.join("rest"))?)?;
    layer(&mut rest, "print", &[css.join("print.css")])?;

    let whole = format!("{first}{rest}");
    let mut sheets = String::new();
    for (name, sheet) in [("first", first.as_bytes()), ("whole", whole.as_bytes())] {
        fs::write(out.join(format!("{name}.css")), sheet)?;
        fs::write(out.join(format!("{name}.deflate")), deflate(sheet)?)?;
        let _ = writeln!(
            sheets,
            "static {}: Sheet = Sheet {{ opening: \"<style data-sheet=\\\"{}\\\">\", digest: \"'sha256-{}'\", \
             plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.css\")), \
             deflated: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.deflate\")), \
             sum: LazyLock::new(|| sum(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.css\")))) }};",
            name.to_uppercase(),
            hash(sheet),
            BASE64_STANDARD.encode(Sha256::digest(sheet)),
        );
    }
    fs::write(out.join("sheets.rs"), sheets)?;

    let mut list = String::from("pub(crate) static ASSETS: &[Asset] = &[\n");
    for (word, extension, content_type, bytes) in [
        ("style", "css", "text/css; charset=utf-8", whole.into_bytes()),
        ("rest", "css", "text/css; charset=utf-8", rest.into_bytes()),
        ("reading", "js", "text/javascript; charset=utf-8", fs::read(assets.join("js/reading.js"))?),
        ("passkeys", "js", "text/javascript; charset=utf-8", fs::read(assets.join("js/passkeys.js"))?),
        ("mark", "svg", "image/svg+xml", fs::read(assets.join("mark.svg"))?),
    ] {
        let name = format!("{word}-{}.{extension}", hash(&bytes));
        fs::write(out.join(&name), &bytes)?;
        fs::write(out.join(format!("{name}.gz")), gzip(&bytes)?)?;
        fs::write(out.join(format!("{name}.br")), brotli(&bytes)?)?;
        let _ = writeln!(
            list,
            "Asset {{ word: {word:?}, name: {name:?}, path: \"/assets/{name}\", content_type: {content_type:?}, \
             plain: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")), \
             gzip: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.gz\")), \
             brotli: include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.br\")) }},"
        );
    }
    list.push_str("];\n");
    fs::write(out.join("assets.rs"), list)
}

/// Adds files to a sheet, as a part of a layer (CSS Cascading and Inheritance Level 5, section 6.4).
fn layer(sheet: &mut String, name: &str, files: &[PathBuf]) -> io::Result<()> {
    let _ = write!(sheet, "@layer {name}{{");
    for file in files {
        sheet.push_str(&squeeze(&fs::read_to_string(file)?));
    }
    sheet.push('}');
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    Ok(files)
}

/// Leaves out comments and the white space that says nothing; strings in our sheets hold neither.
fn squeeze(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if out.ends_with(|last: char| !matches!(last, '{' | '}' | ';' | ',')) && !word.starts_with(['{', '}']) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A piece to put between others of one stream: it ends at a whole byte, and looks back at nothing before it.
fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.flush()?;
    Ok(std::mem::take(encoder.get_mut()))
}

fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut bytes, &mut out, &parameters)?;
    Ok(out)
}
