// What a person says of themselves, to whom they choose, and their page as others see it; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { Site } from "./harness/site.ts";
import { inHeader, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`a profile, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let ana: Page;
    let bruno: Page;
    const sound = async (page: Page) => {
      if (way.script) assert.deepEqual(await faultsOf(page), [], page.url());
    };

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      for (const name of ["Ana Roy", "Bruno Lavoie"]) await site.admin("person", "add", name);
      await site.admin("community", "add", "poterie", "Poterie", "--unlisted");
      for (const name of ["Ana Roy", "Bruno Lavoie"]) await site.admin("member", "add", "poterie", name);
      ana = await pageOf(browser, site, { ...way, widths: [360] }, "Ana Roy");
      bruno = await pageOf(browser, site, { ...way, widths: [1280] }, "Bruno Lavoie");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is for oneself until one says otherwise, and keeps what was typed where it cannot be used", async () => {
      await ana.goto(`${site.address}/`);
      await inHeader(ana, "Ana Roy");
      await sound(ana);
      for (const audience of await ana.getByLabel(/^Qui voit/).all()) assert.equal(await audience.inputValue(), "oneself");
      await ana.getByLabel("Pronoms", { exact: true }).fill("elle");
      await ana.getByRole("textbox", { name: "À propos de moi" }).fill("Potière.\nJe tourne.");
      await ana.getByRole("textbox", { name: "Site web" }).fill("pas une adresse");
      await ana.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await ana.locator("[role=alert]").innerText(), /Site web\s: Ce n’est pas une adresse du Web/);
      assert.equal(await ana.getByRole("textbox", { name: "À propos de moi" }).inputValue(), "Potière.\nJe tourne.");
      await sound(ana);
      await ana.getByRole("textbox", { name: "Site web" }).fill("exemple.org/ana");
      await ana.getByLabel("Qui voit ces lignes").selectOption("Les membres de vos communautés");
      await ana.getByRole("button", { name: "Enregistrer" }).click();
      assert.equal(await ana.locator("[role=status]").innerText(), "Votre profil est enregistré.");
    });

    it("is seen as others see it, and they do see it so", async () => {
      const seen = ana.locator("[data-part=seen]");
      await ana.getByRole("link", { name: "Une personne sans compte" }).click();
      assert.match(await seen.innerText(), /Aucune page/);
      await ana.getByRole("link", { name: "Une personne membre de Poterie" }).click();
      await sound(ana);
      assert.match(await seen.innerText(), /Potière\.\s+Je tourne\./);
      assert.doesNotMatch(await seen.innerText(), /elle|exemple\.org/);
      const path = `/people/${await seen.locator("article").getAttribute("data-person")}/ana-roy`;
      await bruno.goto(site.address + path);
      assert.match(await bruno.locator("main").innerText(), /Potière\.\s+Je tourne\./);
      assert.doesNotMatch(await bruno.locator("main").innerText(), /elle|exemple\.org/);
      await sound(bruno);
      await bruno.context().clearCookies();
      assert.equal((await bruno.goto(site.address + path))?.status(), 404);
    });

    it("stands on a phone under one line of pages, in which the one where one is can be seen", async () => {
      for (const path of ["profile", "notifications", "communities", "affiliations", "sessions", "bin"]) {
        await ana.goto(`${site.address}/me/${path}`);
        const { tops, begins, ends, wide } = await ana.locator("[data-part=mine]").evaluate((nav) => {
          const place = nav.querySelector("[aria-current]")?.getBoundingClientRect();
          return {
            tops: new Set([...nav.querySelectorAll("a")].map((link) => Math.round(link.getBoundingClientRect().top))).size,
            begins: place?.left ?? -1,
            ends: place?.right ?? Infinity,
            wide: document.documentElement.scrollWidth,
          };
        });
        assert.equal(tops, 1, path);
        assert.ok(begins >= 0 && ends <= 360 && wide <= 360, `${path}: from ${begins} to ${ends}, on a page of ${wide}`);
      }
    });

    it("loses nothing where two pages save it", async () => {
      const other = await ana.context().newPage();
      for (const page of [ana, other]) await page.goto(`${site.address}/me/profile`);
      await other.getByRole("textbox", { name: "Ce que je fais" }).fill("Potière à Rimouski");
      await other.getByRole("button", { name: "Enregistrer" }).click();
      await ana.getByRole("textbox", { name: "Ce que je fais" }).fill("Potière");
      await ana.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await ana.locator("main").innerText(), /Gardé par l’autre page\s: Potière à Rimouski \(Vous seulement\)/);
      assert.equal(await ana.getByRole("textbox", { name: "Ce que je fais" }).inputValue(), "Potière");
      await sound(ana);
      await ana.getByRole("button", { name: "Enregistrer" }).click();
      await other.reload();
      assert.equal(await other.getByRole("textbox", { name: "Ce que je fais" }).inputValue(), "Potière");
    });
  });
}
