//! Lists the messages of `locales/` so that they travel in the binary.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../locales");
    let mut list = String::new();
    for (name, folder) in [("FRENCH", "fr"), ("ENGLISH", "en")] {
        let folder = locales.join(folder);
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .filter(|path| path.as_ref().map_or(true, |path| path.extension().is_some_and(|ext| ext == "ftl")))
            .collect::<Result<_, _>>()?;
        files.sort();
        writeln!(list, "const {name}: &[(&str, &str)] = &[")?;
        for file in files {
            println!("cargo:rerun-if-changed={}", file.display());
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let path = file.canonicalize()?;
            let path = path.to_str().ok_or("the path of the sources is not Unicode")?;
            writeln!(list, "    ({stem:?}, include_str!({path:?})),")?;
        }
        writeln!(list, "];")?;
    }
    writeln!(list, "const PAGES: &[(&str, &str, &str)] = &[")?;
    for language in ["fr", "en"] {
        let folder = locales.join(language).join("pages");
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> =
            fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
            println!("cargo:rerun-if-changed={}", file.display());
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let path = file.canonicalize()?;
            let path = path.to_str().ok_or("the path of the sources is not Unicode")?;
            writeln!(list, "    ({language:?}, {stem:?}, include_str!({path:?})),")?;
        }
    }
    writeln!(list, "];")?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("locales.rs"), list)?;
    Ok(())
}
