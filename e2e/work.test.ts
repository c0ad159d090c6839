// The contents of a notebook, beside the note that is read through it.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { addressOf, Site } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let note: string;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
  const folder = await site.write("livre", {
    "SUMMARY.md":
      "# Sommaire\n\n[Avant-propos](avant.md)\n\n# Démarrer\n\n- [Pourquoi](pourquoi.md)\n- [Avec qui](qui.md)\n\n# Tenir\n\n- [Le rythme](rythme.md)\n  - [En hiver](hiver.md)\n- [La trace](trace.md)\n",
    "avant.md": "# Avant-propos\n\nUn mot.\n",
    "pourquoi.md": "# Pourquoi\n\nUn mot.\n",
    "qui.md": "# Avec qui\n\nUn mot.\n",
    "rythme.md": "# Le rythme\n\nUn mot.\n",
    "hiver.md": "# En hiver\n\nUn mot.\n",
    "trace.md": "# La trace\n\nUn mot.\n",
  });
  note = addressOf(await site.import(folder, "Un livre", "--language", "fr"), "rythme.md");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const near = ["Avant-propos", "1. Démarrer", "2. Tenir", "2.1 Le rythme", "2.1.1 En hiver", "2.2 La trace"];

describe("the contents of the work", { skip: withoutChromium }, () => {
  it("stand beside the text where there is room, and say where one is", async () => {
    const context = await reader(browser, site);
    const page = await context.newPage();
    await page.goto(note);
    const contents = page.getByRole("navigation", { name: "Sommaire du carnet" });
    assert.deepEqual(await contents.getByRole("listitem").allInnerTexts(), near);
    assert.deepEqual(await contents.locator("[aria-current=page]").allInnerTexts(), ["2.1 Le rythme"]);
    assert.match((await page.textContent(".banner .where")) ?? "", /2\. Tenir, note 4 sur 6/);
    assert.equal(await page.locator(".to-contents").isVisible(), false);
    const [beside, text] = [await contents.boundingBox(), await page.locator("[data-part=body]").boundingBox()];
    assert.ok(beside && text && beside.x + beside.width <= text.x && beside.y < text.y + text.height);
    // The foot of the page is reached, however short the window.
    await page.setViewportSize({ width: 1440, height: 300 });
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("link", { name: "Français" }).click();
    await contents.getByRole("link", { name: "1. Démarrer" }).click();
    assert.equal(await page.textContent("h1"), "Pourquoi");
    await context.close();
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`are behind one button on a telephone, ${javaScriptEnabled ? "with" : "without"} script`, async () => {
      const context = await reader(browser, site, { width: 360 }, undefined, { javaScriptEnabled });
      const page = await context.newPage();
      await page.goto(note);
      const contents = page.locator("nav.work-contents");
      assert.equal(await contents.isVisible(), false);
      await page.getByRole("button", { name: "Sommaire du carnet" }).click();
      assert.equal(await contents.isVisible(), true);
      await page.keyboard.press("Escape");
      assert.equal(await contents.isVisible(), false);
      await page.getByRole("button", { name: "Sommaire du carnet" }).click();
      await contents.getByRole("link", { name: "La trace" }).click();
      assert.equal(await page.textContent("h1"), "La trace");
      await context.close();
    });
  }
});
