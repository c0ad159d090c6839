// What a term means, beside the term: for a mouse, a keyboard, a finger.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf, Site } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let note: string;
let context: BrowserContext;
let page: Page;

const term = (title: string, text: string) => `---\ntitle: ${title}\nkind: term\nauthors: [Ana Lopez]\n---\n${text}\n`;
const filler = "Une phrase qui ne dit rien de plus.\n\n".repeat(40);

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
  const folder = await site.write("mots", {
    "récolte.md": term("récolte", "Ce que l’on écrit ensemble avant de se quitter."),
    "charte.md": term("charte", "Une page que chacun peut redire."),
    "note.md": `# Après la rencontre\n\nLa récolte d’abord, la charte ensuite. [Plus loin](#suite)\n\n${filler}## Suite\n\nFin.\n`,
  });
  note = addressOf(await site.import(folder, "Des mots", "--language", "fr"), "note.md");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});
beforeEach(async () => {
  if (withoutChromium) return;
  await open({});
});
afterEach(async () => context?.close());

async function open(more: object) {
  await context?.close();
  context = await reader(browser, site, {}, undefined, more);
  page = await context.newPage();
  await page.goto(note);
}

const card = (): Locator => page.locator(".term-card:popover-open");
const underlined = (word: string): Locator => page.locator("[data-part=body] a.term", { hasText: word });
const meaning = "Ce que l’on écrit ensemble avant de se quitter.";

describe("a term in a note", { skip: withoutChromium }, () => {
  it("is told under a mouse, that may go into the card and rest there", async () => {
    await page.clock.install();
    await underlined("récolte").hover();
    await page.clock.runFor(1000);
    assert.match(await card().innerText(), new RegExp(meaning));
    await card().getByText(meaning).hover();
    await page.clock.runFor(10_000);
    assert.equal(await card().count(), 1, "the pointer is in the card");
    await page.getByRole("heading", { level: 1 }).hover();
    await page.clock.runFor(1000);
    assert.equal(await card().count(), 0);
  });

  it("is told on focus, until Escape or the next stop, and described to who does not see the card", async () => {
    await underlined("récolte").focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await card().waitFor();
    const id = await underlined("récolte").getAttribute("aria-describedby");
    assert.match((await page.locator(`#${id}`).textContent()) ?? "", new RegExp(meaning));
    await page.keyboard.press("Escape");
    assert.equal(await card().count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "récolte", "the focus stays");
    await page.keyboard.press("Tab");
    await card().waitFor();
    assert.match(await card().innerText(), /Une page que chacun peut redire/);
    await page.keyboard.press("Tab");
    assert.equal(await card().count(), 0);
  });

  it("is told by a first touch, and followed by a second one", async () => {
    await open({ hasTouch: true, viewport: { width: 360, height: 740 } });
    await underlined("récolte").tap();
    await card().waitFor();
    assert.equal(new URL(page.url()).pathname, note);
    const edges = await card().boundingBox();
    assert.ok(edges && edges.x >= 0 && edges.x + edges.width <= 360, "the card is in the window");
    await page.getByRole("heading", { level: 1 }).tap();
    assert.equal(await card().count(), 0, "a touch elsewhere puts it away");
    await underlined("récolte").tap();
    await card().waitFor();
    await underlined("récolte").tap();
    await page.waitForURL("**/lexicon/recolte");
    assert.equal(await page.textContent("h1"), "récolte");
  });

  it("leads to its entry without script, its meaning being in the page", async () => {
    await open({ javaScriptEnabled: false });
    assert.equal(await page.locator("[data-part=terms] .definition", { hasText: meaning }).count(), 1);
    await underlined("récolte").click();
    assert.equal(await page.textContent("h1"), "récolte");
  });

  it("scrolls with its card", async () => {
    await underlined("récolte").hover();
    await card().waitFor();
    const apart = async () => ((await card().boundingBox())?.y ?? 0) - ((await underlined("récolte").boundingBox())?.y ?? 0);
    const before = await apart();
    await page.evaluate(() => scrollBy(0, 20));
    assert.equal(Math.round(await apart()), Math.round(before));
  });
});

describe("a moment", { skip: withoutChromium }, () => {
  it("is written in the zone of who reads, and stays as it is in that of the site", async () => {
    for (const part of ["dates", "notebooks"]) {
      const moment = () => page.locator(`[data-part=${part}] time[data-to=minute]`).first();
      await open({});
      const here = (await moment().textContent()) ?? "";
      await open({ timezoneId: "Asia/Tokyo" });
      // Once the page is drawn.
      await moment().filter({ hasNotText: here }).waitFor();
      assert.match((await moment().textContent()) ?? "", /^\d{1,2} \p{L}+ \d{4} à \d{1,2}\sh\s\d{2}$/u);
      await open({ timezoneId: "Asia/Tokyo", javaScriptEnabled: false });
      assert.equal(await moment().textContent(), here);
    }
  });
});
