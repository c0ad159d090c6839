// All that is held about a person: what, why, how long, who sees it; and the file of all of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { Site } from "./harness/site.ts";
import { inHeader, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`one's own data, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is said, and taken out in one file", async () => {
      const page = await pageOf(browser, site, way);
      await setUp(page, site);
      await inHeader(page, "Claire Bélanger");
      await page.getByRole("link", { name: "Mes données" }).click();
      if (way.script) assert.deepEqual(await faultsOf(page), []);
      assert.match(await page.locator("main").innerText(), /Adresses qui servent une fois/);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Télécharger mes données" }).click();
      const taken = await download;
      assert.equal(taken.suggestedFilename(), "reseau-des-rives.zip");
      const file = await readFile(await taken.path());
      // An archive from its beginning to its end (APPNOTE, sections 4.3.7 and 4.3.16).
      assert.equal(file.subarray(0, 4).toString("latin1"), "PK\x03\x04");
      assert.equal(file.subarray(-22, -18).toString("latin1"), "PK\x05\x06");
      assert.ok(file.includes("held/account.json") && file.includes("LISEZMOI.txt"));
      // The page is still there, and works.
      await page.getByRole("link", { name: "Mes sessions" }).click();
      assert.equal(await page.locator("h1").innerText(), "Mes sessions");
    });
  });
}
