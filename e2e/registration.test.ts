// Who makes an account, and how: a steward says who may and invites, a letter proves an address, a form says the rest; with and without
// script, and by passkey. What is accepted with an account is accepted again where it changed.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { faultsOf } from "./harness/axe.ts";
import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { password, setUp } from "./harness/first.ts";
import { Site } from "./harness/site.ts";
import { inHeader, pageOf, ways } from "./harness/story.ts";

const linkOf = (letter: string, path: string) => new RegExp(`/${path}/[0-9a-f]{64}`).exec(letter)?.[0] ?? "none";

for (const way of ways) {
  describe(`registration, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    let claire: Page;
    let letters = 0;
    const someone = (width = 1280) => pageOf(browser, site, { ...way, widths: [width] });
    const sound = async (page: Page) => {
      if (way.script) assert.deepEqual(await faultsOf(page), [], page.url());
    };
    const next = async (path: string) => linkOf(await site.letter(++letters), path);

    before(async () => {
      browser = await openBrowser();
      site = await Site.start();
      claire = await someone();
      await setUp(claire, site);
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is by invitation until its steward says otherwise, and says so", async () => {
      const page = await someone(360);
      await page.goto(`${site.address}/sign-up`);
      assert.match(await page.locator("main").innerText(), /sur invitation/);
      assert.equal(await page.locator("main form").count(), 0);
      await inHeader(claire, "Administration");
      await sound(claire);
      assert.match(await claire.locator("main").innerText(), /Aucun serveur n’envoie les lettres/);
      await claire.getByRole("link", { name: "Inscription" }).click();
      await claire.getByLabel("Sur demande").check();
      await claire.getByLabel(/responsable de la protection/).fill("Direction, vie.privee@exemple.org");
      await sound(claire);
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.equal(await claire.locator("[role=status]").innerText(), "C’est enregistré.");
      await sound(claire);
      await page.getByRole("link", { name: "Confidentialité" }).click();
      assert.match(await page.locator("main").innerText(), /vie\.privee@exemple\.org/);
      await sound(page);
      await page.context().close();
    });

    it("asks for an account, keeps what was typed, and opens it once the steward accepts", async () => {
      const page = await someone(360);
      await page.goto(site.address);
      assert.equal(await page.getByRole("link", { name: "Demander un compte" }).getAttribute("href"), "/sign-up");
      await sound(page);
      await page.goto(`${site.address}/sign-in`);
      await page.getByRole("link", { name: "Ouvrir un compte" }).click();
      await page.getByLabel("Courriel").fill("ana@exemple.org");
      await sound(page);
      await page.getByLabel("Courriel").press("Enter");
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Une lettre est en route");
      await sound(page);
      await page.goto(site.address + (await next("sign-up")));
      await page.getByLabel("Votre nom").fill("Ana Roy");
      await page.getByLabel("Pourquoi demandez-vous un compte?").fill("Pour lire.\nEt pour écrire.");
      await page.getByLabel("Mot de passe").fill("court");
      await page.getByLabel("J’ai 14 ans ou plus").check();
      await page.getByLabel("J’ai lu et j’accepte les textes ci-dessous").check();
      await sound(page);
      await page.getByRole("button", { name: "Envoyer ma demande" }).click();
      assert.match(await page.getByRole("alert").innerText(), /au moins 10 caractères/);
      assert.equal(await page.getByLabel("Pourquoi demandez-vous un compte?").inputValue(), "Pour lire.\nEt pour écrire.");
      assert.ok(await page.getByLabel("J’ai 14 ans ou plus").isChecked());
      await sound(page);
      await page.getByLabel("Mot de passe").fill(password);
      await page.getByRole("button", { name: "Envoyer ma demande" }).click();
      assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), "Votre demande est envoyée");

      assert.match(await site.letter(++letters), /\/admin\/requests/);
      await claire.goto(`${site.address}/`);
      await claire.getByRole("link", { name: "Une personne demande un compte" }).click();
      assert.match(await claire.locator("main").innerText(), /Ana Roy \(ana@exemple\.org\)\s+Pour lire\.\s+Et pour écrire\./);
      await sound(claire);
      await claire.getByRole("button", { name: "Accepter Ana Roy" }).click();
      assert.match(await claire.locator("main").innerText(), /Personne n’attend de réponse/);
      assert.match(await site.letter(++letters), /est ouvert/);
      await page.goto(`${site.address}/sign-in`);
      await page.getByLabel("Courriel").fill("ana@exemple.org");
      await page.getByLabel("Mot de passe").fill(password);
      await page.getByLabel("Mot de passe").press("Enter");
      await page.waitForURL(`${site.address}/`);
      assert.match((await page.locator("header.site").textContent()) ?? "", /Ana Roy/);
      await page.context().close();
    });

    it("invites a list that was checked first, and a link that is shared", async () => {
      await claire.goto(`${site.address}/admin/invitations`);
      const file = Buffer.from("Nom;Courriel\r\nBo C\u00f4t\u00e9;bo@exemple.org\r\nAna;ana@exemple.org\r\n;pas une adresse\r\n", "latin1");
      await claire.getByLabel("Ou un fichier CSV").setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer: file });
      await claire.getByRole("button", { name: "Vérifier la liste" }).click();
      const rows = await claire.locator("tbody tr").allInnerTexts();
      assert.deepEqual(
        rows.map((row) => row.split("\t").map((cell) => cell.trim())),
        [
          ["2", "bo@exemple.org", "Bo Côté", "Une lettre d’invitation partira"],
          ["3", "ana@exemple.org", "Ana", "A déjà un compte"],
          ["4", "pas une adresse", "", "Ce n’est pas une adresse où envoyer une lettre, comme prenom@exemple.org."],
        ],
      );
      await sound(claire);
      await claire.getByRole("button", { name: "Inviter 1 personne" }).click();
      assert.match(await claire.locator("main").innerText(), /1 lettre part[\s\S]*Bo Côté \(bo@exemple\.org\)/);
      const page = await someone();
      await page.goto(site.address + (await next("sign-up")));
      assert.equal(await page.getByLabel("Votre nom").inputValue(), "Bo Côté");
      assert.equal(await page.getByLabel("Pourquoi demandez-vous un compte?").count(), 0);
      await page.getByLabel("Mot de passe").fill(password);
      await page.getByLabel("J’ai 14 ans ou plus").check();
      await page.getByLabel("J’ai lu et j’accepte les textes ci-dessous").check();
      await page.getByRole("button", { name: "Ouvrir mon compte" }).click();
      await page.waitForURL(`${site.address}/`);
      assert.match((await page.locator("header.site").textContent()) ?? "", /Bo Côté/);
      await page.context().close();

      await claire.getByLabel("Nom du lien").fill("Groupe A");
      await claire.getByLabel("Combien de comptes au plus").fill("beaucoup");
      await claire.getByRole("button", { name: "Créer le lien" }).click();
      assert.match(await claire.getByRole("alert").innerText(), /nombre entier de 1 à 500/);
      assert.equal(await claire.getByLabel("Nom du lien").inputValue(), "Groupe A");
      await claire.getByLabel("Combien de comptes au plus").fill("2");
      await claire.getByRole("button", { name: "Créer le lien" }).click();
      const link = await claire.getByLabel("Lien", { exact: true }).inputValue();
      await sound(claire);
      const other = await someone(360);
      await other.goto(link);
      assert.match(await other.locator("main").innerText(), /Claire Bélanger vous invite/);
      await sound(other);
      await claire.getByRole("button", { name: /Mettre fin à l’invitation.*Groupe A/ }).click();
      assert.equal((await other.goto(link))?.status(), 404);
      await other.context().close();
    });

    it("asks who has an account to accept a text that changed, before they change anything", async () => {
      const page = await someone(360);
      await page.goto(`${site.address}/sign-in`);
      await page.getByLabel("Courriel").fill("ana@exemple.org");
      await page.getByRole("button", { name: "Recevoir plutôt un lien par courriel" }).click();
      await page.goto(site.address + (await next("sign-in")));
      await sound(page);
      await page.getByRole("button", { name: "Se connecter" }).click();
      await page.waitForURL(`${site.address}/`);

      await claire.goto(`${site.address}/terms`);
      await claire.getByRole("link", { name: "Modifier cette page" }).click();
      await claire.getByLabel("Texte", { exact: true }).fill("Nos conditions, **neuves**.");
      await claire.getByRole("button", { name: "Voir l’aperçu" }).click();
      assert.equal(await claire.locator("main strong").innerText(), "neuves");
      await claire.getByLabel(/Demander à chaque personne/).check();
      await sound(claire);
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.equal(await claire.locator("[role=status]").innerText(), "C’est enregistré.");
      await sound(claire);
      await claire.getByRole("link", { name: "Voir la page" }).click();
      await claire.waitForURL(`${site.address}/terms`);

      await page.goto(`${site.address}/recent`);
      await page.getByRole("link", { name: /Les textes du site ont changé/ }).click();
      assert.deepEqual(await page.locator("main li").allInnerTexts(), ["Conditions"]);
      await sound(page);

      // What is sent before waits in the page, and goes on once they are accepted.
      await page.goto(`${site.address}/new`);
      await page.getByLabel("Titre", { exact: true }).fill("Berge");
      await page.getByLabel("Texte", { exact: true }).fill("Un texte « écrit »,\n\nqui n’est pas perdu.\n");
      await page.getByRole("button", { name: "Enregistrer" }).click();
      await page.locator("form[data-form=accept] input[name=carried]").waitFor({ state: "attached" });
      await sound(page);
      await page.getByRole("button", { name: "J’accepte" }).click();
      await page.locator("[data-part=body]", { hasText: "qui n’est pas perdu." }).waitFor();
      assert.equal(await page.getByRole("link", { name: /Les textes du site ont changé/ }).count(), 0);
      await page.context().close();
    });

    it("lets who forgot a password choose another by a letter", async () => {
      const page = await someone(360);
      await page.goto(`${site.address}/sign-in`);
      await page.getByRole("link", { name: "Mot de passe oublié" }).click();
      await page.getByLabel("Courriel").fill("ana@exemple.org");
      await sound(page);
      await page.getByRole("button", { name: "Recevoir la lettre" }).click();
      await page.goto(site.address + (await next("reset")));
      assert.equal(await page.getByLabel("Courriel").inputValue(), "ana@exemple.org");
      await page.getByLabel("Mot de passe").fill("ruelle-guimauve-septembre");
      await page.getByRole("button", { name: "Enregistrer et se connecter" }).click();
      await page.waitForURL(`${site.address}/`);
      assert.match((await page.locator("header.site").textContent()) ?? "", /Ana Roy/);
      await page.context().close();
    });
  });
}
