// A notebook as list, grid and work; a chapter in one go; the whole of it on paper.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf, Site } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let work: string;
let formats: string;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start({ demo: "empty" });
  const page = await (await reader(browser, site)).newPage();
  await page.goto("/notebooks");
  const address = async (title: string) => (await page.getByRole("link", { name: title }).getAttribute("href")) ?? "";
  work = await address("Animer une communauté de pratique");
  formats = await address("Trousse de rencontres");
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function opened(path: string, more: object = {}): Promise<Page> {
  const page = await (await reader(browser, site, {}, undefined, more)).newPage();
  await page.goto(path);
  return page;
}

const titles = (page: Page) => page.locator("[data-part=contents] .title").allInnerTexts();
const counts = (page: Page) => page.locator("[data-part=categories] a[data-category]").allInnerTexts();

describe("a notebook", { skip: withoutChromium }, () => {
  it("is shown as its leads chose, and otherwise where a reader asks", async () => {
    const page = await opened(formats);
    assert.equal(await page.getAttribute("[data-notebook]", "data-view"), "grid");
    await page.getByRole("navigation", { name: "Présentation" }).getByRole("link", { name: "Liste" }).click();
    assert.equal(await page.getAttribute("[data-notebook]", "data-view"), "list");
    await page.getByRole("navigation", { name: "Présentation" }).getByRole("link", { name: "Ouvrage" }).click();
    assert.equal(await page.getAttribute("body", "data-page"), "work");
    await page.context().close();
  });

  it("shows what its leads pinned first, in whatever order", async () => {
    const page = await opened(formats);
    for (const order of ["Ordre du carnet", "Titre", "Modifiées récemment"]) {
      await page.getByRole("navigation", { name: "Ordre des notes" }).getByRole("link", { name: order }).click();
      const listed = await titles(page);
      assert.equal(listed[0], "L’aide entre pairs en 30 minutes", order);
      const others = listed.slice(1);
      if (order === "Titre") assert.deepEqual(others, others.toSorted((a, b) => a.localeCompare(b, "fr")));
    }
    await page.context().close();
  });

  it("is narrowed by categories that combine, each with how many notes it leaves", async () => {
    const page = await opened(`${formats}?view=list`);
    const all = (await titles(page)).length;
    await page.locator("a[data-category]", { hasText: "Explorer" }).first().click();
    assert.equal((await titles(page)).length, 2);
    await page.locator("[data-part=categories] a[data-category]", { hasText: "3 à 6" }).click();
    const narrowed = await titles(page);
    for (const words of await counts(page)) {
      const [, count] = /\((\d+)\)/.exec(words) ?? [];
      assert.ok(Number(count) >= 1 && Number(count) <= narrowed.length, words);
    }
    assert.equal(await page.locator("[data-part=categories] a[aria-current]").count(), 2);
    await page.locator("[data-part=categories] a[aria-current]", { hasText: "Explorer" }).click();
    assert.equal(await page.locator("[data-part=categories] a[aria-current]").count(), 1);
    await page.getByRole("link", { name: "Retirer tous les filtres" }).click();
    assert.equal((await titles(page)).length, all);
    await page.context().close();
  });
});

describe("a work", { skip: withoutChromium }, () => {
  it("has a cover page, contents with parts and computed numbers, and a way to begin", async () => {
    const page = await opened(work);
    const contents = page.getByRole("navigation", { name: "Sommaire du carnet" });
    const lines = (await contents.getByRole("listitem").allInnerTexts()).map((line) => line.replace(/\s+/g, " "));
    assert.deepEqual(lines.slice(0, 3), [
      "1 Démarrer Lire d’une traite",
      "1.1 Avez-vous besoin d’une communauté de pratique?",
      "1.2 Douze conversations avant la première rencontre",
    ]);
    assert.ok(lines.includes("2.4 Les mots que l’on partage"));
    await page.getByRole("link", { name: "Commencer la lecture" }).click();
    assert.equal(await page.textContent("h1"), "Avez-vous besoin d’une communauté de pratique?");
    await page.context().close();
  });

  it("is turned by the arrow keys, but not where they have a meaning of their own", async () => {
    const page = await opened(work);
    await page.getByRole("link", { name: "Douze conversations" }).click();
    await page.waitForURL(/\/n\//);
    await page.waitForLoadState("load");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.querySelector("h1")?.textContent?.startsWith("Former un noyau"));
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => document.querySelector("h1")?.textContent?.startsWith("Douze conversations"));
    await page.keyboard.press("Control+ArrowRight");
    await page.evaluate(() => {
      const field = document.createElement("input");
      document.querySelector("main")?.prepend(field);
      field.focus();
    });
    await page.keyboard.press("ArrowRight");
    assert.match((await page.textContent("h1")) ?? "", /^Douze conversations/);
    await page.context().close();
  });

  it("is read a chapter at a time, the links within it staying there", async () => {
    const page = await opened(work);
    await page.getByRole("link", { name: "Lire d’une traite : Donner un cadre" }).click();
    assert.equal(await page.getAttribute("body", "data-page"), "chapter");
    assert.match((await page.textContent("h1")) ?? "", /2\s+Donner un cadre/);
    const passages = page.locator("section.passage");
    assert.equal(await passages.count(), 4);
    assert.match((await page.textContent(".banner .where")) ?? "", /Notes 5 à 8 sur 11/);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map((one) => one.id));
    assert.equal(new Set(ids).size, ids.length, "no anchor is there twice");
    const inner = page.locator(".passage .text a[href^='#n']").first();
    const to = (await inner.getAttribute("href")) ?? "";
    await inner.click();
    assert.ok(await page.locator(`section${to}`).isVisible());
    const heads = await page.locator(".passage h2, .passage h3, .passage h4").evaluateAll((all) => all.map((one) => one.tagName));
    assert.equal(heads[0], "H2");
    assert.ok(heads.includes("H3"), "headings of a text stand under that of its note");
    await page.locator(".around").getByRole("link", { name: /Suivante/ }).click();
    assert.match((await page.textContent("h1")) ?? "", /3\s+Garder la trace/);
    await page.context().close();
  });
});

describe("a note on paper", { skip: withoutChromium }, () => {
  it("has its authors, its date, its licence, and its links by number with the addresses at the end", async () => {
    const page = await opened(work);
    await page.getByRole("link", { name: "Former un noyau" }).click();
    await page.waitForURL(/\/n\//);
    await page.waitForLoadState("load");
    const file = join(site.folder, "note.pdf");
    await page.pdf({ path: file, format: "Letter" });
    const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
    assert.match(text, /Signée par/);
    assert.match(text, /CC-BY-4\.0/);
    assert.match(text, /\[1\]/);
    assert.match(text.replace(/\s+/g, ""), new RegExp(`1\\..*${site.address}/n/[a-z0-9]{26}/`));
    assert.equal(await page.locator(".printed-links").count(), 0, "nothing of it stays on the screen");
    await page.context().close();
  });
});

describe("a work on paper", { skip: withoutChromium }, () => {
  it("begins a page with each chapter, ends none with a heading, and shows where links lead", async () => {
    const folder = await site.write("papier", {
      "SUMMARY.md": "# Sommaire\n\n# Un\n\n- [Premier](un.md)\n\n# Deux\n\n- [Second](deux.md)\n  - [Dedans](dedans.md)\n",
      "un.md": `# Premier\n\n${"Une phrase assez longue pour prendre de la place sur la page, sans rien dire de plus.\n\n".repeat(37)}## Tout en bas\n\nVoir [ailleurs](https://exemple.example/page) et [le second](deux.md).\n`,
      "deux.md": "# Second\n\nUn mot.\n",
      "dedans.md": "# Dedans\n\nUn autre mot.\n",
    });
    const report = await site.import(folder, "Sur papier", "--language", "fr");
    const page = await opened(report.notebook.address);
    await page.getByRole("link", { name: "Imprimer l’ouvrage" }).click();
    assert.equal(await page.locator("a[href='#n2']").count(), 2, "in the contents and in the text");
    const headings = (await page.locator("h1, h2, h3").allInnerTexts()).map((words) => words.replace(/\s+/g, " ").trim());
    const file = join(site.folder, "ouvrage.pdf");
    const margin = { top: "2cm", bottom: "2cm", left: "2cm", right: "2cm" };
    await page.pdf({ path: file, format: "Letter", margin });
    const pages = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).split("\f");
    const lines = pages.map((text) => text.split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean));
    for (const chapter of ["1 Un", "2 Deux"]) {
      assert.ok(lines.some(([first]) => first === chapter), `${chapter} begins a page: ${JSON.stringify(lines.map((page) => page[0]))}`);
    }
    const isContents = (page: string[]) => page.includes("1.1 Premier") && page.includes("2.1 Second");
    for (const page of lines.filter((page) => page.length > 0 && !isContents(page))) {
      assert.ok(!headings.includes(page.at(-1) ?? ""), `a heading ends a page: ${page.at(-1)}`);
    }
    assert.ok(pages.join(" ").includes("https://exemple.example/page"));
    assert.ok(pages.join(" ").includes(addressOf(report, "un.md")), "and where each note is");
    await page.context().close();
  });
});
