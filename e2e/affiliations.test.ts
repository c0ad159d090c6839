// To which organisations a person is attached: said, corrected where it cannot be used, ended, taken back; with and without script.

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
  describe(`affiliations, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    const sound = (page: Page) => isSound(page, way);
    const lines = () => claire.locator("[data-part=affiliations] li").allInnerTexts();

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(network);
      claire = await pageOf(browser, site, way);
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("are said in a form that keeps what was typed, and that asks which where several have one name", async () => {
      await inHeader(claire, "Claire Bélanger");
      await claire.getByRole("link", { name: "Rattachements" }).click();
      assert.equal(await claire.getByRole("heading", { level: 1 }).innerText(), "Rattachements");
      assert.match(await claire.locator("main").innerText(), /ne sont visibles que de vous[\s\S]*Vous n’avez ajouté aucun rattachement/);
      const proposed = await claire.locator("datalist option").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
      assert.deepEqual(proposed, ["Écluse", "Entraide"]);
      await sound(claire);
      await claire.getByLabel("Organisation d’attache").fill("Ailleurs");
      await claire.getByLabel("À quel titre").selectOption("Bénévolat");
      await claire.getByLabel("Premier jour").fill("2024-05-01");
      await claire.getByLabel("Dernier jour").fill("2024-04-01");
      await claire.getByRole("button", { name: "Ajouter" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /aucune organisation de ce nom[\s\S]*C’est avant le premier jour/);
      assert.equal(await claire.getByLabel("Organisation d’attache").inputValue(), "Ailleurs");
      assert.equal(await claire.getByLabel("Premier jour").inputValue(), "2024-05-01");
      await sound(claire);
      await claire.getByLabel("Organisation d’attache").fill("entraide");
      await claire.getByLabel("Dernier jour").fill("");
      await claire.getByRole("button", { name: "Ajouter" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Plusieurs organisations portent ce nom/);
      await sound(claire);
      await claire.getByLabel("Entraide · Percé, Gaspésie").check();
      await claire.getByRole("button", { name: "Ajouter" }).click();
      assert.match(await claire.locator("[role=status]").innerText(), /Le rattachement est ajouté\. Il n’est visible que de vous\./);
      assert.match((await lines()).join("\n"), /^Entraide\s+Bénévolat · À partir du 1er mai 2024\s/);
      await sound(claire);
    });

    it("are ended, the current ones first, and taken back", async () => {
      await claire.getByLabel("Organisation d’attache").fill("Écluse");
      await claire.getByRole("button", { name: "Ajouter" }).click();
      await claire.getByRole("link", { name: /^Changer.*Écluse/ }).click();
      await sound(claire);
      // The switch of language stays on the form.
      await claire.getByRole("link", { name: "English" }).click();
      await claire.getByRole("link", { name: "Français" }).click();
      assert.match(await claire.getByRole("heading", { level: 2 }).first().innerText(), /^Changer\s: Écluse \(Emploi\)$/);
      await claire.getByLabel("Dernier jour").fill("2020-06-30");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      const both = await lines();
      assert.match(both[0] ?? "", /^Entraide/);
      assert.match(both[1] ?? "", /^Écluse\s+Emploi · Jusqu’au 30 juin 2020/);
      await claire.getByRole("button", { name: /^Retirer.*Écluse/ }).click();
      assert.equal(await claire.locator("[role=status]").innerText(), "Le rattachement est retiré.");
      assert.equal((await lines()).length, 1);
      await sound(claire);
    });

    it("are told to nobody: the page of their organisation is the same", async () => {
      const visitor = await pageOf(browser, site, way);
      await visitor.goto(`${site.address}/organisations`);
      await visitor.getByRole("link", { name: "Entraide" }).last().click();
      assert.doesNotMatch(await visitor.locator("main").innerText(), /Claire|Bénévolat/);
      await visitor.goto(`${site.address}/me/affiliations`);
      assert.match(visitor.url(), /\/sign-in\?to=%2Fme%2Faffiliations$/);
    });
  });
}
