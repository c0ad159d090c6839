// A community: created, said in two languages, given its organisations and its charter, listed, closed, opened again; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { organisation, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { inHeader, isSound, pageOf, waysAtBothWidths } from "./harness/story.ts";

/** A network of three organisations, two of which have one name. */
const network = rives({
  "organisations/a.md": organisation("a", "Entraide", "Gaspé"),
  "organisations/b.md": organisation("b", "Entraide", "Percé"),
  "organisations/c.md": organisation("c", "Écluse", "Matane"),
});

for (const way of waysAtBothWidths) {
  describe(`the page of a community, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    let visitor: Page;
    const sound = (page: Page) => isSound(page, way);
    const saved = async () => assert.equal(await claire.locator("[role=status]").innerText(), "C’est enregistré.");

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(network);
      claire = await pageOf(browser, site, way);
      visitor = await pageOf(browser, site, way);
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is created by a form that keeps what was typed and begins with the most confidential", async () => {
      await visitor.goto(`${site.address}/communities`);
      assert.equal(await visitor.getByRole("link", { name: "Créer une communauté" }).count(), 0);
      await claire.getByRole("link", { name: "Communautés" }).click();
      await claire.getByRole("link", { name: "Créer une communauté" }).click();
      assert.ok(await claire.getByLabel("Ses membres seulement").isChecked());
      assert.ok(await claire.getByLabel("Sur invitation").isChecked());
      await sound(claire);
      await claire.getByLabel("Nom", { exact: true }).fill("Tissage du Nord");
      await claire.getByLabel("Nom dans les adresses").fill("Tissage!");
      await claire.getByRole("button", { name: "Créer une communauté" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /minuscules sans accent/);
      assert.equal(await claire.getByLabel("Nom", { exact: true }).inputValue(), "Tissage du Nord");
      await sound(claire);
      await claire.getByLabel("Nom dans les adresses").fill("");
      await claire.getByRole("button", { name: "Créer une communauté" }).click();
      await claire.waitForURL(`${site.address}/communities/tissage-du-nord`);
      assert.match(await claire.locator("main").innerText(), /Seuls ses membres savent qu’elle existe/);
      await sound(claire);
      await visitor.goto(`${site.address}/communities/tissage-du-nord`);
      assert.equal(await visitor.locator("body").getAttribute("data-status"), "404");
    });

    it("says what its leads write, names organisations, and a charter", async () => {
      await claire.getByRole("link", { name: "Modifier la page" }).click();
      await sound(claire);
      const french = claire.getByRole("group", { name: "Français" });
      await french.getByLabel("Présentation").fill("Nous tissons ensemble.");
      await claire.getByRole("group", { name: "English" }).getByLabel("Nom").fill("Northern Weavers");
      await claire.getByRole("button", { name: "Enregistrer ces textes" }).click();
      await saved();
      await claire.getByLabel("Nom d’une organisation").fill("entraide");
      await claire.getByRole("button", { name: "Ajouter cette organisation" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Plusieurs organisations portent ce nom/);
      await sound(claire);
      await claire.getByLabel("Entraide · Percé, Gaspésie").check();
      await claire.getByRole("button", { name: "Ajouter cette organisation" }).click();
      await saved();
      await claire.getByLabel("Nom d’une organisation").fill("Écluse");
      await claire.getByRole("button", { name: "Ajouter cette organisation" }).click();
      await saved();
      await claire.getByRole("button", { name: /^Monter.*Écluse/ }).click();
      const lines = await claire.locator("[data-part=supporting] .title").allInnerTexts();
      assert.deepEqual(lines, ["Écluse", "Entraide"]);
      await claire.getByLabel("Adresse ou titre de la note").fill("Absente");
      await claire.getByLabel("Adoptée le").fill("2001-05-01");
      await claire.getByLabel("À revoir le").fill("2002-05-01");
      await claire.getByRole("button", { name: "Enregistrer la charte" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /aucune note de ce titre/);
      assert.equal(await claire.getByLabel("Adoptée le").inputValue(), "2001-05-01");
      await claire.getByLabel("Adresse ou titre de la note").fill("écluse");
      await claire.getByRole("button", { name: "Enregistrer la charte" }).click();
      await saved();
      await sound(claire);
      await claire.getByRole("link", { name: "Voir la page" }).click();
      assert.match(await claire.locator("main").innerText(), /La charte devait être revue le 1er mai 2002/);
      await sound(claire);
    });

    it("tells a lead who comes second what stands, and keeps what they typed", async () => {
      await claire.getByRole("link", { name: "Modifier la page" }).click();
      const other = await claire.context().newPage();
      await other.goto(claire.url());
      await other.getByRole("group", { name: "Français" }).getByLabel("Rythme").fill("le jeudi");
      await other.getByRole("button", { name: "Enregistrer ces textes" }).click();
      await other.locator("[role=status]").waitFor();
      await other.close();
      const rhythm = claire.getByRole("group", { name: "Français" }).getByLabel("Rythme");
      await rhythm.fill("le lundi");
      await claire.getByRole("button", { name: "Enregistrer ces textes" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Quelqu’un d’autre a enregistré cette page/);
      assert.match(await claire.locator("[data-part=merge]").innerText(), /Rythme \(Français\)\s+le jeudi/);
      assert.equal(await rhythm.inputValue(), "le lundi");
      await sound(claire);
      await claire.getByRole("button", { name: "Enregistrer ces textes" }).click();
      await saved();
    });

    it("is listed by an act that is said in words, closed by a step of its own, and opened again", async () => {
      await claire.getByLabel("Tout le monde, sans compte").check();
      await claire.getByRole("button", { name: "Enregistrer ces choix" }).click();
      await saved();
      await visitor.goto(`${site.address}/communities`);
      await visitor.getByRole("link", { name: "Tissage du Nord" }).click();
      const page = await visitor.locator("main").innerText();
      assert.match(page, /Nous tissons ensemble\.[\s\S]*le lundi/);
      assert.doesNotMatch(page, /devait être revue|Claire/);
      await sound(visitor);
      await claire.getByRole("link", { name: "Fermer la communauté" }).click();
      assert.match(await claire.locator("main").innerText(), /Voici ce que fermer veut dire/);
      await sound(claire);
      await claire.getByLabel("Claire Bélanger").uncheck();
      await claire.getByRole("button", { name: "Fermer cette communauté" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /garder une personne au moins/);
      await sound(claire);
      await claire.getByLabel("Claire Bélanger").check();
      await claire.getByRole("button", { name: "Fermer cette communauté" }).click();
      assert.match(await claire.locator("main").innerText(), /Cette communauté est fermée/);
      await sound(claire);
      await claire.getByRole("link", { name: "Modifier la page" }).click();
      await sound(claire);
      await claire.getByRole("button", { name: "Rouvrir la communauté" }).click();
      await saved();
    });

    it("may be created by any account once a steward says so", async () => {
      await inHeader(claire, "Administration");
      await claire.locator("main").getByRole("link", { name: "Communautés" }).click();
      await claire.getByLabel("Toute personne qui a un compte").check();
      await sound(claire);
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await claire.locator("main").innerText(), /Toute personne qui a un compte/);
    });
  });
}
