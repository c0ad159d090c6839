// A visitor reports a problem from a note, confirms it by letter; a steward hides the note, answers, settles: with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { isSound, openRecent, pageOf, ways } from "./harness/story.ts";

const network = rives({
  "communities.toml":
    'memberships = []\nroles = []\n[[communities]]\nkey = "tissage"\nname = {fr = "Tissage", en = "Weaving"}\n' +
    'access = "open"\nlisted = true\nstage = "active"\n',
  "notes/a.md": note("a", "Écluse"),
  "notes/b.md": note("b", "Digue", { more: "communities: [tissage]\n" }),
});

for (const way of ways) {
  describe(`reports, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    let ana: Page;
    let bruno: Page;
    let visitor: Page;
    let address = "";
    const sound = (page: Page) => isSound(page, way);
    const status = async (page: Page, at: string) => (await page.goto(at))?.status();

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(network);
      await site.admin("person", "add", "Claire Bélanger", "--steward");
      claire = await pageOf(browser, site, way, "Claire Bélanger");
      await site.admin("member", "add", "tissage", "Bruno Côté", "--role", "lead");
      ana = await pageOf(browser, site, way, "Ana Roy");
      bruno = await pageOf(browser, site, way, "Bruno Côté");
      visitor = await pageOf(browser, site, way);
      address = await openRecent(visitor, site, "Écluse", "ecluse");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("knows which page one comes from, says what is amiss, and confirms by letter", async () => {
      await visitor.getByRole("link", { name: "Signaler un problème" }).click();
      await visitor.getByRole("heading", { level: 1, name: "Signaler un problème" }).waitFor();
      assert.match(await visitor.getByLabel("La page dont il s’agit").inputValue(), /^\/n\/[0-9a-z]{26}$/);
      assert.equal(await visitor.locator("main").getByRole("link", { name: "Écluse" }).count(), 1);
      await sound(visitor);
      await visitor.getByLabel("Ce qui ne va pas").fill("Une personne est nommée.");
      await visitor.getByLabel("Courriel").fill("zoe@exemple.org");
      await visitor.getByLabel("Il s’agit de moi").check();
      await visitor.getByRole("button", { name: "Envoyer" }).click();
      await visitor.locator("[role=alert]").waitFor();
      assert.equal(await visitor.getByLabel("Ce qui ne va pas").inputValue(), "Une personne est nommée.");
      assert.ok(await visitor.getByLabel("Il s’agit de moi").isChecked());
      await sound(visitor);
      await visitor.getByLabel("De quoi s’agit-il?").selectOption("Des renseignements personnels");
      await visitor.getByRole("button", { name: "Envoyer" }).click();
      assert.match(await visitor.locator("[role=status]").innerText(), /Une lettre est partie/);
      assert.equal(await visitor.locator("form[data-form=report]").count(), 0, "no empty form stands there again");
      await sound(visitor);
      const letter = await site.letter(1);
      const secret = /\/report\/[0-9a-f]{64}/.exec(letter)?.[0];
      assert.ok(secret, letter);
      assert.doesNotMatch(letter, /nommée/);
      await visitor.goto(site.address + secret);
      await sound(visitor);
      await visitor.getByRole("button", { name: "Confirmer et envoyer" }).click();
      assert.match(await visitor.locator("[role=status]").innerText(), /est arrivé/);
      await sound(visitor);
    });

    it("waits for a steward, who hides the note with a reason", async () => {
      await claire.goto(`${site.address}/admin`);
      await claire.getByRole("link", { name: "Problèmes signalés" }).click();
      assert.match(await claire.locator("main").innerText(), /attend une réponse avant le[\s\S]*Une personne est nommée/);
      await sound(claire);
      await claire.getByRole("link", { name: "Des renseignements personnels" }).click();
      assert.match(await claire.locator("main").innerText(), /zoe@exemple\.org/);
      await sound(claire);
      await claire.getByLabel("Raison, ou réponse").fill("a".repeat(2001));
      await claire.getByRole("button", { name: "Masquer la note" }).click();
      await claire.locator("[role=alert]").waitFor();
      await sound(claire);
      await claire.getByLabel("Raison, ou réponse").fill("Le temps de vérifier.");
      await claire.getByRole("button", { name: "Masquer la note" }).click();
      await claire.getByText("Note masquée").waitFor();
      await sound(claire);
      assert.equal(await status(visitor, address), 404);
      assert.equal(await status(ana, address), 200);
    });

    it("is answered and settled, and the note is shown again", async () => {
      await claire.getByLabel("Raison, ou réponse").fill("Le nom n’y est plus.");
      await claire.getByRole("button", { name: "Répondre" }).click();
      await claire.getByText("Réponse à la personne qui a signalé").waitFor();
      const letter = await site.letter(2);
      assert.doesNotMatch(letter, /Claire/);
      await claire.getByLabel("Raison, ou réponse").fill("Le nom n’y est plus.");
      await claire.getByRole("button", { name: "quelque chose a été fait" }).click();
      await claire.getByText(/^Réglé le/).waitFor();
      assert.equal(await claire.locator("form[data-form=act]").count(), 0);
      await sound(claire);
      assert.equal(await status(visitor, address), 200);
      await claire.getByRole("link", { name: "Tous les problèmes signalés" }).click();
      assert.match(await claire.locator("main").innerText(), /Aucun problème n’attend/);
      await sound(claire);
      await claire.getByRole("link", { name: "Problèmes réglés" }).click();
      await claire.getByRole("heading", { level: 1, name: "Problèmes réglés" }).waitFor();
      assert.match(await claire.locator("[data-part=reports]").innerText(), /Réglé le[\s\S]*quelque chose a été fait[\s\S]*Une personne est nommée/);
      await sound(claire);
    });

    it("waits for who leads a community of the note too, who hides it, answers, settles, and sees no address", async () => {
      const reported = await openRecent(visitor, site, "Digue", "digue");
      await visitor.getByRole("link", { name: "Signaler un problème" }).click();
      await visitor.getByLabel("Ce qui ne va pas").fill("Ces mots-là blessent une élève.");
      await visitor.getByLabel("Courriel").fill("zoe@exemple.org");
      await visitor.getByLabel("De quoi s’agit-il?").selectOption("Des mots qui blessent");
      await visitor.getByRole("button", { name: "Envoyer" }).click();
      await visitor.locator("[role=status]").waitFor();
      const secret = /\/report\/[0-9a-f]{64}/.exec(await site.letter(3))?.[0];
      await visitor.goto(site.address + secret);
      await visitor.getByRole("button", { name: "Confirmer et envoyer" }).click();
      await visitor.locator("[role=status]").waitFor();

      await bruno.goto(`${site.address}/communities/tissage/-/members`);
      await bruno.getByRole("link", { name: "Problèmes signalés" }).click();
      assert.match(await bruno.locator("[data-part=reports]").innerText(), /Digue[\s\S]*blessent une élève/);
      await sound(bruno);
      await bruno.getByRole("link", { name: "Des mots qui blessent" }).click();
      assert.doesNotMatch(await bruno.locator("main").innerText(), /zoe@exemple\.org/);
      await sound(bruno);
      await bruno.getByLabel("Raison, ou réponse").fill("Le temps de vérifier.");
      await bruno.getByRole("button", { name: "Masquer la note" }).click();
      await bruno.getByText("Note masquée").waitFor();
      await sound(bruno);
      assert.equal(await status(visitor, reported), 404);
      await ana.goto(reported);
      await ana.locator("[data-part=hidden]").waitFor();
      await sound(ana);

      await bruno.getByLabel("Raison, ou réponse").fill("Merci.");
      await bruno.getByRole("button", { name: "Répondre" }).click();
      await bruno.getByText("Réponse à la personne qui a signalé").waitFor();
      const letter = await site.letter(4);
      assert.ok(letter.includes("Merci.") && !letter.includes("Bruno"), letter);
      await bruno.getByLabel("Raison, ou réponse").fill("Merci.");
      await bruno.getByRole("button", { name: "quelque chose a été fait" }).click();
      await bruno.getByText(/^Réglé le/).waitFor();
      assert.equal(await bruno.locator("form[data-form=act]").count(), 0);
      await sound(bruno);
      assert.equal(await status(visitor, reported), 200);
      await bruno.getByRole("link", { name: "Tous les problèmes signalés" }).click();
      assert.match(await bruno.locator("main").innerText(), /Aucun problème n’attend/);
    });
  });
}
