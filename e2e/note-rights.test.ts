// The rights of a note: opened in two steps, linked, read by one person more, edited by two; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { isSound, openRecent, pageOf, ways } from "./harness/story.ts";

const network = rives({
  "notes/a.md": note("a", "Écluse", { visibility: "authors" }),
  "notes/b.md": note("b", "Digue", { by: "bruno" }),
});

for (const way of ways) {
  describe(`the rights of a note, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    const sound = (page: Page) => isSound(page, way);
    const says = (page: Page, words: string) => page.locator("main").getByText(words).first().waitFor();
    let address = "";

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(network);
      await site.admin("community", "add", "tissage", "Tissage");
      await site.admin("member", "add", "tissage", "Ana Roy");
      await site.admin("member", "add", "tissage", "Bruno Côté", "--role", "curator");
      ana = await pageOf(browser, site, way, "Ana Roy");
      bruno = await pageOf(browser, site, way, "Bruno Côté");
      address = await openRecent(ana, site, "Écluse", "ecluse");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are for who decides of it, and linking it opens nothing yet", async () => {
      await ana.getByRole("link", { name: "Droits et visibilité" }).click();
      await ana.getByRole("heading", { level: 1, name: "Droits et visibilité" }).waitFor();
      await says(ana, "Visible de vous seulement");
      await sound(ana);
      await ana.getByLabel("Visible des membres de ses communautés").check();
      await ana.getByRole("button", { name: "Changer la visibilité" }).click();
      assert.match(await ana.locator("[role=alert]").innerText(), /Liez d’abord la note à une de vos communautés/);
      await sound(ana);
      await ana.getByLabel("Une de vos communautés").selectOption("Tissage");
      await ana.getByRole("button", { name: "Lier" }).click();
      assert.match(await ana.locator("[role=status]").innerText(), /C’est fait/);
      assert.equal((await bruno.goto(address))?.status(), 404);
    });

    it("are widened in two steps, the second of which says who will read", async () => {
      await ana.getByLabel("Visible des membres de Tissage").check();
      await ana.getByRole("button", { name: "Changer la visibilité" }).click();
      await ana.getByRole("heading", { name: "Qui pourra la lire" }).waitFor();
      await says(ana, "Visible des membres de Tissage");
      await sound(ana);
      assert.equal((await bruno.goto(address))?.status(), 404);
      await ana.getByRole("button", { name: "Oui, l’ouvrir" }).click();
      await ana.locator("[role=status]").waitFor();
      assert.equal((await bruno.goto(address))?.status(), 200);
      assert.equal(await bruno.getByRole("link", { name: "Droits et visibilité" }).count(), 0);
      await sound(bruno);
    });

    it("let a curator of the community take it out, from the page of the note", async () => {
      await bruno.getByRole("button", { name: "Détacher de Tissage" }).click();
      await bruno.waitForURL(`${site.address}/`);
      assert.equal((await bruno.goto(address))?.status(), 404);
    });

    it("invite somebody, who accepts", async () => {
      await ana.goto(`${address.replace(/\/ecluse$/, "")}/-/rights`);
      await ana.getByLabel("Nom d’une autre personne").fill("Nadie");
      await ana.getByRole("button", { name: "L’inviter" }).click();
      assert.match(await ana.locator("[role=alert]").innerText(), /Vous ne voyez ici personne de ce nom/);
      assert.equal(await ana.getByLabel("Nom d’une autre personne").inputValue(), "Nadie");
      await sound(ana);
      await ana.getByLabel("Nom d’une autre personne").fill("Bruno Côté");
      await ana.getByRole("button", { name: "L’inviter" }).click();
      await says(ana, "Invitation sans réponse");
      await sound(ana);
      await bruno.goto(ana.url());
      await sound(bruno);
      await bruno.getByRole("button", { name: "Accepter" }).click();
      await bruno.getByRole("heading", { name: "Personnes qui peuvent la modifier" }).waitFor();
      assert.equal((await bruno.goto(address))?.status(), 200);
      await ana.reload();
      await ana.getByRole("link", { name: "Ne plus modifier cette note" }).click();
      await says(ana, "Votre signature reste");
      await sound(ana);
      await ana.getByRole("link", { name: "Laisser comme c’est" }).click();
      await ana.getByRole("heading", { name: "Communautés liées" }).waitFor();
    });
  });
}
