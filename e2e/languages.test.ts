// Every word that the program says is a message of locales/: with SILLAGE_PSEUDO=1 each message stands between ⟦ and ⟧.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { crawl, html, kindOf, refused, type Visitor } from "./harness/crawl.ts";
import { jardin } from "./harness/garden.ts";
import { program, Site } from "./harness/site.ts";
import { outside, rules, strayWords } from "./harness/words.ts";

const pseudo = { SILLAGE_PSEUDO: "1" };

/** Fails with the words of this page that are outside of its messages. */
async function inspect(page: Page, path: string, text: string): Promise<string[]> {
  assert.match(text, /⟦/, "the program was built without its pseudo-language: build it for development");
  const found = await page.evaluate(strayWords, { html: text, rules, outside: outside.toString() });
  return found.map((words) => `${path}: ${words}`);
}

describe("a page", { skip: withoutChromium }, () => {
  let browser: Browser;
  let page: Page;
  let site: Site;
  let steward: string;
  let member: string;
  let report: string;

  before(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    site = await Site.start({ demo: "empty" }, pseudo);
    await site.admin("person", "add", "Claire Bélanger", "--steward");
    steward = await site.cookie("Claire Bélanger");
    member = await site.cookie("Ginette Trépanier-Dulac");
    const folder = await site.write("jardin", { ...jardin(Buffer.from("no film")), "page.html": "<p>" });
    await site.write("jardin", { "fichier.bin": new Uint8Array([0, 255, 1]), ".cache": "x", "plan.org": "* Plan" });
    report = (await site.import(folder, "Carnet du jardin", "--language", "fr")).address ?? "";
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  for (const [who, language] of [
    ["a visitor", "en"],
    ["a member", "en"],
    ["a steward", "fr"],
  ] as const) {
    it(`says to ${who} no word that is not a message, content and names apart`, async () => {
      const reader: Visitor = who === "a visitor" ? { language } : { language, cookie: who === "a member" ? member : steward };
      const from = { "a visitor": ["/"], "a member": ["/", "/communities/appuis"], "a steward": ["/", "/wanted", report] }[who];
      const stray: string[] = [];
      const kinds = new Map<string, number>();
      for await (const [path, text] of crawl(site, reader, from)) {
        const kind = kindOf(text);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        stray.push(...(await inspect(page, path, text)));
      }
      assert.deepEqual([...new Set(stray)], []);
      const wanted = ["home", "notebooks", "notebook", "note", "versions", "version", "compare", "cite", "person", "communities", "community"];
      const more = who === "a steward" ? ["wanted", "import-report"] : [];
      for (const kind of [...wanted, "lexicon", "entry", "organisations", "recent", ...more]) {
        assert.ok(kinds.has(kind), `${kind} among ${[...kinds.keys()].join(", ")}`);
      }
      assert.ok([...kinds.values()].reduce((all, some) => all + some) > 200, `${[...kinds]}`);
    });
  }

  it("is looked at whole: its messages are found where they lose their marks", async () => {
    const reader: Visitor = { language: "fr", cookie: steward };
    for (const [path, least] of [["/", 15], ["/notebooks", 12], ["/recent", 12], ["/organisations", 12], [report, 25]] as const) {
      const text = ((await html(site, path, reader)) ?? "").replace(/[⟦⟧]/g, "");
      const found = await page.evaluate(strayWords, { html: text, rules, outside: outside.toString() });
      assert.ok(found.length > least, `${path}: ${found.length} found`);
    }
  });

  it("of error says none either", async () => {
    const seen = new Set<string>();
    for (const [, path, init] of refused) {
      for (const language of ["fr", "en"] as const) {
        const text = await html(site, path, { language }, init);
        if (text === null) continue;
        seen.add(/data-status="(\d+)"/.exec(text)?.[1] ?? "");
        assert.deepEqual(await inspect(page, path.slice(0, 40), text), []);
      }
    }
    for (const [status] of refused) assert.ok(seen.has(String(status)), `${status} among ${[...seen]}`);
  });

  it("that has nothing to show says none either", async () => {
    const empty = await Site.start({ name: "Vide" }, pseudo);
    try {
      await empty.admin("person", "add", "Claire Roy", "--steward");
      const communities = ["/", "/notebooks", "/communities", "/lexicon", "/organisations", "/recent", "/wanted"];
      const reader: Visitor = { language: "fr", cookie: await empty.cookie("Claire Roy") };
      for (const path of communities) {
        const text = await html(empty, path, reader);
        assert.ok(text, path);
        assert.match(text, /class="empty"/, path);
        assert.deepEqual(await inspect(page, path, text), []);
      }
      const made = await empty.admin("community", "add", "vide", "Sans rien");
      const text = await html(empty, made.address, reader);
      assert.deepEqual(await inspect(page, made.address, text ?? ""), []);
    } finally {
      await empty.stop();
    }
  });
});

describe("a command", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
    await writeFile(join(folder, "a.md"), "# Une note\n\n[[Absente]] [b](b.md)\n");
    await writeFile(join(folder, "b.org"), "* Org");
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function run(typed: string[], language = "fr"): Promise<{ out: string; told: string; code: number }> {
    const env = { PATH: process.env["PATH"], SILLAGE_DATA: join(folder, "data"), SILLAGE_LANG: language, ...pseudo };
    return new Promise((done) => {
      execFile(program, typed, { env }, (error, out, told) => done({ out, told, code: Number(error?.code ?? 0) }));
    });
  }

  /** The help without what is typed as it is: commands, flags and their words (`fr|en`). */
  const typedAside = (help: string, path: string[]) =>
    help
      .replace(`sillage${path.map((name) => ` ${name}`).join("")}`, "")
      .replace(/^ {2}[a-z-]+ {2,}(?=⟦)/gm, "")
      .replace(/--[a-z-]+|(?<=\s)-[a-zA-Z]\b/g, "")
      .replace(/[<[][a-z_-]+([|,][a-z_-]+)+[>\]]/g, "");

  it("has a help in which no word is not a message, and so have all below it", async () => {
    const paths: string[][] = [[]];
    for (let at = 0; at < paths.length; at++) {
      const path = paths[at] ?? [];
      for (const language of ["fr", "en"]) {
        const { out, code } = await run([...path, "--help"], language);
        assert.equal(code, 0);
        assert.match(out, /⟦/, "the program was built without its pseudo-language: build it for development");
        assert.equal(outside(typedAside(out, path)), "", `sillage ${path.join(" ")} --help`);
        if (language === "fr") {
          for (const [, name = ""] of out.matchAll(/^ {2}([a-z-]+) {2,}⟦/gm)) paths.push([...path, name]);
        }
      }
    }
    assert.ok(paths.length > 15, paths.map((path) => path.join(" ")).join("\n"));
  });

  it("refuses in messages alone", async () => {
    const notes = ["import", "markdown", "."];
    const refused = [
      [],
      ["nonsense"],
      ["serve", "--nonsense"],
      ["serve", "--listen", "nowhere"],
      ["serve", "--lang", "xx"],
      ["config", "--log", "loud"],
      ["config", "--config", "absent.toml"],
      ["check"],
      ["backup"],
      ["backup", join(folder, "a.md")],
      ["restore", join(folder, "a.md")],
      ["import"],
      ["import", "markdown"],
      ["import", "markdown", join(folder, "absent"), "--notebook", "Notes"],
      [...notes, "--notebook"],
      [...notes, "--notebook", "Notes", "--visibility", "nobody"],
      [...notes, "--notebook", "Notes", "--visibility", "community"],
      ["admin", "session", "Nobody"],
      ["admin", "person", "add", " "],
      ["admin", "community", "add", "A", "Name"],
      ["admin", "member", "add", "absent", "Nobody"],
      ["admin", "member", "add", "absent", "Nobody", "--role", "queen"],
      ["admin", "jobs", "--again", "x"],
    ];
    for (const typed of refused) {
      const { out, told, code } = await run(typed);
      assert.ok(code > 0, `sillage ${typed.join(" ")}: ${out}`);
      assert.equal(out, "");
      assert.match(told, /⟦/);
      assert.equal(outside(told), "", `sillage ${typed.join(" ")}`);
    }
  });

  it("tells what it did in messages, addresses and names apart", async () => {
    const done: [string[], RegExp][] = [
      [["admin", "person", "add", "Ana Lopez"], /^\w{26} \/people\/\S+$/gm],
      [["admin", "community", "add", "voisins", "Voisins"], /^\w{26} \/communities\/\S+$/gm],
      [["admin", "session", "Ana Lopez"], /^__Host-sillage=\S+$/gm],
      [["import", "markdown", folder, "--notebook", "Notes"], /^ {2}\S+\.(md|org)(:\d+)?: /gm],
      [["check"], /^$/g],
      [["config"], /^[a-z_]+ = .* {2}(?=\(⟦)/gm],
      [["backup", join(folder, "site.tar")], /^$/g],
    ];
    for (const [typed, names] of done) {
      const { out, told, code } = await run(typed);
      assert.equal(code, 0, `sillage ${typed.join(" ")}: ${told}`);
      assert.match(out + told, /⟦/);
      assert.equal(outside((out + told).replace(names, "")), "", `sillage ${typed.join(" ")}`);
    }
  });
});
