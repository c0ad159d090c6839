// A note and its notebook, as readers and scripts find them.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf } from "./harness/site.ts";
import { build, type World } from "./harness/world.ts";

let browser: Browser;
let world: World;
let visitor: BrowserContext;
let page: Page;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  world = await build(browser);
  visitor = await reader(browser, world.site);
  page = await visitor.newPage();
});
after(async () => {
  await browser?.close();
  await world?.site.stop();
});

const texts = (selector: string) => page.locator(selector).allTextContents();

describe("a note", { skip: withoutChromium }, () => {
  it("has its parts under their names", async () => {
    await page.goto(addressOf(world.jardin, "tout.md"));
    const parts = await page.locator("[data-part]").evaluateAll((parts) => parts.map((part) => part.getAttribute("data-part")));
    for (const part of ["banner", "body", "byline", "communities", "contents", "dates", "history", "language", "licence", "notebooks", "source", "visibility"]) {
      assert.ok(parts.includes(part), part);
    }
    assert.equal(await page.locator("article[data-note]").count(), 1);
    assert.equal(await page.getAttribute("[data-part=visibility]", "data-visibility"), "public");
    assert.match((await page.textContent("[data-part=visibility]")) ?? "", /Visible de tout le monde, sans compte/);
    assert.deepEqual(await texts("[data-part=byline] a[rel=author]"), ["Ana Lopez", "Bruno Côté"]);
    const canonical = await page.getAttribute("link[rel=canonical]", "href");
    assert.equal(canonical, world.site.address + addressOf(world.jardin, "tout.md"));
    assert.match((await page.textContent("[data-part=dates]")) ?? "", /Publiée\s*6 décembre 2023/);
    // An empty part is absent: nobody cites this note, and it names nobody.
    await page.goto(addressOf(world.jardin, "éclairages/été.md"));
    assert.equal(await page.locator("[data-part=cited-by], [data-part=byline]").count(), 0);
  });

  it("shows each form of its Markdown as what it is", async () => {
    await page.goto(addressOf(world.jardin, "tout.md"));
    const body = "[data-part=body]";
    for (const [selector, count] of Object.entries({
      // Five that are written as such, and what HTML calls details.
      "aside[data-callout]": 6,
      "aside[data-callout=warning]": 1,
      "aside[data-callout=tip] details:not([open])": 1,
      "aside[data-callout=note] details:not([open])": 1,
      "math": 2,
      "math[display=block]": 1,
      "figure > img": 1,
      "figure > figcaption": 1,
      "audio[controls]": 1,
      "video[controls]": 1,
      "pre > code[data-language=rust]": 1,
      "pre > code": 2,
      "table": 1,
      "dl > dt": 2,
      "li > input[type=checkbox]": 2,
      "[data-included]": 1,
      "section[data-footnotes] li": 2,
      "kbd": 2,
      "del": 1,
      "blockquote blockquote": 1,
    })) {
      assert.equal(await page.locator(`${body} ${selector}`).count(), count, selector);
    }
    // Wanted notes are plain text to who may not write.
    assert.equal(await page.locator("[data-wanted]").count(), 0);
    assert.match((await page.textContent(body)) ?? "", /Arrosage de nuit/);
    assert.match((await page.textContent(body)) ?? "", /quoi\u202f\? oui\u202f! non\u202f; à 10:17/);
  });

  it("is linked both ways, with the sentence around the link", async () => {
    await page.goto(addressOf(world.jardin, "compost.md"));
    const citations = page.locator("[data-part=cited-by] li[data-note]");
    assert.ok((await citations.count()) >= 4);
    const sentence = await page.locator("[data-part=cited-by] li", { hasText: "Semis numéro 1" }).first().locator("[data-reason]").textContent();
    assert.match(sentence ?? "", /^Le semis \d+ suit le Compost\.$/);
    await page.locator("[data-part=cited-by] a", { hasText: "Bienvenue au jardin" }).click();
    await page.click("[data-part=body] a >> text=Compost");
    assert.equal(new URL(page.url()).pathname, addressOf(world.jardin, "compost.md"));
  });

  it("leads to its places by their accents", async () => {
    await page.goto(addressOf(world.jardin, "tout.md"));
    await page.click("[data-part=body] a >> text=une section");
    assert.equal(decodeURIComponent(new URL(page.url()).hash), "#où-le-mettre");
    assert.equal(await page.locator(":target").textContent(), "Où le mettre\u202f?");
    const contents = await page.locator("[data-part=contents] a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    assert.deepEqual(contents.map(decodeURIComponent), ["#où-le-mettre", "#combien-de-temps", "#en-hiver"]);
  });

  it("is read in order, forth and back", async () => {
    await page.goto(world.handbook.notebook.address);
    const titles = await texts("li[data-note] > a");
    assert.deepEqual(titles.slice(0, 3), ["Welcome", "A beginning", "A smaller step"]);
    assert.deepEqual(await texts("[data-part-title] h2"), ["1 The first part"]);
    await page.click("li[data-note] a >> nth=0");
    const read = [await page.textContent("h1")];
    while ((await page.locator("main a[rel=next]").count()) > 0) {
      await page.click("main a[rel=next]");
      read.push(await page.textContent("h1"));
    }
    assert.deepEqual(read, titles);
    for (let at = titles.length - 2; at >= 0; at--) {
      await page.click("main a[rel=prev]");
      assert.equal(await page.textContent("h1"), titles[at]);
    }
  });

  it("has a page for each version, and its source", async () => {
    await page.goto(addressOf(world.jardin, "compost.md"));
    await page.click("[data-part=history] a");
    await page.click("[data-version] a");
    assert.match(page.url(), /\/-\/versions\/1$/);
    assert.match((await page.textContent("[data-part=body]")) ?? "", /Le compost chauffe/);
    await page.click(".notice a >> nth=0");
    const source = await page.getAttribute("[data-part=source] a", "href");
    const answer = await fetch(world.site.address + source);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/markdown/);
    assert.match(await answer.text(), /Le compost chauffe\. Voir le \[\[Paillis\]\]/);
  });

  it("has a licence where everyone may read it, and is asked for where not", async () => {
    await page.goto(addressOf(world.jardin, "paillis.md"));
    assert.equal(await page.textContent("[data-part=licence] a[rel=license]"), "CC BY 4.0");
    const member = await reader(browser, world.site, {}, world.cookies.member);
    const theirs = await member.newPage();
    await theirs.goto(world.places.find((place) => place.name === "note between members")?.address ?? "");
    assert.equal(await theirs.textContent("[data-part=licence] dd"), "Demandez avant de réutiliser");
    await member.close();
  });

  it("is signed by people whose page lists it, and asks search engines to pass by who has no account", async () => {
    await page.goto(addressOf(world.jardin, "paillis.md"));
    await page.click("[data-part=byline] a[rel=author]");
    assert.equal(await page.textContent("h1"), "Bruno Côté");
    assert.deepEqual((await texts("li[data-note] .title")).toSorted(), ["Paillis", "Tout ce qu’une note peut montrer"]);
    assert.equal(await page.locator("meta[name=robots][content=noindex]").count(), 1);
  });

  it("shows a link to a hidden note exactly as one to a note that never was", async () => {
    const text = (title: string) => `# Un lien\n\nVoir [[${title}]], [[${title}|ces mots]], [[${title}#Ici]].\n\n![[${title}]]\n`;
    const hidden = "---\ndraft: true\n---\n# Caché\n\nUn secret.\n";
    const files = { "a.md": text("Caché"), "b.md": text("Absent"), "caché.md": hidden };
    const made = await world.site.import(await world.site.write("liens", files), "Des liens");
    for (const cookie of [undefined, world.cookies.member]) {
      const context = await reader(browser, world.site, {}, cookie);
      const seen = await context.newPage();
      const bodies = [];
      for (const [path, title] of [["a.md", "Caché"], ["b.md", "Absent"]] as const) {
        await seen.goto(addressOf(made, path));
        bodies.push((await seen.locator("[data-part=body]").innerHTML()).replaceAll(title, "X"));
        assert.equal((await seen.locator(`[data-wanted="${title}"]`).count()) > 0, cookie !== undefined, title);
      }
      assert.equal(bodies[0], bodies[1]);
      await context.close();
    }
  });

  it("shows notes to be written to who may write, and lists them", async () => {
    const member = await reader(browser, world.site, {}, world.cookies.member);
    const theirs = await member.newPage();
    await theirs.goto(addressOf(world.jardin, "tout.md"));
    assert.equal(await theirs.locator("[data-wanted='Arrosage de nuit']").count(), 1);
    await theirs.goto("/wanted");
    assert.equal(await theirs.locator("li[data-wanted='Arrosage de nuit']").count(), 1);
    await member.close();
  });

  it("that is not for this reader is as absent as one that never was", async () => {
    const absent = await page.goto("/n/00000000000000000000000000/x");
    const nothing = await absent?.text();
    for (const path of ["brouillon.md"]) {
      const answer = await page.goto(addressOf(world.jardin, path));
      assert.equal(answer?.status(), 404);
      assert.equal(await answer?.text(), nothing);
    }
  });
});

describe("a notebook", { skip: withoutChromium }, () => {
  it("is sorted as asked, by title as a dictionary would", async () => {
    const address = world.jardin.notebook.address;
    await page.goto(`${address}?sort=title`);
    const titles = await texts("li[data-note] .title");
    assert.deepEqual(titles, titles.toSorted(new Intl.Collator("fr-CA", { numeric: true }).compare));
    assert.ok(titles.includes("L’été, ses ombres et ses lumières"));
    assert.equal(await page.locator("[data-view]").count(), 1);
    assert.equal(Number(await page.getAttribute("header [data-count]", "data-count")), titles.length);
    for (const sort of ["manual", "newest", "changed"]) {
      await page.goto(`${address}?sort=${sort}`);
      assert.equal(await page.getAttribute("[data-part=contents]", "data-sort"), sort);
      assert.deepEqual((await texts("li[data-note] .title")).toSorted(), titles.toSorted(), sort);
    }
  });
});
