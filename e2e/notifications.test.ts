// Being told of what is new in a notebook that one follows, and choosing how: with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { inHeader, isSound, openRecent, pageOf, untilTold, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`notifications, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    const sound = (page: Page) => isSound(page, way);
    let address = "";

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(rives({ "notes/a.md": note("a", "Écluse") }));
      ana = await pageOf(browser, site, way, "Ana Roy");
      bruno = await pageOf(browser, site, way, "Bruno Côté");
      address = await openRecent(bruno, site, "Écluse", "ecluse");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are of what is followed, and opened with a button", async () => {
      await ana.goto(`${site.address}/c/-/new`);
      await ana.getByLabel("Titre", { exact: true }).fill("Carnet des rives");
      await ana.getByLabel("Visible de tout le monde, sans compte").check();
      await ana.getByRole("button", { name: "Créer le carnet" }).click();
      await ana.getByRole("heading", { level: 1, name: /Carnet des rives/ }).waitFor();
      await bruno.goto(`${site.address}/me/notifications`);
      await bruno.locator("main .empty").waitFor();
      await sound(bruno);
      await bruno.goto(`${site.address}/notebooks`);
      await bruno.getByRole("link", { name: "Carnet des rives" }).first().click();
      await bruno.getByRole("button", { name: "Suivre", exact: true }).click();
      await bruno.getByRole("button", { name: "Ne plus suivre" }).waitFor();
      await sound(bruno);
      await ana.goto(`${address.replace(/\/ecluse$/, "")}/-/place`);
      await ana.getByLabel("Carnet", { exact: true }).selectOption({ label: "Carnet des rives" });
      await ana.getByRole("button", { name: "Choisir ce carnet" }).click();
      await ana.getByRole("button", { name: "Intégrer à ce carnet" }).click();
      await ana.getByRole("heading", { name: "Elle y est déjà" }).waitFor();
      await untilTold(bruno, site);
      await sound(bruno);
      await inHeader(bruno, "Avis (1)");
      await sound(bruno);
      await bruno.getByRole("button", { name: /^Ouvrir/ }).click();
      await bruno.waitForURL(/\/ecluse$/);
      await bruno.locator("[data-part=told][data-count='0']").waitFor({ state: "attached" });
    });

    it("come as one chooses", async () => {
      await bruno.goto(`${site.address}/me/notifications`);
      await bruno.getByRole("link", { name: "Choisir mes avis" }).click();
      await sound(bruno);
      await bruno.getByLabel("Une note est nouvelle dans ce que je suis").first().selectOption("weekly");
      await bruno.getByRole("button", { name: "Enregistrer" }).click();
      await bruno.locator("[role=status]").waitFor();
      assert.equal(await bruno.getByLabel("Une note est nouvelle dans ce que je suis").first().inputValue(), "weekly");
      await bruno.getByRole("button", { name: /^Ne plus suivre/ }).click();
      await bruno.locator("[data-part=follows] .empty").waitFor();
      await sound(bruno);
    });
  });
}
