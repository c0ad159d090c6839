// A network whose every name, title, label, category, part and field tries to act: nothing does, on any page.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { amissAt, isText, oneLine, unprotected } from "./harness/acts.ts";
import { openBrowser, reader, watch, withoutChromium } from "./harness/browser.ts";
import { crawl, kindOf } from "./harness/crawl.ts";
import { network, things } from "./harness/network.ts";
import { gathered, own, withoutCorpus } from "./harness/payloads.ts";
import { Site } from "./harness/site.ts";

let browser: Browser;

before(async () => {
  if (!withoutChromium) browser = await openBrowser();
});
after(() => browser?.close());

/** Those that fit where there is one line, and that a person could see there. */
const fit = (texts: string[]) => [...new Set(texts.filter(isText).map(oneLine))].filter((text) => text.length > 0 && text.length < 120);

const opened = (texts: string[]) => Site.startWith(network(texts), { name: oneLine(texts[0] ?? "") });

/** What a page says to machines that is not what it says to people. */
const metadataAmiss = (page: Page) =>
  page.evaluate(() => {
    const amiss: string[] = [];
    const said = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
    const title = said(document.querySelector("h1")?.textContent);
    const content = (selector: string) => document.querySelector(selector)?.getAttribute("content");
    const things = [...document.querySelectorAll("script[type='application/ld+json']")];
    for (const thing of things) {
      const { headline, name } = JSON.parse(thing.textContent ?? "") as { headline?: string; name?: string };
      if (document.body.dataset["page"] === "note" && said(headline ?? name) !== title) amiss.push(`JSON-LD calls it ${headline ?? name}`);
    }
    if (document.body.dataset["page"] === "note") {
      if (things.length !== 1) amiss.push(`${things.length} things in JSON-LD`);
      if (said(content("meta[property='og:title']")) !== title) amiss.push(`og:title is ${content("meta[property='og:title']")}`);
      if (said(content("meta[name=citation_title]")) !== title) amiss.push(`citation_title is ${content("meta[name=citation_title]")}`);
    }
    for (const link of document.querySelectorAll("head link[href]")) {
      if (new URL(link.getAttribute("href") ?? "", location.href).origin !== location.origin) amiss.push(`a link to ${link.getAttribute("href")}`);
    }
    return amiss;
  });

/** What is wider than the screen, where the page is. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5);
    return [`too wide: ${wide.at(-1)?.outerHTML.slice(0, 200) ?? ""}`];
  });

async function everyPage(texts: string[]): Promise<void> {
  const site = await opened(texts);
  try {
    const paths = new Map<string, string>();
    const counts = new Map<string, number>();
    for await (const [path, text] of crawl(site, { language: "fr" }, ["/"])) {
      const kind = kindOf(text);
      // Of what many filters and sorts give, a few are enough.
      const many = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, many);
      if (!path.includes("?") || many < 2 * things) paths.set(path, kind);
    }
    const wanted = ["home", "notebooks", "notebook", "work", "chapter", "print", "note", "versions", "version", "cite", "person", "community", "communities", "lexicon", "entry", "organisations", "recent"];
    for (const kind of wanted) assert.ok(counts.has(kind), `${kind} among ${[...counts.keys()]}`);

    const { context, page } = await unprotected(browser, site);
    await page.setViewportSize({ width: 360, height: 900 });
    const amiss: string[] = [];
    const seen = new Map<string, string>();
    for (const [path, kind] of paths) {
      amiss.push(...(await amissAt(page, site, path)));
      amiss.push(...(await tooWide(page)).map((fault) => `${path}: ${fault}`));
      amiss.push(...(await metadataAmiss(page)).map((fault) => `${path}: ${fault}`));
      seen.set(kind, path);
    }
    // The cards of terms, which a script makes of what the page holds.
    for (const path of [...paths].filter(([, kind]) => kind === "note").map(([path]) => path)) {
      await page.goto(path);
      for (const term of await page.locator("a.term[data-term]").all()) {
        await term.focus();
        const inside = await page.locator(".term-card :is(script, iframe, img, svg, form, style, [onerror], [onload], [style])").count();
        if (inside > 0) amiss.push(`${path}: a card holds what may act`);
      }
      const fired = await page.evaluate(() => window.fired);
      if (fired.length > 0) amiss.push(`${path}: fired ${fired}`);
    }
    await context.close();

    // With its policy, one page of each kind has nothing to refuse.
    const guarded = await reader(browser, site);
    const silent = await guarded.newPage();
    for (const path of seen.values()) {
      const watched = watch(silent, site);
      await silent.goto(path);
      amiss.push(...[...watched.complaints, ...watched.elsewhere].map((fault) => `${path}, with its policy: ${fault}`));
      silent.removeAllListeners();
    }
    amiss.push(...(await forMachines(silent, site, [...paths.keys()])));
    await guarded.close();
    assert.deepEqual([...new Set(amiss)].slice(0, 30), [], `${amiss.length} faults`);
  } finally {
    await site.stop();
  }
}

/** Feeds and maps are XML, citations are what their readers expect. */
async function forMachines(page: Page, site: Site, paths: string[]): Promise<string[]> {
  const amiss: string[] = [];
  const read = async (path: string) => (await fetch(site.address + path)).text();
  const of = (start: string) => paths.filter((path) => path.startsWith(start) && !path.includes("/-/") && !path.includes("?"));
  const notebooks = new Set(of("/c/").map((path) => path.split("/")[2] ?? ""));
  const people = new Set(of("/people/").map((path) => path.split("/")[2] ?? ""));
  const feeds = ["/feed.atom", ...[...notebooks].map((id) => `/c/${id}/-/feed.atom`), ...[...people].map((id) => `/people/${id}/-/feed.atom`)];
  assert.ok(notebooks.size >= 3 && people.size >= 3);
  for (const path of [...feeds, "/sitemap.xml"]) {
    const text = await read(path);
    const fault = await page.evaluate((text) => new DOMParser().parseFromString(text, "application/xml").querySelector("parsererror")?.textContent ?? null, text);
    if (fault) amiss.push(`${path}: ${fault}`);
    if (path.endsWith(".atom") && !/<entry>/.test(text)) amiss.push(`${path}: no entry`);
    // What a reader of feeds may show as HTML is as clean as a page.
    const held = await page.evaluate((text) => {
      const feed = new DOMParser().parseFromString(text, "application/xml");
      const acts: string[] = [];
      for (const part of feed.querySelectorAll("content, summary, title, subtitle")) {
        if (part.getAttribute("type") !== "html") continue;
        const body = new DOMParser().parseFromString(part.textContent ?? "", "text/html");
        for (const element of body.querySelectorAll("*")) {
          if (["script", "iframe", "object", "embed", "style", "form", "base", "meta"].includes(element.localName) && element.closest("body")) acts.push(element.localName);
          for (const { name, value } of element.attributes) {
            if (/^on|^style$|^srcdoc$/.test(name) || /^\s*(javascript|data|vbscript):/i.test(value)) acts.push(`${element.localName}[${name}=${value}]`);
          }
        }
      }
      return acts;
    }, text);
    amiss.push(...held.map((fault) => `${path}: ${fault}`));
  }
  const notes = new Set(of("/n/").map((path) => path.split("/")[2] ?? ""));
  assert.ok(notes.size >= 3 * things);
  for (const id of notes) {
    const own = `/n/${id}/-/cite`;
    const items = JSON.parse(await read(`${own}.json`)) as unknown;
    if (!items) amiss.push(`${own}.json is empty`);
    const ris = (await read(`${own}.ris`)).split(/\r?\n/).filter(Boolean);
    const odd = ris.find((line) => !/^[A-Z][A-Z0-9] {2}- ?/.test(line));
    if (odd !== undefined || !/^ER {2}-/.test(ris.at(-1) ?? "")) amiss.push(`${own}.ris: ${odd ?? "has no end"}`);
    // A brace or a quotation mark of a title ends no field.
    const bib = await read(`${own}.bib`);
    let depth = 0;
    for (const [brace] of bib.replace(/\\[{}\\]/g, "").matchAll(/[{}]/g)) depth += brace === "{" ? 1 : -1;
    if (depth !== 0 || (bib.match(/^@/gm) ?? []).length !== 1) amiss.push(`${own}.bib: ${bib}`);
  }
  return amiss;
}

describe("a network that tries to act", { skip: withoutChromium }, () => {
  it("does nothing, on any page, in any file made of it, and fits a telephone: texts of ours", async () => everyPage(fit(own)));

  it("does nothing either: texts that others gathered", { skip: withoutCorpus("hostile") }, async () => {
    const { markup, awkward } = await gathered();
    await everyPage(fit([...awkward, ...markup]).filter((_, at) => at % 3 === 0));
  });
});
