// What surrounds each page: the language, the theme, the way past the menu.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf, Site, type Report } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let report: Report;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
  const notes = Array.from({ length: 120 }, (_, n) => [`${n}.md`, `# Note ${n}\n\nUn texte.\n`]);
  report = await site.import(await site.write("notes", Object.fromEntries(notes)), "Un carnet");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

describe("the frame", { skip: withoutChromium }, () => {
  it("changes language and keeps the page, its order and its place in the list", async () => {
    const context = await reader(browser, site);
    const page = await context.newPage();
    await page.goto(`${report.notebook.address}?sort=title`);
    await page.click("main a[rel=next]");
    const french = new URL(page.url());
    assert.equal(french.searchParams.get("sort"), "title");
    const notes = await page.locator("li[data-note]").evaluateAll((items) => items.map((item) => item.getAttribute("data-note")));
    await page.click("footer a[hreflang=en]");
    assert.equal(page.url(), french.href);
    assert.equal(await page.getAttribute("html", "lang"), "en-CA");
    const same = await page.locator("li[data-note]").evaluateAll((items) => items.map((item) => item.getAttribute("data-note")));
    assert.deepEqual(same, notes);
    // It is remembered, and can be undone.
    await page.goto(addressOf(report, "7.md"));
    assert.equal(await page.getAttribute("html", "lang"), "en-CA");
    await page.click("footer a[hreflang=fr]");
    assert.equal(await page.getAttribute("html", "lang"), "fr-CA");
    assert.equal(new URL(page.url()).pathname, addressOf(report, "7.md"));
    assert.deepEqual((await context.cookies()).map(({ name, secure, httpOnly }) => ({ name, secure, httpOnly })), [
      { name: "__Host-language", secure: true, httpOnly: true },
    ]);
    await context.close();
  });

  it("keeps the theme that was chosen, on the page where it was chosen", async () => {
    const context = await reader(browser, site);
    const page = await context.newPage();
    const address = `${report.notebook.address}?sort=title`;
    await page.goto(address);
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await page.click("footer summary");
    await page.click("footer button[value=dark]");
    assert.equal(page.url(), site.address + address);
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    assert.equal(await page.getAttribute("footer button[value=dark]", "aria-pressed"), "true");
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.goto("/");
    assert.equal(await ground(), dark);
    // A choice wins over the device, either way.
    await page.emulateMedia({ colorScheme: "dark" });
    await page.click("footer summary");
    await page.click("footer button[value=light]");
    assert.equal(await ground(), light);
    await page.click("footer summary");
    await page.click("footer button[value=auto]");
    assert.equal(await ground(), dark);
    await context.close();
  });

  it("speaks the language of the browser before any choice", async () => {
    for (const [language, word] of [
      ["fr", "Carnets"],
      ["en", "Notebooks"],
    ] as const) {
      const context = await reader(browser, site, { language });
      const page = await context.newPage();
      await page.goto("/notebooks");
      assert.equal(await page.textContent("h1"), word);
      await context.close();
    }
  });

  it("lets the keyboard pass over the menu", async () => {
    const context = await reader(browser, site, { width: 360 });
    const page = await context.newPage();
    await page.goto(addressOf(report, "7.md"));
    await page.keyboard.press("Tab");
    const skip = page.locator("a[href='#main']");
    assert.ok((await skip.boundingBox())!.y >= 0, "it is seen once it has the focus");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement?.closest("main") !== null), "the next stop is in the text");
    await context.close();
  });

  it("gives the source of the running version, which leads elsewhere only when asked", async () => {
    const other = await Site.start({ "source-url": "https://forge.example/sillage" });
    const context = await reader(browser, other);
    const page = await context.newPage();
    await page.goto("/");
    assert.equal(await page.getAttribute("footer a[rel=source]", "href"), "https://forge.example/sillage");
    await context.close();
    await other.stop();
  });
});

describe("on a phone", { skip: withoutChromium }, () => {
  for (const javaScriptEnabled of [true, false]) {
    it(`the links stand behind one button, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
      const context = await reader(browser, site, { width: 360 }, undefined, { javaScriptEnabled });
      const page = await context.newPage();
      await page.goto("/");
      const links = page.locator("header.site nav a");
      assert.ok(((await page.locator("header.site").boundingBox())?.height ?? 900) < 80, "one line");
      assert.equal(await links.first().isVisible(), false);
      await page.getByRole("button", { name: "Menu" }).focus();
      await page.keyboard.press("Enter");
      assert.equal(await links.count(), 5);
      assert.equal(await links.last().isVisible(), true);
      // From the button the keyboard goes into what it opened.
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Fermer le menu");
      await page.keyboard.press("Escape");
      assert.equal(await links.first().isVisible(), false);
      await page.getByRole("button", { name: "Menu" }).click();
      await links.first().click();
      assert.equal(new URL(page.url()).pathname, "/notebooks");
      await context.close();
    });
  }
});

describe("a site that holds nothing", { skip: withoutChromium }, () => {
  it("says on each list what it is for, and at home how to begin", async () => {
    const empty = await Site.start();
    const context = await reader(browser, empty);
    const page = await context.newPage();
    await page.goto("/");
    // Nobody runs it yet: who comes learns where the address is that opens it.
    assert.match((await page.textContent("[data-part=nothing]")) ?? "", /fenêtre où le programme a été lancé/);
    for (const list of ["/notebooks", "/communities", "/recent"]) {
      await page.goto(list);
      assert.ok(((await page.textContent("main .empty")) ?? "").length > 20, list);
    }
    await context.close();
    await empty.stop();
  });
});

describe("the program", () => {
  it("logs no title, name or address of what is read", async () => {
    const quiet = await Site.start({ name: "Nomdusite" });
    const files = { "motsecret.md": "---\nauthors: [Zacharie Motdauteur]\n---\n# Titrerare\n\nCorpsrare.\n" };
    const made = await quiet.import(await quiet.write("notes", files), "Carnetrare");
    const cookie = (await quiet.admin("person", "add", "Personnerare")) && (await quiet.cookie("Personnerare"));
    for (const path of ["/", addressOf(made, "motsecret.md"), made.notebook.address, "/n/none", "/recent?after=motderecherche"]) {
      await (await fetch(quiet.address + path, { headers: { cookie } })).text();
    }
    for (const word of ["motsecret", "Motdauteur", "Titrerare", "titrerare", "Corpsrare", "Carnetrare", "Personnerare", "motderecherche"]) {
      assert.ok(!quiet.log.includes(word), `${word} is in the log:\n${quiet.log}`);
    }
    assert.ok(!quiet.log.includes(cookie.split("=")[1] ?? "?"), "a session is in the log");
    await quiet.stop();
  });
});
