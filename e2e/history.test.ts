// What changed in a note, and how it is cited.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf, Site } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let note: string;
let own: string;
let page: Page;

const text = (second: string) => `---\nauthors: [Solène Quimper-Bélisle]\ndate: 2024-11-25\n---\n# Une charte\n\nUne première phrase.\n\n${second}\n`;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start({ name: "Réseau" });
  const write = async (second: string) => site.import(await site.write("charte", { "charte.md": text(second) }), "Un livre", "--language", "fr");
  await write("On lit la page à voix haute.");
  note = addressOf(await write("On lit la page entière à voix haute."), "charte.md");
  own = note.split("/").slice(0, 3).join("/");
  page = await (await reader(browser, site)).newPage();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

describe("the history of a note", { skip: withoutChromium }, () => {
  it("compares the two versions that one chooses, and marks the words that changed", async () => {
    await page.goto(`${own}/-/versions`);
    await page.getByRole("button", { name: "Comparer les deux versions choisies" }).click();
    assert.match(page.url(), /\/-\/compare\/1\/2$/);
    assert.deepEqual(await page.locator(".added ins").allInnerTexts(), ["entière "]);
    assert.match(await page.locator(".removed").innerText(), /Retiré\s:[\s\S]*On lit la page à voix haute/);
    await page.getByRole("link", { name: "Côte à côte" }).click();
    const [before, after] = [await page.locator("td .removed").boundingBox(), await page.locator("td .added").boundingBox()];
    assert.ok(before && after && before.y === after.y && before.x < after.x);
  });

  it("tells what changed since a day", async () => {
    await page.goto(`${own}/-/versions`);
    await page.getByLabel("Ce qui a changé depuis le").fill("2020-01-01");
    await page.getByRole("button", { name: "Montrer" }).click();
    assert.match(page.url(), /\/-\/compare\/1\/2$/);
  });

  it("is cited in two styles, and given to reference managers", async () => {
    await page.goto(note);
    await page.click("[data-part=cite] a");
    const styles = await page.locator(".citation").allInnerTexts();
    assert.match(styles[0] ?? "", /^Quimper-Bélisle, S\. \(2024\)\. Une charte\. Dans Un livre\. Réseau\./);
    assert.match(styles[1] ?? "", /^QUIMPER-BÉLISLE, Solène, 2024\. Une charte\. In Un livre \[en ligne\]/);
    for (const [name, words] of [["BibTeX", /@incollection\{/], ["RIS", /^TY {2}- CHAP/], ["CSL-JSON", /"type": "chapter"/]] as const) {
      const address = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      const answer = await fetch(site.address + address);
      assert.match(answer.headers.get("content-disposition") ?? "", /^attachment/);
      assert.match(await answer.text(), words, name);
    }
  });

  it("is copied in one press, with its italics, or selected where the clipboard is closed", async () => {
    await page.goto(`${own}/-/cite`);
    const button = page.getByRole("button", { name: "Copier la citation APA" });
    const told = page.locator("[data-citation=APA] [role=status]");
    await page.evaluate(() => Object.defineProperty(navigator.clipboard, "write", { value: () => Promise.reject(new Error("closed")), configurable: true }));
    await button.click();
    await told.filter({ hasText: "sélectionnée" }).waitFor();
    assert.equal(await page.evaluate(() => getSelection()?.toString().trim()), await page.locator("[data-citation=APA] .citation").innerText());

    await page.goto(`${own}/-/cite`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.address });
    await button.click();
    await told.filter({ hasText: "Copiée." }).waitFor();
    const taken = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const of = async (type: string) => (await item?.getType(type))?.text();
      return { plain: await of("text/plain"), rich: await of("text/html") };
    });
    assert.equal(taken.plain, await page.locator("[data-citation=APA] .citation").innerText());
    assert.match(taken.rich ?? "", /<i[^>]*>Un livre<\/i>/);
  });

  it("is followed by readers of feeds", async () => {
    await page.goto(note.replace(/\/n\/.*/, "/recent"));
    const feed = await page.getAttribute("link[type='application/atom+xml']", "href");
    const answer = await fetch(site.address + feed);
    assert.match(answer.headers.get("content-type") ?? "", /^application\/atom\+xml/);
    const titles = await page.evaluate((xml) => {
      const document = new DOMParser().parseFromString(xml, "application/xml");
      return [...document.querySelectorAll("entry > title")].map((title) => title.textContent);
    }, await answer.text());
    assert.deepEqual(titles, ["Une charte"]);
  });
});
