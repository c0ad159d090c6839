// Every page is valid HTML, and so are the style sheet and the mark: the Nu checker of the W3C says so.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { crawl, html, kindOf, refused, type Visitor } from "./harness/crawl.ts";
import { complaintsOf, withoutJava } from "./harness/nu.ts";
import { Site } from "./harness/site.ts";
import { build, type World } from "./harness/world.ts";

let browser: Browser;
let world: World;
let demonstration: Site;
let empty: Site;
const absent = withoutChromium || withoutJava;

before(async () => {
  if (absent) return;
  browser = await openBrowser();
  [world, demonstration, empty] = await Promise.all([build(browser), Site.start({ demo: "empty" }), Site.start()]);
});
after(async () => {
  await browser?.close();
  for (const site of [world?.site, demonstration, empty]) await site?.stop();
});

/** Names of pages to their texts, each text once: many readers get the same. */
class Pages {
  readonly names = new Map<string, string>();
  readonly kinds = new Set<string>();
  readonly statuses = new Set<number>();

  add(name: string, text: string | null): void {
    if (text === null || this.names.has(text)) return;
    this.names.set(text, name);
    this.kinds.add(kindOf(text));
    const status = /data-status="(\d+)"/.exec(text)?.[1];
    if (status) this.statuses.add(Number(status));
  }

  /** Writes them all down, and gives the name of each file's page. */
  async write(folder: string): Promise<Map<string, string>> {
    await mkdir(folder, { recursive: true });
    const files = new Map<string, string>();
    for (const [text, name] of this.names) {
      const file = `${files.size}.html`;
      await writeFile(join(folder, file), text);
      files.set(file, name);
    }
    return files;
  }
}

async function gather(): Promise<Pages> {
  const pages = new Pages();
  for (const language of ["fr", "en"] as const) {
    for (const cookie of [undefined, world.cookies.member, world.cookies.steward]) {
      for (const { address } of world.places) pages.add(`${address} (${language})`, await html(world.site, address, { language, cookie }));
    }
    for (const [status, path, init] of refused) pages.add(`${status} (${language})`, await html(world.site, path, { language }, init));
    for (const path of ["/", "/notebooks", "/communities", "/lexicon", "/organisations", "/recent"]) {
      pages.add(`${path} of an empty site (${language})`, await html(empty, path, { language }));
    }
  }
  await demonstration.admin("person", "add", "Claire Bélanger", "--steward");
  const steward = await demonstration.cookie("Claire Bélanger");
  const visitors: [Visitor, string[]][] = [
    [{ language: "fr" }, ["/"]],
    [{ language: "en" }, ["/"]],
    [{ language: "fr", cookie: steward }, ["/", "/wanted"]],
  ];
  for (const [visitor, from] of visitors) {
    for await (const [path, text] of crawl(demonstration, visitor, from)) pages.add(`${path} (${visitor.language})`, text);
  }
  return pages;
}

const invalid = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title></head><body><dl><div><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></div></dl></body></html>`;

describe("every page", { skip: absent }, () => {
  it("is valid HTML, for visitors, members and stewards, in both languages; the style sheet and the mark are valid too", async () => {
    const pages = await gather();
    const folder = join(world.site.folder, "valid");
    const files = await pages.write(folder);
    // A page of error names the style sheet, which stands inside the others.
    const lost = await html(world.site, "/nowhere", { language: "fr" });
    for (const [, asset = "", name = ""] of lost?.matchAll(/href="(\/assets\/([a-z]+-[^"]+\.(?:css|svg)))"/g) ?? []) {
      await writeFile(join(folder, name), await (await fetch(world.site.address + asset)).text());
      files.set(name, name);
    }
    // The checker is known to look: these are wrong.
    await writeFile(join(folder, "invalid.html"), invalid);
    await writeFile(join(folder, "invalid.css"), "p { colour: red }");
    const complaints = await complaintsOf(folder);
    for (const file of ["invalid.html", "invalid.css"]) assert.ok(complaints.get(file)?.length, `${file} is found to be invalid`);

    const told = [...files].flatMap(([file, name]) => (complaints.get(file) ?? []).map((line) => `${name}: ${line}`));
    assert.deepEqual(told.slice(0, 20), [], `${told.length} complaints`);
    assert.equal([...complaints.keys()].filter((file) => !files.has(file)).length, 2, [...complaints.keys()].join(", "));

    for (const { page } of world.places) assert.ok(pages.kinds.has(page), `${page} among ${[...pages.kinds]}`);
    for (const [status] of refused) assert.ok(pages.statuses.has(status), `${status} among ${[...pages.statuses]}`);
    assert.ok(files.size > 800 && files.has([...files.keys()].find((file) => file.endsWith(".css")) ?? ""), `${files.size} files`);
  });
});
