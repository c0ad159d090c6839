// What is very long, or very full, stays usable: a work of 3,000 notes, a note of 400 headings, a term at every turn.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, reader, watch, withoutChromium } from "./harness/browser.ts";
import type { Files } from "./harness/garden.ts";
import { addressOf, Site, type Report } from "./harness/site.ts";

let browser: Browser;
let site: Site;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const widths = [360, 1440];

/** A page that answers, says nothing to the console, and is as wide as the screen. */
async function opened(path: string, width: number): Promise<Page> {
  const page = await (await reader(browser, site, { width })).newPage();
  const watched = watch(page, site);
  const answer = await page.goto(path);
  assert.equal(answer?.status(), 200, path);
  assert.deepEqual(watched.complaints, [], path);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${path}, ${width} pixels`);
  return page;
}

describe("a work of 3,000 notes", { skip: withoutChromium }, () => {
  const count = 3_000;
  let report: Report;

  before(async () => {
    const files: Files = {};
    const outline: string[] = ["# Sommaire\n"];
    for (let at = 1; at <= count; at++) {
      if (at % 100 === 1) outline.push(`\n# Partie ${Math.ceil(at / 100)}\n`);
      outline.push(`- [Note ${at}](${at}.md)`);
      files[`${at}.md`] = `# Note ${at}\n\nUn texte.\n`;
    }
    files["SUMMARY.md"] = outline.join("\n");
    report = await site.import(await site.write("long", files), "Un long ouvrage", "--language", "fr");
    assert.equal(report.notes, count);
  });

  it("shows its contents page by page, in order, each note once", async () => {
    const page = await opened(report.notebook.address, 360);
    const seen: string[] = [];
    for (let pages = 0; pages < count; pages++) {
      seen.push(...(await page.locator("[data-part=contents] li[data-note] > a").allInnerTexts()));
      assert.ok((await page.content()).length < 1_000_000, "a page of contents is no book");
      const next = page.locator("main a[rel=next]");
      if ((await next.count()) === 0) break;
      await Promise.all([page.waitForNavigation(), next.click()]);
    }
    assert.deepEqual(seen, Array.from({ length: count }, (_, at) => `Note ${at + 1}`));
    await page.context().close();
  });

  it("says beside a note where it is, near it alone, and turns to the next", async () => {
    for (const width of widths) {
      const page = await opened(addressOf(report, "1555.md"), width);
      assert.match((await page.textContent(".banner .where")) ?? "", /16\. Partie 16, note 1\s?555 sur 3\s?000/);
      const entries = page.locator("nav.work-contents li");
      const shown = await entries.count();
      assert.ok(shown > 3 && shown < 250, `${shown} entries`);
      assert.ok((await page.content()).length < 200_000);
      if (width === 360) await page.getByRole("button", { name: "Sommaire du carnet" }).click();
      const here = page.locator("nav.work-contents [aria-current=page]");
      assert.equal(await here.innerText(), "16.55 Note 1555");
      await here.scrollIntoViewIfNeeded();
      assert.ok(await here.isVisible());
      if (width === 360) await page.keyboard.press("Escape");
      await Promise.all([page.waitForNavigation(), page.locator(".around a[rel=next]").click()]);
      assert.equal(await page.textContent("h1"), "Note 1556");
      await page.context().close();
    }
  });

  it("is printed, and read in one go, in several goes", async () => {
    const first = await opened(`/c/${report.notebook.id}/-/print`, 1440);
    assert.equal(await first.locator("section.passage").count(), 400);
    assert.match((await first.textContent("main .notice")) ?? "", /Notes 1 à 400 sur 3\s?000/);
    await Promise.all([first.waitForNavigation(), first.locator("main .notice a[rel=next]").click()]);
    assert.match((await first.textContent("main .notice")) ?? "", /Notes 401 à 800/);
    await first.context().close();
    const id = addressOf(report, "101.md").split("/")[2];
    const chapter = await opened(`/c/${report.notebook.id}/-/read/${id}`, 360);
    const passages = await chapter.locator("section.passage").count();
    assert.ok(passages > 0 && passages <= 40, `${passages}`);
    await chapter.context().close();
  });
});

describe("a note of 400 headings", { skip: withoutChromium }, () => {
  it("has contents that lead to each, that do not push the text away, and that the screen holds", async () => {
    const body = Array.from({ length: 400 }, (_, at) => `${"#".repeat(2 + (at % 3))} Intertitre ${at + 1}, avec quelques mots\n\nUn texte.\n`);
    const report = await site.import(await site.write("titres", { "a.md": `# Quatre cents\n\nUn mot.\n\n${body.join("\n")}` }), "Des titres");
    for (const width of widths) {
      const page = await opened(addressOf(report, "a.md"), width);
      const contents = page.locator("nav[data-part=contents]");
      assert.equal(await contents.locator("li").count(), 400);
      const text = await page.locator("[data-part=body]").boundingBox();
      assert.ok(text && text.y < 900, `the text begins ${text?.y} pixels down (${width})`);
      const box = await contents.boundingBox();
      assert.ok(box && box.height < 1_000, `contents of ${box?.height} pixels (${width})`);
      const last = contents.getByRole("link", { name: "Intertitre 400," });
      await last.scrollIntoViewIfNeeded();
      await last.click();
      const at = await page.locator("h4, h3, h2").filter({ hasText: "Intertitre 400," }).boundingBox();
      assert.ok(at && at.y > -5 && at.y < 900, `led to ${at?.y}`);
      await page.context().close();
    }
  });
});

describe("terms", { skip: withoutChromium }, () => {
  let report: Report;

  before(async () => {
    const often = Array.from({ length: 400 }, () => "semis mot").join(" ");
    report = await site.import(
      await site.write("termes", {
        "semis.md": "---\nkind: term\ntitle: semis\n---\nCe que l’on met en terre.\n",
        "jardin.md": "---\nkind: term\ntitle: jardin\n---\nUn lieu.\n",
        "jardin-partagé.md": "---\nkind: term\ntitle: jardin partagé\n---\nUn lieu à plusieurs.\n",
        "partagé.md": "---\nkind: term\ntitle: partagé\n---\nÀ plusieurs.\n",
        "souvent.md": `# Souvent\n\n${often}\n\n## Le semis\n\n${often}\n`,
        "dedans.md": "# Dedans\n\nUn jardin partagé, puis un jardin, puis partagé.\n",
        "lien.md": "# Lien\n\nUn [jardin à soi](dedans.md), du `jardin`, puis un jardin.\n\n## Un jardin\n\n![jardin](x.png)\n",
      }),
      "Des termes",
      "--language",
      "fr",
    );
  });

  const marked = (page: Page) => page.locator("[data-part=body] a.term").allInnerTexts();

  it("that are every second word are underlined once", async () => {
    for (const width of widths) {
      const page = await opened(addressOf(report, "souvent.md"), width);
      assert.deepEqual(await marked(page), ["semis"]);
      await page.context().close();
    }
  });

  it("one inside the other: the longest wins, and links do not nest", async () => {
    const page = await opened(addressOf(report, "dedans.md"), 360);
    assert.deepEqual(await marked(page), ["jardin partagé", "jardin", "partagé"]);
    assert.equal(await page.locator("a a").count(), 0);
    await page.context().close();
  });

  it("in a link, in code or in a heading are left as they are", async () => {
    const page = await opened(addressOf(report, "lien.md"), 360);
    assert.deepEqual(await marked(page), ["jardin"]);
    assert.equal(await page.locator("a a, code a.term, :is(h1, h2) a.term").count(), 0);
    assert.match(await page.locator("[data-part=body] p").first().innerText(), /Un jardin à soi, du jardin, puis un jardin\./);
    await page.context().close();
  });
});
