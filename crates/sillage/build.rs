//! Tells the program which commit it was built from, and gives it that commit's source to hand on.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the sources, from here.
const ROOT: &str = "../..";
/// What a folder holds that is not source, where no git tells.
const NOT_SOURCE: [&str; 4] = ["target", "data", "node_modules", ".git"];

fn main() {
    let commit = output("git", &["rev-parse", "--short", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo:rustc-env=SILLAGE_COMMIT={commit}");
    let folder = std::env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    pack(&commit, &folder.join("source.tar.gz"));
    // Where the sources are not a clone, a path that is absent would make every build start again.
    for path in ["HEAD", "logs/HEAD"] {
        if let Some(path) = output("git", &["rev-parse", "--git-path", path]).filter(|path| Path::new(path).exists()) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={ROOT}/demo");
    list_demonstration(&folder.join("demo.rs"));
}

/// Lists the files of the demonstration, each with its text.
fn list_demonstration(file: &Path) {
    let Ok(root) = Path::new(ROOT).join("demo").canonicalize() else { return };
    let (mut folders, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let line = |path: &PathBuf| {
        let name = path.strip_prefix(&root).unwrap_or(path).to_string_lossy();
        format!("({name:?}, include_str!({:?})),\n", path.to_string_lossy())
    };
    let list: String = files.iter().map(line).collect();
    std::fs::write(file, format!("&[\n{list}]\n")).unwrap_or_else(|error| println!("cargo:warning={error}"));
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}

/// Packs the sources (AGPL-3.0, section 13): of the commit in a clone, else all that stands here.
fn pack(commit: &str, file: &Path) {
    let prefix = format!("sillage-{}-{commit}/", env!("CARGO_PKG_VERSION"));
    let archive = format!("--output={}", file.display());
    let prefix_of = format!("--prefix={prefix}");
    let archived = ["-C", ROOT, "archive", "--format=tar.gz", &prefix_of, &archive, "HEAD"];
    if output("git", &archived).is_some() {
        return;
    }
    let mut arguments = vec![format!("--transform=s,^\\./,{prefix},"), format!("--directory={ROOT}")];
    arguments.extend(NOT_SOURCE.map(|name| format!("--exclude={name}")));
    arguments.extend([
        "--create".to_owned(),
        "--gzip".to_owned(),
        format!("--file={}", file.display()),
        ".".to_owned(),
    ]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if output("tar", &arguments).is_none() {
        println!("cargo:warning=the source could not be packed: set SILLAGE_SOURCE_URL when you run it");
        // An empty one is not offered.
        std::fs::write(file, []).unwrap_or_else(|error| println!("cargo:warning={error}"));
    }
}
