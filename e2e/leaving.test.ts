// Closing one's account, and keeping it after all; by keyboard, with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { Site } from "./harness/site.ts";
import { isSound, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`leaving, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    const sound = () => isSound(claire, way);

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      claire = await pageOf(browser, site, way);
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is not for who alone runs the site, and says what to do first", async () => {
      await claire.goto(`${site.address}/me/data`);
      await claire.getByRole("link", { name: "Comment fermer mon compte" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Personne d’autre n’administre ce site/);
      assert.equal(await claire.getByRole("button", { name: "Fermer mon compte" }).count(), 0);
      await sound();
    });

    it("asks each kind apart, by keyboard, and is a matter of one's own", async () => {
      await site.admin("person", "add", "Denise Roy", "--steward");
      await claire.reload();
      await sound();
      for (const radio of await claire.getByRole("radio").all()) assert.equal(await radio.isChecked(), false);
      // Space chooses, an arrow goes to the other choice of the same kind, Tab to the next kind.
      await claire.locator("#credit-keep").focus();
      await claire.keyboard.press("Space");
      await claire.keyboard.press("ArrowDown");
      await claire.keyboard.press("Tab");
      await claire.keyboard.press("Space");
      await claire.keyboard.press("Tab");
      await claire.keyboard.press("Space");
      const chosen = await claire.getByRole("radio", { checked: true }).evaluateAll((all) => all.map((radio) => radio.id));
      assert.deepEqual(chosen, ["credit-replace", "acts-keep", "texts-keep"]);
      await claire.keyboard.press("Tab");
      await claire.keyboard.press("Enter");
      await claire.getByRole("button", { name: "Garder mon compte" }).waitFor();
      const words = await claire.locator("main").innerText();
      assert.match(words, /Votre compte sur Réseau des Rives ferme/);
      assert.match(words, /«\sMembre \(compte fermé\)\s» remplace mon nom là où je signe/);
      await sound();
    });

    it("leaves nothing else to do until one stays", async () => {
      await claire.goto(`${site.address}/notebooks`);
      assert.equal(new URL(claire.url()).pathname, "/me/leaving");
      await claire.getByRole("link", { name: "Tout emporter" }).click();
      assert.equal(await claire.locator("h1").innerText(), "Mes données");
      await claire.goto(`${site.address}/me/leaving`);
      await claire.getByRole("button", { name: "Garder mon compte" }).click();
      await claire.waitForURL(`${site.address}/me/profile`);
      await claire.goto(`${site.address}/notebooks`);
      assert.equal(new URL(claire.url()).pathname, "/notebooks");
    });
  });
}
