// Asking to edit a note and being answered; writing to its authors and going on through the letters: with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { isSound, openRecent, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`asking and writing, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    let visitor: Page;
    const sound = (page: Page) => isSound(page, way);
    const says = (page: Page, words: string) => page.locator("main").getByText(words).first().waitFor();
    let address = "";

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(rives({ "notes/a.md": note("a", "Écluse") }));
      ana = await pageOf(browser, site, way, "Ana Roy");
      bruno = await pageOf(browser, site, way, "Bruno Côté");
      visitor = await pageOf(browser, site, way);
      address = await openRecent(bruno, site, "Écluse", "ecluse");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("asks to edit, says what is amiss, and waits", async () => {
      await bruno.getByRole("link", { name: "Demander à modifier cette note" }).click();
      await bruno.getByRole("heading", { level: 1, name: "Demander à modifier cette note" }).waitFor();
      await sound(bruno);
      await bruno.getByLabel("Pourquoi voulez-vous la modifier?").fill("a".repeat(2001));
      await bruno.getByRole("button", { name: "Envoyer la demande" }).click();
      await bruno.locator("[role=alert]").waitFor();
      await sound(bruno);
      await bruno.getByLabel("Pourquoi voulez-vous la modifier?").fill("Je la connais.");
      await bruno.getByRole("button", { name: "Envoyer la demande" }).click();
      await bruno.getByRole("heading", { name: "Demande envoyée" }).waitFor();
      await sound(bruno);
    });

    it("is answered without saying by whom", async () => {
      await ana.goto(address);
      await ana.getByRole("link", { name: "1 demande pour la modifier" }).click();
      await says(ana, "Je la connais.");
      await sound(ana);
      await ana.getByRole("button", { name: "Non", exact: true }).click();
      await ana.locator("[role=alert]").waitFor();
      await sound(ana);
      await ana.getByLabel("Votre réponse (nécessaire pour un non)").fill("Pas encore.");
      await ana.getByRole("button", { name: "Non", exact: true }).click();
      await ana.locator("[role=status]").waitFor();
      await bruno.reload();
      await says(bruno, "Pas encore.");
      assert.equal(await bruno.locator("main").getByText("Ana Roy").count(), 0);
      await sound(bruno);
    });

    it("takes the message of a visitor, whose address a letter confirms first", async () => {
      await visitor.goto(address);
      await visitor.getByRole("link", { name: "Écrire à Ana Roy" }).click();
      await visitor.getByRole("heading", { level: 1, name: "Écrire à Ana Roy" }).waitFor();
      await sound(visitor);
      await visitor.getByLabel("Votre nom").fill("Zoé");
      await visitor.getByLabel("Courriel").fill("zoe@exemple.org");
      await visitor.getByLabel("Votre message").fill("La vanne fuit.");
      await visitor.getByRole("button", { name: "Envoyer" }).click();
      assert.match(await visitor.locator("[role=status]").innerText(), /Une lettre est partie/);
      assert.equal(await visitor.getByRole("link", { name: "Écrire un autre message" }).count(), 1);
      await sound(visitor);
      const letter = await site.letter(1);
      const secret = /\/n\/[0-9a-z]{26}\/-\/write\/[0-9a-f]{64}/.exec(letter)?.[0];
      assert.ok(secret, letter);
      assert.doesNotMatch(letter, /vanne/);
      await visitor.goto(site.address + secret);
      await says(visitor, "La vanne fuit.");
      await sound(visitor);
      await visitor.getByRole("button", { name: "Confirmer et envoyer" }).click();
      // Nobody of the demonstration has an address: the message would reach nobody, and the page says so.
      assert.match(await visitor.locator("[role=alert]").innerText(), /n’arriverait à personne/);
      await sound(visitor);
    });

    it("leads nowhere with a secret that was not given", async () => {
      const answer = await visitor.goto(`${address.replace(/\/ecluse$/, "")}/-/write/${"0a".repeat(32)}`);
      assert.equal(answer?.status(), 404);
      await sound(visitor);
    });
  });
}
