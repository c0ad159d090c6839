//! A folder as bad as can be, brought in by the program itself: what cannot be taken is told, what can is whole, and
//! nothing else happens.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "shared/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use flate2::{Compress, Compression, Crc, FlushCompress};
use program::{Served, run, sillage};
use serde_json::Value;
use tempfile::TempDir;

/// More than an import ever holds, as this profile builds it: far less than what it is given here.
const MOST_KILOBYTES: u64 = 400_000;

struct Folder {
    all: TempDir,
}

impl Folder {
    fn new() -> Self {
        let all = tempfile::tempdir().unwrap();
        fs::create_dir(all.path().join("notes")).unwrap();
        Self { all }
    }

    fn notes(&self) -> PathBuf {
        self.all.path().join("notes")
    }

    fn data(&self) -> PathBuf {
        self.all.path().join("data")
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        fs::write(self.notes().join(path), content).unwrap();
    }

    /// The report of an import, and the most memory that it had, in kilobytes.
    fn import(&self, more: &[&str]) -> (Value, u64) {
        let notes = self.notes();
        let mut typed = vec!["--json", "import", "markdown", notes.to_str().unwrap(), "--notebook", "Mauvais"];
        typed.extend(more);
        let report = self.all.path().join("report.json");
        typed.extend(["--report", report.to_str().unwrap()]);
        let mut command = sillage(&self.data(), &typed);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let mut most = 0;
        let status = loop {
            most = most.max(peak(child.id()));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            std::thread::yield_now();
        };
        assert!(status.success(), "{status}");
        (serde_json::from_slice(&fs::read(report).unwrap()).unwrap(), most)
    }

    fn served(&self) -> Served {
        Served::start(sillage(&self.data(), &["serve", "--listen", "127.0.0.1:0"]))
    }
}

/// The most memory that a process had, in kilobytes; nothing once it ended.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn file<'r>(report: &'r Value, path: &str) -> &'r Value {
    report["files"].as_array().unwrap().iter().find(|file| file["path"] == path).expect(path)
}

fn address<'r>(report: &'r Value, path: &str) -> &'r str {
    file(report, path)["address"].as_str().expect(path)
}

/// What is told of a file, each code once.
fn told(report: &Value, path: &str) -> Vec<String> {
    let warnings = report["warnings"].as_array().unwrap().iter().filter(|warning| warning["path"] == path);
    let mut codes: Vec<String> = warnings.map(|warning| warning["code"].as_str().unwrap().to_owned()).collect();
    codes.dedup();
    codes
}

/// The words of the only heading of the first level.
fn title(page: &str) -> &str {
    let (_, after) = page.split_once("<h1").unwrap();
    let (_, words) = after.split_once('>').unwrap();
    words.split_once("</h1>").unwrap().0.trim()
}

#[test]
fn what_cannot_be_taken_is_refused_with_its_reason() {
    let folder = Folder::new();
    folder.write("enorme.md", "mot ".repeat(50 * 1024 * 1024 / 4));
    folder.write("binaire.md", [0x7f, b'E', b'L', b'F', 2, 1, 0, 0].repeat(100));
    symlink("/etc/passwd", folder.notes().join("dehors.md")).unwrap();
    symlink("../../etc/passwd", folder.notes().join("dehors.txt")).unwrap();
    symlink("nulle-part", folder.notes().join("mort.md")).unwrap();
    symlink(".", folder.notes().join("rond")).unwrap();
    fs::write(folder.notes().join(std::ffi::OsStr::from_bytes(b"\xff\xfe.md")), "# Nom").unwrap();
    folder.write("sain.md", "# Sain\n\n[a](../../etc/passwd) ![b](/etc/passwd) [c](%2e%2e/%2e%2e/etc/passwd) [d](dehors.txt) {{#include ../../../etc/passwd}} ![[../../etc/passwd]]\n");
    // A file that notes show may be large: it is copied, never held.
    folder.write("grand.bin", vec![b'x'; 50 * 1024 * 1024]);
    folder.write("montre.md", "# Montre\n\n[le grand](grand.bin)\n");
    let (report, most) = folder.import(&[]);
    for (path, reason) in [
        ("enorme.md", "too_large"),
        ("binaire.md", "not_text"),
        ("dehors.md", "link_outside"),
        ("dehors.txt", "link_outside"),
        ("mort.md", "link_outside"),
        ("\u{fffd}\u{fffd}.md", "bad_name"),
    ] {
        assert_eq!(
            (&file(&report, path)["result"], &file(&report, path)["reason"]),
            (&"refused".into(), &reason.into())
        );
    }
    assert_eq!((&report["refused"], &report["notes"], &report["attachments"]), (&6.into(), &2.into(), &1.into()));
    assert_eq!(report["links"]["broken"], 4, "{:?}", report["link_list"]);
    assert_eq!(told(&report, "sain.md"), ["include_missing"]);
    assert!(most < MOST_KILOBYTES, "{most} kB");
    let page = folder.served().get(address(&report, "sain.md"));
    assert!(page.contains("200 OK") && !page.contains("root:"), "{page}");
}

#[test]
fn texts_made_to_explode_are_read_whole_and_their_pages_answered() {
    let folder = Folder::new();
    let nested = |mark: &str| format!("# Profond\n\n{}x\n", mark.repeat(10_000));
    for (path, mark) in
        [("listes.md", "- "), ("citations.md", ">"), ("crochets.md", "["), ("etoiles.md", "*_"), ("html.md", "<div>")]
    {
        folder.write(path, nested(mark));
    }
    let mut steps = "# Marches\n\n".to_owned();
    for depth in 0..800 {
        writeln!(steps, "{}- x", "  ".repeat(depth)).unwrap();
    }
    folder.write("marches.md", steps);
    let mut links = "# Liens\n\n".to_owned();
    for each in 0..5_000 {
        writeln!(links, "[[Note {each}]] [b](listes.md)").unwrap();
    }
    folder.write("liens.md", links);
    for each in 0..8 {
        let text = format!("# Bombe {each}\n\n{}", format!("![[Bombe {}]]\n\n", (each + 1) % 8).repeat(10));
        folder.write(&format!("bombe{each}.md"), text);
    }
    folder.write("part.txt", "un mot ".repeat(150_000));
    folder.write("inclusions.md", format!("# Inclusions\n\n{}", "{{#include part.txt}}\n".repeat(1_000)));
    let mut yaml = "---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for each in 1..12 {
        writeln!(yaml, "a{each}: &a{each} [{}]", vec![format!("*a{}", each - 1); 10].join(", ")).unwrap();
    }
    folder.write("yaml.md", format!("{yaml}---\nle texte\n"));
    folder
        .write("yaml-profond.md", format!("---\ntitle: {}{}\n---\nle texte\n", "[".repeat(20_000), "]".repeat(20_000)));
    folder.write("yaml-rond.md", "---\na: &a [*a]\n---\nle texte\n");
    let (report, most) = folder.import(&[]);
    assert_eq!((&report["refused"], &report["notes"]), (&0.into(), &19.into()));
    assert!(most < MOST_KILOBYTES, "{most} kB");
    assert_eq!((&report["links"]["wanted"], &report["links"]["resolved"]), (&5_000.into(), &5_080.into()));
    assert_eq!(told(&report, "inclusions.md"), ["include_long"]);
    for path in ["yaml.md", "yaml-profond.md", "yaml-rond.md"] {
        assert_eq!(told(&report, path), ["front_matter_unreadable"]);
    }
    let site = folder.served();
    for found in report["files"].as_array().unwrap() {
        let Some(address) = found["address"].as_str() else { continue };
        let page = site.get(address);
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("</html>"), "{address}");
        // Two megabytes of inclusions are the most that a note may bring in.
        assert!(page.len() < 8 * 1024 * 1024, "{address}: {} bytes", page.len());
    }
    assert!(site.get(address(&report, "yaml.md")).contains("le texte"));
}

/// A part of a PNG (W3C, third edition, 5.3).
fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    bytes.extend(name);
    bytes.extend(data);
    let mut sum = Crc::new();
    sum.update(&bytes[4..]);
    bytes.extend(sum.sum().to_be_bytes());
    bytes
}

/// A square of grey without any fault, packed a thousand times smaller than what it holds: the same mebibyte again and again.
fn bomb(side: u32, mebibytes: u32) -> Vec<u8> {
    let mut one = Vec::with_capacity(64 * 1024);
    let mut packing = Compress::new(Compression::best(), false);
    packing.compress_vec(&vec![0_u8; 1024 * 1024], &mut one, FlushCompress::Full).unwrap();
    assert_eq!(packing.total_in(), 1024 * 1024);
    let mut data = b"\x78\xda".to_vec();
    for _ in 0..mebibytes {
        data.extend(&one);
    }
    // The end, and the sum of so many zeros (RFC 1950, section 9).
    data.extend(*b"\x03\0");
    data.extend((((mebibytes * 1024 * 1024) % 65_521) << 16 | 1).to_be_bytes());
    let mut head = side.to_be_bytes().to_vec();
    head.extend(side.to_be_bytes());
    head.extend(*b"\x08\0\0\0\0");
    let parts = [(*b"IHDR", head), (*b"IDAT", data), (*b"IEND", Vec::new())];
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in parts {
        bytes.extend(chunk(name, &data));
    }
    bytes
}

#[test]
fn pictures_made_to_fill_memory_are_kept_and_served_and_never_decoded() {
    let folder = Folder::new();
    let bomb = bomb(30_000, 900);
    assert!(bomb.len() < 2 * 1024 * 1024, "{} bytes", bomb.len());
    folder.write("bombe.png", bomb);
    folder.write("immense.jpg", b"\xff\xd8\xff\xc0\0\x11\x08\xea\x60\xea\x60\x03\x01\x22\0\x02\x11\x01\x03\x11\x01");
    folder.write("images.md", "# Images\n\n![a](bombe.png)\n\n![b](immense.jpg)\n");
    folder.write("suite.md", "# Suite\n\nUn texte.\n");
    let (report, most) = folder.import(&[]);
    assert_eq!((&report["refused"], &report["notes"], &report["attachments"]), (&0.into(), &2.into(), &2.into()));
    assert!(most < MOST_KILOBYTES, "{most} kB");
    let site = folder.served();
    let page = site.get(address(&report, "images.md"));
    assert!(page.contains("width=\"30000\"") && page.contains("width=\"60000\""), "{page}");
    for (path, kind) in [("bombe.png", "image/png"), ("immense.jpg", "image/jpeg")] {
        let answer = site.get(address(&report, path));
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(&format!("content-type: {kind}")), "{path}");
    }
    assert!(site.get(address(&report, "suite.md")).contains("Un texte."));
    let most = peak(site.process.id());
    assert!(most < MOST_KILOBYTES, "{most} kB");
}

#[test]
fn any_title_and_any_encoding_make_a_page() {
    let folder = Folder::new();
    let words = "# Encodage\n\nL’été à Montréal, ça va.\n";
    let utf16 = |big: bool| -> Vec<u8> {
        words.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    folder.write("bom.md", ["\u{feff}", words].concat());
    folder.write("utf16le.md", [b"\xff\xfe".as_slice(), &utf16(false)].concat());
    folder.write("utf16be.md", [b"\xfe\xff".as_slice(), &utf16(true)].concat());
    folder.write("cp1252.md", b"# Encodage\n\nL\x92\xe9t\xe9 \xe0 Montr\xe9al, \xe7a va.\n");
    for (path, text) in [
        ("vide.md", String::new()),
        ("sans-mots.md", "# \u{200b}\u{200b}\n\ntexte\n".to_owned()),
        ("long.md", format!("# {}\n", "mot ".repeat(2_500))),
        ("long-mot.md", format!("# {}\n", "m".repeat(10_000))),
        ("droite.md", "# مرحبا \u{202e}abc\n".to_owned()),
        ("controles.md", "# a\u{7}b\u{200b}c\n".to_owned()),
        ("a\tb\nc.md", "texte\n".to_owned()),
    ] {
        folder.write(path, text);
    }
    let (report, _) = folder.import(&[]);
    assert_eq!(report["refused"], 0);
    let site = folder.served();
    let page = |path: &str| site.get(address(&report, path));
    for path in ["bom.md", "utf16le.md", "utf16be.md", "cp1252.md"] {
        let page = page(path);
        assert!(page.contains("L’été à Montréal, ça\u{a0}va.") || page.contains("L’été à Montréal, ça va."), "{path}");
        assert_eq!(title(&page), "Encodage", "{path}");
    }
    for (path, meant) in
        [("vide.md", "vide"), ("sans-mots.md", "sans-mots"), ("controles.md", "abc"), ("droite.md", "مرحبا abc")]
    {
        assert_eq!(title(&page(path)), meant, "{path}");
    }
    for path in ["long.md", "long-mot.md"] {
        let length = title(&page(path)).chars().count();
        assert!((100..=300).contains(&length), "{path}: {length}");
        assert_eq!(told(&report, path), ["title_changed"]);
    }
    let odd = page("a\tb\nc.md");
    assert!(!title(&odd).contains(char::is_control), "{:?}", title(&odd));
}

#[test]
fn names_that_differ_by_case_accent_or_form_are_notes_apart() {
    let folder = Folder::new();
    let names = ["e.md", "\u{e9}.md", "e\u{301}.md", "\u{c9}.md"];
    for (each, name) in names.iter().enumerate() {
        folder.write(name, format!("# Note {each}\n"));
    }
    folder.write("z.md", format!("# Z\n\n{}\n", names.map(|name| format!("[x]({name})")).join(" ")));
    let (report, _) = folder.import(&[]);
    assert_eq!((&report["notes"], &report["links"]["resolved"]), (&5.into(), &4.into()));
    let page = folder.served().get(address(&report, "z.md"));
    for name in names {
        assert!(page.contains(&format!("href=\"{}\"", address(&report, name))), "{name:?}");
    }
    let alike = report["warnings"].as_array().unwrap().iter().filter(|warning| warning["code"] == "names_alike");
    assert_eq!(alike.count(), 3);
}

#[test]
fn a_trial_leaves_every_byte_of_the_data_folder() {
    let folder = Folder::new();
    folder.write("a.md", "# A\n\n[[B]] ![x](x.png)\n");
    folder.write("x.png", b"\x89PNG\r\n\x1a\n");
    let (first, _) = folder.import(&[]);
    folder.write("a.md", "# A\n\n[[B]] ![x](x.png) ![y](y.png) autrement\n");
    folder.write("b.md", "# B\n");
    folder.write("y.png", b"\x89PNG\r\n\x1a\n\0");
    let before = bytes_of(&folder.data());
    let (trial, _) = folder.import(&["--dry-run"]);
    assert_eq!((&trial["created"], &trial["updated"], &trial["attachments"]), (&1.into(), &1.into(), &2.into()));
    assert_eq!((&trial["id"], &trial["address"]), (&Value::Null, &Value::Null));
    assert_eq!(trial["notebook"]["id"], first["notebook"]["id"]);
    let after = bytes_of(&folder.data());
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    assert!(before == after, "some file of the data folder changed");
}

/// Every file under a folder, with its bytes.
fn bytes_of(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn notes_for_a_community_need_its_name() {
    let folder = Folder::new();
    folder.write("a.md", "# A\n");
    let notes = folder.notes();
    let typed = ["import", "markdown", notes.to_str().unwrap(), "--notebook", "A", "--visibility", "community"];
    let refused = run(&folder.data(), &typed);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--community ALIAS"));
    assert!(!folder.data().exists(), "nothing is made");
}
