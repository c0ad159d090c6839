// Talking about a note in a community, and announcing it to its members: with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { inHeader, isSound, openRecent, pageOf, untilTold, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`talking about a note, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    const sound = (page: Page) => isSound(page, way);
    let address = "";

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(rives({ "notes/a.md": note("a", "Écluse") }));
      await site.admin("community", "add", "tissage", "Tissage");
      await site.admin("member", "add", "tissage", "Ana Roy");
      await site.admin("member", "add", "tissage", "Bruno Côté", "--role", "facilitator");
      ana = await pageOf(browser, site, way, "Ana Roy");
      bruno = await pageOf(browser, site, way, "Bruno Côté");
      address = await openRecent(bruno, site, "Écluse", "ecluse");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("begins in a community of theirs, and stands under the note", async () => {
      await ana.goto(address);
      await ana.getByText("En parler dans une autre de vos communautés").click();
      await sound(ana);
      await ana.locator("[data-part=elsewhere]").getByRole("link", { name: "Tissage" }).click();
      await sound(ana);
      await ana.getByLabel("Votre message", { exact: true }).fill("Voir **ceci**.");
      await ana.getByRole("button", { name: "Publier le message" }).click();
      await ana.locator("[role=status]").waitFor();
      await sound(ana);
      await bruno.goto(address);
      await bruno.locator("[data-part=said]").getByText("ceci").waitFor();
      await sound(bruno);
    });

    it("is edited and withdrawn by who wrote it, and hidden with a reason", async () => {
      await bruno.getByRole("link", { name: "Masquer le message 1" }).click();
      await bruno.getByLabel("Pourquoi", { exact: true }).fill("Hors sujet.");
      await sound(bruno);
      await bruno.getByRole("button", { name: "Masquer ce message" }).click();
      await bruno.getByText("Message masqué par l’animation").waitFor();
      await sound(bruno);
      await bruno.getByRole("button", { name: "Montrer de nouveau le message 1" }).click();
      await bruno.locator("[role=status]").waitFor();
      await ana.goto(address);
      await ana.getByRole("link", { name: "Modifier le message 1" }).click();
      await ana.getByLabel("Votre message", { exact: true }).fill("Voir cela.");
      await sound(ana);
      await ana.getByRole("button", { name: "Enregistrer le message" }).click();
      await ana.getByText(/modifié le/).waitFor();
      await ana.getByRole("link", { name: "Retirer le message 1" }).click();
      await sound(ana);
      await ana.getByRole("button", { name: "Retirer ce message" }).click();
      await ana.getByText("Message retiré").waitFor();
      await sound(ana);
    });

    it("names somebody, who finds it among what they are told", async () => {
      await ana.getByLabel("Votre message", { exact: true }).fill("Qu’en dis-tu, @Bruno Côté?");
      await ana.getByRole("button", { name: "Publier le message" }).click();
      await ana.locator("[role=status]").waitFor();
      await untilTold(bruno, site);
      await inHeader(bruno, "Avis (1)");
      const told = bruno.locator("[data-part=notifications] > li[data-unread]");
      assert.match(await told.innerText(), /Écluse[\s\S]*Ana Roy vous nomme dans la conversation de Tissage/);
      await sound(bruno);
      await told.getByRole("button", { name: "Ouvrir : Écluse" }).click();
      await bruno.locator("[data-part=said]").getByText("@Bruno Côté").waitFor();
      await bruno.goto(`${site.address}/me/notifications`);
      assert.equal(await bruno.locator("[data-part=notifications] > li").count(), 1);
      assert.equal(await told.count(), 0, "it is read once it is opened");
      await ana.goto(`${site.address}/me/notifications`);
      assert.equal(await ana.locator("[data-part=notifications]").getByText("vous nomme").count(), 0);
    });
  });
}
