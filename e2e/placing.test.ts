// Placing a note in a notebook from its own page, and declining that it stands in somebody else’s: with and without script.

import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { isSound, openRecent, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`placing a note, ${way.name}`, { skip: withoutChromium }, () => {
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

    it("is placed in two steps, and the page says where it stands", async () => {
      await bruno.goto(`${site.address}/c/-/new`);
      await bruno.getByLabel("Titre", { exact: true }).fill("Carnet des rives");
      await bruno.getByLabel("Visible de tout le monde, sans compte").check();
      await bruno.getByRole("button", { name: "Créer le carnet" }).click();
      await bruno.getByRole("heading", { level: 1, name: /Carnet des rives/ }).waitFor();
      await bruno.goto(address);
      await bruno.getByRole("link", { name: "Intégrer à un carnet" }).click();
      await bruno.getByRole("heading", { level: 1, name: "Intégrer à un carnet" }).waitFor();
      await sound(bruno);
      await bruno.getByLabel("Carnet", { exact: true }).selectOption({ label: "Carnet des rives" });
      await bruno.getByRole("button", { name: "Choisir ce carnet" }).click();
      await bruno.getByLabel("Pourquoi elle est ici").fill("Elle en parle.");
      await sound(bruno);
      await bruno.getByRole("button", { name: "Intégrer à ce carnet" }).click();
      await bruno.getByRole("heading", { name: "Elle y est déjà" }).waitFor();
      await sound(bruno);
    });

    it("is declined with a line, which the leads of the notebook read", async () => {
      await ana.goto(`${address.replace(/\/ecluse$/, "")}/-/place`);
      await sound(ana);
      await ana.getByRole("link", { name: /^Décliner cette intégration/ }).click();
      await ana.getByLabel("Pourquoi", { exact: true }).fill("Ce n’est pas sa place.");
      await sound(ana);
      await ana.getByRole("button", { name: "Décliner cette intégration" }).click();
      await ana.getByRole("heading", { name: "Intégrations déclinées" }).waitFor();
      await sound(ana);
      await bruno.goto(`${address.replace(/\/ecluse$/, "")}/-/place`);
      await bruno.getByLabel("Carnet", { exact: true }).selectOption({ label: "Carnet des rives" });
      await bruno.getByRole("button", { name: "Choisir ce carnet" }).click();
      await bruno.getByRole("button", { name: "Intégrer à ce carnet" }).click();
      await bruno.locator("[role=alert]").waitFor();
      await sound(bruno);
      await bruno.goto(`${site.address}/notebooks`);
      await bruno.getByRole("link", { name: "Carnet des rives" }).first().click();
      await bruno.getByRole("link", { name: "Ordonner le sommaire" }).click();
      await bruno.locator("main").getByText("Ce n’est pas sa place.").first().waitFor();
      await sound(bruno);
    });
  });
}
