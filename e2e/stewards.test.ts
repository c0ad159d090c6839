// What stewards answer for: the log of acts and the register of incidents; with and without script.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { Site } from "./harness/site.ts";
import { isSound, pageOf, waysAtBothWidths } from "./harness/story.ts";

for (const way of waysAtBothWidths) {
  describe(`stewards, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    const sound = (page: Page) => isSound(page, way);

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      claire = await pageOf(browser, site, way);
      await setUp(claire, site);
      await site.admin("person", "add", "Ana Roy");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("read who did what, and narrow it", async () => {
      await claire.goto(`${site.address}/admin`);
      await claire.getByRole("link", { name: "Journal de l’administration" }).click();
      const acts = claire.locator("[data-part=audit]");
      assert.match(await acts.innerText(), /Compte créé · Ana Roy/);
      await sound(claire);
      await claire.getByLabel("Sur quoi").selectOption("settings");
      await claire.getByRole("button", { name: "Chercher" }).click();
      assert.equal(await claire.getByText("Ana Roy").count(), 0);
    });

    it("find an account, suspend it with a reason, and open it again", async () => {
      await claire.goto(`${site.address}/admin`);
      await claire.getByRole("link", { name: "Personnes", exact: true }).click();
      await sound(claire);
      await claire.getByLabel("Nom ou adresse de courriel").fill("ana");
      await claire.getByRole("button", { name: "Chercher" }).click();
      await claire.locator("[data-part=people] a").click();
      await sound(claire);
      await claire.getByLabel("Suspendre le compte").check();
      await claire.getByLabel("Raison").fill("Un envoi massif");
      await claire.getByRole("button", { name: "Appliquer ce choix" }).click();
      assert.match(await claire.locator("[data-part=person]").innerText(), /Suspendu depuis le .*Un envoi massif/s);
      await sound(claire);
      await claire.getByLabel("Rouvrir le compte").check();
      await claire.getByLabel("Raison").fill("Réglé");
      await claire.getByRole("button", { name: "Appliquer ce choix" }).click();
      assert.match(await claire.locator("[data-part=person]").innerText(), /Actif/);
    });

    it("read what is amiss and what to do", async () => {
      await claire.goto(`${site.address}/admin`);
      await claire.getByRole("link", { name: "État du site" }).click();
      assert.match(await claire.locator("[data-health=backup]").innerText(), /Aucune sauvegarde.*sillage backup/s);
      await sound(claire);
      const parts = claire.locator("[data-health]");
      assert.deepEqual(
        await parts.evaluateAll((all) => all.map((part) => part.getAttribute("data-health"))),
        ["disk", "backup", "letters", "jobs", "readers", "clock", "program"],
      );
      await site.run("backup", join(site.folder, "copy"));
      await claire.reload();
      assert.match(await claire.locator("[data-health=backup]").innerText(), /La dernière est du/);
      assert.equal(await claire.locator("[data-health=backup] .notice").count(), 0);
    });

    it("read how much the site holds", async () => {
      await claire.goto(`${site.address}/admin/storage`);
      assert.equal(await claire.locator("[data-part=storage] dd").count(), 9);
      await sound(claire);
    });

    it("read which letters are on their way, and try whether they leave", async () => {
      await claire.goto(`${site.address}/admin/health`);
      await claire.getByRole("link", { name: "Voir les lettres, ou en envoyer une d’essai" }).click();
      assert.match(await claire.locator("main").innerText(), /Adresses qui refusent/);
      await sound(claire);
      await claire.getByRole("button", { name: "M’envoyer une lettre d’essai" }).click();
      assert.match(await claire.locator("[role=status]").innerText(), /attendra en fichier \.eml/);
      await sound(claire);
      await claire.getByRole("button", { name: "M’envoyer une lettre d’essai" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Attendez/);
    });

    it("are told what is missing before private content is read", async () => {
      await claire.goto(`${site.address}/admin/read`);
      await sound(claire);
      await claire.getByLabel("Adresse de la note").fill("/n/rien");
      await claire.getByLabel("Raison").fill("Une plainte");
      await claire.getByRole("button", { name: "Ouvrir pour dix minutes" }).click();
      assert.equal(await claire.locator("[role=alert] li").count(), 1);
      await sound(claire);
    });

    it("write an incident, amend it, and read both wordings", async () => {
      await claire.goto(`${site.address}/admin/incidents`);
      await claire.getByLabel("Ce qui s’est passé").fill("Un envoi à la mauvaise personne");
      await claire.getByLabel("Jour de l’incident").fill("2026-05-01");
      await claire.getByLabel("De qui et de quoi").fill("Une personne, son numéro");
      await claire.getByLabel("Risque").fill("Faible");
      await claire.getByLabel("Qui a été avisé").fill("La personne");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /Jour de l’avis/);
      assert.equal(await claire.getByLabel("Risque").inputValue(), "Faible");
      await sound(claire);
      await claire.getByLabel("Qui a été avisé").fill("");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      await claire.locator("[data-part=incidents]").waitFor();
      await sound(claire);
      await claire.locator("[data-part=incidents] a").click();
      await claire.getByLabel("Qui a été avisé").fill("La personne");
      await claire.getByLabel("Jour de l’avis").fill("2026-05-04");
      await claire.getByLabel("Jour où vous l’avez appris").fill("2026-04-30");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await claire.locator("[role=alert]").innerText(), /avant le jour de l’incident/);
      assert.equal(await claire.getByLabel("Jour où vous l’avez appris").inputValue(), "2026-04-30");
      await sound(claire);
      await claire.getByLabel("Jour où vous l’avez appris").fill("2026-05-03");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.equal(await claire.locator("[data-part=incidents] > li").count(), 2);
      assert.match(await claire.locator("[data-part=incidents] > li").first().innerText(), /appris\s*3\smai\s2026/);
      await sound(claire);
    });

    it("read both wordings of an incident that two amend at once", async () => {
      const other = await claire.context().newPage();
      for (const page of [claire, other]) {
        await page.goto(`${site.address}/admin/incidents`);
        await page.locator("[data-part=incidents] a").click();
      }
      await other.getByLabel("Risque").fill("Sérieux");
      await other.getByRole("button", { name: "Enregistrer" }).click();
      await other.locator("[data-part=incidents]", { hasText: "Sérieux" }).waitFor();
      await claire.getByLabel("Risque").fill("Moyen");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      await claire.locator("[role=alert]", { hasText: "pendant que vous écriviez" }).waitFor();
      assert.match(await claire.locator("[data-part=incidents]").innerText(), /Sérieux/);
      assert.equal(await claire.getByLabel("Risque").inputValue(), "Moyen");
      await sound(claire);
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      await claire.locator("[data-part=incidents] > li", { hasText: "Moyen" }).waitFor();
      assert.equal(await claire.locator("[data-part=incidents] > li").count(), 4);
      await other.close();
    });
  });
}
