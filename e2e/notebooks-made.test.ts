// A notebook: created, said, opened in two steps, filed, ordered by buttons; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { png } from "./harness/own-files.ts";
import { Site } from "./harness/site.ts";
import { isSound, pageOf, waysAtBothWidths } from "./harness/story.ts";

for (const way of waysAtBothWidths) {
  describe(`a notebook, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    let visitor: Page;
    const sound = (page: Page) => isSound(page, way);
    const saved = async () => assert.equal(await claire.locator("[role=status]").innerText(), "C’est enregistré.");

    before(async () => {
      browser = await openBrowser();
      site = await Site.start({ demo: "empty" });
      claire = await pageOf(browser, site, way);
      visitor = await pageOf(browser, site, way);
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is created by a form that keeps what was typed and begins with the most confidential", async () => {
      await visitor.goto(`${site.address}/notebooks`);
      assert.equal(await visitor.getByRole("link", { name: "Nouveau carnet" }).count(), 0);
      await claire.goto(`${site.address}/notebooks`);
      await claire.getByRole("link", { name: "Nouveau carnet" }).click();
      assert.ok(await claire.getByLabel("Visible de vous seulement").isChecked());
      await sound(claire);
      await claire.getByLabel("Titre", { exact: true }).fill("Rives");
      await claire.getByLabel("Visible des membres").check();
      await claire.getByRole("button", { name: "Créer le carnet" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /communauté liée/);
      assert.equal(await claire.getByLabel("Titre", { exact: true }).inputValue(), "Rives");
      await sound(claire);
      await claire.getByLabel("Visible de vous seulement").check();
      await claire.getByRole("button", { name: "Créer le carnet" }).click();
      assert.equal(await claire.locator("h1").innerText(), "Rives");
      await sound(claire);
      await visitor.goto(claire.url());
      assert.equal(await visitor.locator("body").getAttribute("data-status"), "404");
    });

    it("says what its leads write, and has categories", async () => {
      await claire.getByRole("link", { name: "Modifier le carnet" }).click();
      await sound(claire);
      await claire.getByLabel("Présentation", { exact: true }).fill("Le fleuve et ses rives.");
      await claire.getByRole("button", { name: "Enregistrer la présentation" }).click();
      await saved();
      for (const name of ["Eau", "Brise"]) {
        await claire.getByLabel("Nouvelle catégorie").fill(name);
        await claire.getByRole("button", { name: "Ajouter cette catégorie" }).click();
        await saved();
      }
      await claire.getByRole("button", { name: /^Descendre.*Brise/ }).click();
      await saved();
      await sound(claire);
    });

    it("opens by a step that says who will see it", async () => {
      await claire.getByLabel("Visible de tout le monde, sans compte").check();
      await claire.getByRole("button", { name: "Changer la visibilité" }).click();
      assert.match(await claire.locator("main").innerText(), /chacune garde sa visibilité/);
      await sound(claire);
      await claire.getByRole("button", { name: "Oui, l’ouvrir" }).click();
      await saved();
      await visitor.goto(`${site.address}/notebooks`);
      await visitor.getByRole("link", { name: "Rives" }).first().click();
      assert.match(await visitor.locator("main").innerText(), /Le fleuve et ses rives/);
    });

    it("wears the picture that its leads send, and the cover that is made where they take it away", async () => {
      const send = async (buffer: Buffer) => {
        await claire.getByLabel("Image de la couverture").setInputFiles({ name: "rives.png", mimeType: "image/png", buffer });
        await claire.getByRole("button", { name: "Enregistrer la couverture" }).click();
      };
      await send(Buffer.from("# Un texte"));
      assert.match(await claire.locator("[role=alert]").innerText(), /n’est pas une image/);
      await sound(claire);
      await send(png(40, 80));
      await saved();
      await sound(claire);
      await visitor.goto(`${site.address}/notebooks`);
      const card = visitor.locator("[data-notebook]", { has: visitor.getByRole("link", { name: "Rives", exact: true }) });
      const cover = card.locator(".cover");
      const picture = cover.locator("img");
      await picture.scrollIntoViewIfNeeded();
      const sizes = () =>
        picture.evaluate((it: HTMLImageElement) => {
          const fills = it.offsetWidth === it.parentElement?.offsetWidth && it.offsetHeight === it.parentElement?.offsetHeight;
          return { natural: [it.naturalWidth, it.naturalHeight], fills };
        });
      for (let tries = 0; tries < 100 && (await sizes()).natural[0] === 0; tries++) await visitor.waitForTimeout(50);
      assert.deepEqual(await sizes(), { natural: [40, 80], fills: true });
      const box = await cover.boundingBox();
      await sound(visitor);
      await claire.getByRole("button", { name: "Retirer l’image" }).click();
      await saved();
      await visitor.setViewportSize({ width: Math.max(...way.widths), height: 800 });
      await visitor.reload();
      assert.equal(await picture.count(), 0);
      const made = await cover.boundingBox();
      assert.deepEqual([made?.width, made?.height], [box?.width, box?.height], "both take the same room");
    });

    it("has parts that buttons order", async () => {
      await claire.getByRole("link", { name: "Voir le carnet" }).click();
      await claire.getByRole("link", { name: "Ordonner le sommaire" }).click();
      await sound(claire);
      for (const title of ["Ruisseau", "Estuaire"]) {
        await claire.getByLabel("Titre d’une nouvelle partie").fill(title);
        await claire.getByRole("button", { name: "Ajouter cette partie" }).click();
        await saved();
      }
      await claire.getByRole("button", { name: /^Monter.*Estuaire/ }).focus();
      // A key waits for no page, and the page before says the same.
      await Promise.all([claire.waitForEvent("load"), claire.keyboard.press("Enter")]);
      await saved();
      const lines = await claire.locator("[data-part=contents] .title").allInnerTexts();
      assert.deepEqual(lines, ["Estuaire", "Ruisseau"]);
      await sound(claire);
    });
  });
}
