// A membership: asked for, accepted, with a name there, roles, an invitation by letter, and its end; with and without script.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { setUp } from "./harness/first.ts";
import { organisation, rives } from "./harness/rives.ts";
import { Site } from "./harness/site.ts";
import { isSound, pageOf, waysAtBothWidths } from "./harness/story.ts";

for (const way of waysAtBothWidths) {
  describe(`a membership, ${way.name}`, { skip: withoutChromium }, () => {
    let browser: Browser;
    let site: Site;
    /** Who leads, with an address of mail; who asks. */
    let claire: Page;
    let ana: Page;
    let visitor: Page;
    let community = "";
    const sound = (page: Page) => isSound(page, way);
    const main = (page: Page) => page.locator("main").innerText();
    const names = (page: Page) => page.locator("[data-part=members] .title").allInnerTexts();

    before(async () => {
      browser = await openBrowser();
      site = await Site.startWith(rives({ "organisations/a.md": organisation("a", "Entraide", "Gaspé", "bruno") }));
      claire = await pageOf(browser, site, way);
      visitor = await pageOf(browser, site, way);
      await setUp(claire, site);
      await site.admin("community", "add", "tissage", "Tissage");
      await site.admin("member", "add", "tissage", "Claire Bélanger", "--role", "lead");
      community = `${site.address}/communities/tissage`;
      ana = await pageOf(browser, site, way, "Ana Roy");
    });
    after(async () => {
      await browser?.close();
      await site?.stop();
    });

    it("is asked for by a form that keeps what was typed", async () => {
      await visitor.goto(community);
      await sound(visitor);
      await visitor.getByRole("link", { name: "Demander à devenir membre" }).click();
      assert.match(visitor.url(), /\/sign-in\?to=/);
      await ana.goto(community);
      await ana.getByRole("link", { name: "Demander à devenir membre" }).click();
      await sound(ana);
      // A browser would not send it without a reason; a person may type spaces.
      await ana.getByLabel("Pourquoi vous voulez en être").fill(" ");
      await ana.getByLabel("Votre nom dans cette communauté").fill("Renarde");
      await ana.getByRole("button", { name: "Demander à devenir membre" }).click();
      await ana.locator("[role=alert]").first().waitFor();
      assert.equal(await ana.getByLabel("Votre nom dans cette communauté").inputValue(), "Renarde");
      await sound(ana);
      await ana.getByLabel("Pourquoi vous voulez en être").fill("Pour apprendre à tisser.");
      await ana.getByRole("button", { name: "Demander à devenir membre" }).click();
      await ana.getByRole("button", { name: "Retirer ma demande" }).waitFor();
      assert.match(await main(ana), /Vous avez demandé à devenir membre/);
      await sound(ana);
      await ana.goto(`${site.address}/me/communities`);
      assert.match(await main(ana), /Pour apprendre à tisser\./);
      await sound(ana);
    });

    it("is answered by who leads, who reads the reason and the name there alone", async () => {
      const letter = await site.letter(1);
      assert.match(letter, /claire@exemple\.org/);
      assert.doesNotMatch(letter, /Renarde|Ana Roy/);
      await claire.goto(community);
      await claire.getByRole("link", { name: "Une demande attend une réponse" }).click();
      assert.match(await main(claire), /Renarde\s+Pour apprendre à tisser\./);
      assert.doesNotMatch(await main(claire), /Ana Roy/);
      await sound(claire);
      await claire.getByRole("button", { name: "Refuser Renarde" }).click();
      await claire.locator("[role=alert]").first().waitFor();
      await sound(claire);
      await claire.getByRole("button", { name: "Accepter Renarde" }).click();
      assert.equal(await claire.locator("[role=status]").innerText(), "La réponse est partie.");
      await sound(claire);
      await ana.goto(`${site.address}/me/communities`);
      assert.match(await main(ana), /Vous êtes maintenant membre de Tissage\./);
      await sound(ana);
      await ana.getByRole("button", { name: /^J’ai lu/ }).click();
      assert.doesNotMatch(await main(ana), /Vous êtes maintenant membre/);
    });

    it("is what its member chooses: a name there, how much they take part, what is shown of where they are attached", async () => {
      await ana.goto(`${site.address}/me/affiliations`);
      await ana.getByLabel("Organisation d’attache").fill("Entraide");
      await ana.getByRole("button", { name: "Ajouter" }).click();
      await ana.locator("[role=status]").waitFor();
      await ana.goto(community);
      await ana.getByRole("link", { name: "Ma participation" }).click();
      assert.equal(await ana.getByLabel("Votre nom ici").inputValue(), "Renarde");
      assert.ok(!(await ana.getByLabel("Montrer Entraide aux membres").isChecked()));
      assert.equal(await ana.getByLabel("Ce que Entraide peut savoir").inputValue(), "discreet");
      await sound(ana);
      await ana.getByLabel("Participation", { exact: true }).selectOption("à l’écoute");
      await ana.getByLabel("Montrer Entraide aux membres").check();
      await ana.getByRole("button", { name: "Enregistrer" }).click();
      assert.equal(await ana.locator("[role=status]").innerText(), "Vos choix sont enregistrés.");
      await sound(ana);
      await claire.goto(`${community}/-/members`);
      assert.deepEqual(await names(claire), ["Claire Bélanger (vous)", "Renarde"]);
      assert.match(await main(claire), /Renarde\s+Participation\s: à l’écoute\s+Organisation d’attache\s: Entraide/);
      await sound(claire);
      await visitor.goto(community);
      assert.doesNotMatch(await main(visitor), /Renarde|Ana Roy|Entraide|Claire/);
    });

    it("has roles, whose mandates end, are shown as risks, and are told outside by who agrees", async () => {
      await claire.goto(`${community}/-/members`);
      assert.match(await claire.locator("[data-part=risks]").innerText(), /Personne n’anime[\s\S]*Personne ne s’occupe de la curation/);
      await claire.getByRole("link", { name: "Rôles de Renarde" }).click();
      await sound(claire);
      const facilitates = claire.getByRole("group", { name: "animation" });
      await facilitates.getByRole("checkbox").check();
      await facilitates.getByText("Mandat et suppléance").click();
      await facilitates.getByLabel("Début du mandat").fill("2001-05-01");
      await facilitates.getByLabel("Fin du mandat").fill("2000-05-01");
      await facilitates.getByLabel("Suppléance").selectOption("Claire Bélanger");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await claire.locator("[role=alert]").first().innerText(), /C’est avant le premier jour/);
      assert.ok(await facilitates.getByRole("checkbox").isChecked());
      assert.equal(await facilitates.getByLabel("Début du mandat").inputValue(), "2001-05-01");
      await sound(claire);
      await facilitates.getByLabel("Fin du mandat").fill("2002-05-01");
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.equal(await claire.locator("[role=status]").innerText(), "Les rôles sont enregistrés.");
      assert.match(await main(claire), /animation, du 1er mai 2001 au 1er mai 2002; suppléance\s: Claire Bélanger/);
      assert.match(await claire.locator("[data-part=risks]").innerText(), /Le mandat de Renarde \(animation\) a pris fin le 1er mai 2002/);
      await sound(claire);
      // The last lead is not taken off.
      await claire.getByRole("link", { name: "Rôles de Claire Bélanger" }).click();
      await claire.getByRole("group", { name: "responsable" }).getByRole("checkbox").uncheck();
      await claire.getByRole("button", { name: "Enregistrer" }).click();
      assert.match(await claire.locator("[role=alert]").first().innerText(), /Personne d’autre n’est responsable/);
      await sound(claire);

      await visitor.goto(community);
      assert.doesNotMatch(await main(visitor), /Renarde|attend/);
      await ana.goto(`${community}/-/me`);
      await ana.getByLabel("Montrer mes rôles hors de la communauté").check();
      await ana.getByRole("button", { name: "Enregistrer" }).click();
      await ana.locator("[role=status]").waitFor();
      await visitor.goto(community);
      assert.match(await main(visitor), /Renarde \(animation\)/);
      await sound(visitor);
    });

    it("begins by a letter too, which who facilitates may send and take back", async () => {
      await ana.goto(`${community}/-/requests`);
      await ana.getByLabel("Courriel").fill("personne");
      await ana.getByLabel("Un mot pour cette personne").fill("Venez tisser!");
      await ana.locator("form[data-form=invite]").evaluate((form: HTMLFormElement) => (form.noValidate = true));
      await ana.getByRole("button", { name: "Envoyer l’invitation" }).click();
      await ana.locator("[role=alert]").first().waitFor();
      assert.equal(await ana.getByLabel("Un mot pour cette personne").inputValue(), "Venez tisser!");
      await sound(ana);
      await ana.getByLabel("Courriel").fill("zoe@exemple.org");
      await ana.getByRole("button", { name: "Envoyer l’invitation" }).click();
      assert.equal(await ana.locator("[role=status]").innerText(), "L’invitation est partie.");
      await sound(ana);
      assert.match(await site.letter(2), /zoe@exemple\.org/);
      await ana.getByRole("button", { name: "Reprendre l’invitation de zoe@exemple.org" }).click();
      assert.equal(await ana.locator("[role=status]").innerText(), "Cette invitation n’est plus là.");
      assert.match(await main(ana), /Aucune invitation n’attend/);
    });

    it("ends when its member leaves, by a step of its own, or is removed with a reason that they read", async () => {
      await ana.goto(`${community}/-/me`);
      await ana.getByRole("link", { name: "Quitter" }).click();
      await sound(ana);
      await ana.locator("[data-form=leave] button").click();
      assert.equal(await ana.locator("[role=status]").innerText(), "Vous n’êtes plus membre de cette communauté.");
      await sound(ana);
      assert.equal((await ana.goto(`${community}/-/members`))?.status(), 403);
      await claire.goto(`${community}/-/members`);
      assert.deepEqual(await names(claire), ["Claire Bélanger (vous)"]);

      await site.admin("member", "add", "tissage", "Ana Roy");
      await claire.reload();
      assert.deepEqual(await names(claire), ["Ana Roy", "Claire Bélanger (vous)"]);
      await claire.getByRole("link", { name: "Rôles de Ana Roy" }).click();
      await claire.getByLabel("Raison").fill("Trois absences.");
      await claire.getByRole("button", { name: "Retirer de la communauté" }).click();
      assert.match(await claire.locator("[role=status]").innerText(), /La personne n’est plus membre/);
      await ana.goto(`${site.address}/me/communities`);
      assert.match(await main(ana), /Vous n’êtes plus membre de Tissage\.\s+Trois absences\./);
      await sound(ana);
    });
  });
}
