// Writing a note with a form: a new one, its preview, two browsers that save at once; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { note, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { inHeader, isSound, pageOf, ways } from "./harness/story.ts";

for (const way of ways) {
  describe(`writing a note, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let one: Page;
    let other: Page;
    let address = "";
    const sound = (page: Page) => isSound(page, way);

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(rives({ "notes/a.md": note("a", "Digue") }));
      one = await pageOf(browser, site, way, "Ana Roy");
      other = await pageOf(browser, site, way, "Ana Roy");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("shows a new note before it is saved, and then saves it", async () => {
      await one.goto(`${site.address}/notebooks`);
      await inHeader(one, "Nouvelle note");
      await sound(one);
      await one.getByLabel("Titre", { exact: true }).fill("Écluse");
      await one.getByLabel("Texte", { exact: true }).fill("# Titre\n\nVoir [[Digue]].\n\nun\n\ndeux\n");
      await one.getByRole("button", { name: "Voir ce que cela donne" }).click();
      await one.locator("[data-part=preview] a", { hasText: "Digue" }).waitFor();
      await sound(one);
      await one.getByRole("button", { name: "Enregistrer" }).click();
      await one.locator("article[data-note] h1", { hasText: "Écluse" }).waitFor();
      address = one.url();
    });

    it("shows both texts to who saves second", async () => {
      for (const page of [one, other]) {
        await page.goto(address);
        await page.getByRole("link", { name: "Modifier cette note" }).click();
      }
      await one.getByLabel("Texte", { exact: true }).fill("Le premier.\n");
      await one.getByRole("button", { name: "Enregistrer" }).click();
      await one.locator("article[data-note]").waitFor();
      await other.getByLabel("Texte", { exact: true }).fill("Le second.\n");
      await other.getByRole("button", { name: "Enregistrer" }).click();
      await other.locator("[data-part=merge] fieldset[data-passage]").first().waitFor();
      await sound(other);
      await other.getByLabel("Prendre votre texte").first().check();
      await other.getByRole("button", { name: "Réunir selon ces choix" }).click();
      assert.equal(await other.getByLabel("Texte", { exact: true }).inputValue(), "Le second.\n");
      await other.getByRole("button", { name: "Enregistrer" }).click();
      await other.locator("[data-part=body]", { hasText: "Le second." }).waitFor();
    });

    it("withdraws words from all versions, once it is seen where they are", async () => {
      await one.goto(address);
      await one.locator("[data-part=history]").getByRole("link", { name: /versions$/ }).click();
      await one.getByRole("link", { name: "Retirer des mots" }).click();
      await sound(one);
      const look = async (words: string, why: string) => {
        await one.getByLabel("Mots à retirer").fill(words);
        await one.getByLabel("Raison").selectOption({ label: why });
        await one.getByRole("button", { name: "Voir où ils sont" }).click();
      };
      await look("Le", "Choisir");
      assert.equal(await one.locator("[role=alert] li").count(), 2);
      assert.equal(await one.getByLabel("Mots à retirer").inputValue(), "Le");
      await sound(one);
      await look("Le second", "Une personne y est nommée");
      assert.match(await one.locator("[data-part=found]").innerText(), /Le second[\s\S]*dans une version/);
      await sound(one);
      // Somebody saves in between: nothing is withdrawn before what was shown holds again.
      await other.goto(address);
      await other.getByRole("link", { name: "Modifier cette note" }).click();
      await other.getByLabel("Texte", { exact: true }).fill("Le second, et le troisième.\n");
      await other.getByRole("button", { name: "Enregistrer" }).click();
      await other.locator("[data-part=body]", { hasText: "troisième" }).waitFor();
      const withdraw = one.getByRole("button", { name: "Retirer ces mots pour toujours" });
      await withdraw.click();
      await one.locator("[role=alert]", { hasText: "Rien n’a été retiré" }).waitFor();
      await sound(one);
      await one.getByRole("button", { name: "Voir où ils sont" }).click();
      assert.match(await one.locator("[data-part=found]").innerText(), /dans 2 versions/);
      await withdraw.click();
      await one.locator("[data-withdrawal=person]").waitFor();
      await sound(one);
      await other.goto(address);
      assert.equal((await other.locator("[data-part=body]").innerText()).trim(), "▒▒▒, et le troisième.");
    });

    it("writes a term and an organisation, each with its own fields", async () => {
      await one.goto(`${site.address}/new`);
      await one.getByRole("link", { name: "Un terme du lexique" }).click();
      await sound(one);
      await one.getByLabel("Terme", { exact: true }).first().fill("Sas");
      await one.getByLabel("Définition", { exact: true }).first().fill("La chambre d’une écluse.\n");
      await one.locator("textarea[name=variants]").fill("bassin");
      await one.getByRole("button", { name: "Enregistrer" }).click();
      await one.locator("article[data-note] h1", { hasText: "Sas" }).waitFor();

      await one.goto(`${site.address}/new?kind=organisation`);
      await one.getByLabel("Nom", { exact: true }).fill("Entraide");
      await one.getByLabel("Type", { exact: true }).fill("Coopérative");
      await one.getByLabel("Téléphone", { exact: true }).fill("418 555-0100");
      await one.getByRole("button", { name: "Enregistrer" }).click();
      await one.locator("[role=alert] a[href='#note:publishes']").waitFor();
      await sound(one);
      await one.getByLabel("L’organisation publie elle-même ce qui suit").check();
      await one.getByRole("button", { name: "Enregistrer" }).click();
      await one.locator("[data-part=telephone]", { hasText: "418 555-0100" }).waitFor();
    });
  });
}
