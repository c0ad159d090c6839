// Letters as those who get them read them: a site gives them to real servers of mail (Dovecot, then OpenSMTPD, then Dovecot again), a
// program of mail fetches them (IMAP), and what they ask is done.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, reader, withoutChromium } from "./harness/browser.ts";
import { password } from "./harness/first.ts";
import { Mail, withoutMail, type Letter, type Mailbox } from "./harness/mail.ts";
import { Site } from "./harness/site.ts";

const claireAt = "claire@exemple.org";
const johnAt = "john@example.org";
const zoeAt = "zoe@exemple.org";
/** In a header, what is not ASCII is coded, word by word. */
const siteName = "Été à l’île, « d’ici » (Québec) <rives@exemple.org>";
const from = "lettres@rives.exemple.org";

describe("letters, from the site to a program of mail", { skip: withoutChromium || withoutMail }, () => {
  let mail: Mail;
  let site: Site;
  let browser: Browser;
  let claire: Page;
  let john: Page;
  let hers: Mailbox;
  let his: Mailbox;
  /** The address of the note, and the name that letters about it bear. */
  let note = "";
  let thing = "";
  const someone = async (language: "fr" | "en") => (await reader(browser, site, { language })).newPage();
  const given = (way: string) => Site.start({ name: siteName, "letters-from": from }, { SILLAGE_SMTP: way, SSL_CERT_FILE: mail.authority });
  const invite = async (to: Site, rows: string) => {
    const folder = await to.write("invited", { "people.csv": `mail,name,language\n${rows}` });
    await to.run("admin", "invite", `${folder}/people.csv`);
  };
  /** The address that a letter asks to follow: one, whole in both parts. */
  const linkOf = ({ text, html }: Letter, path: string): string => {
    const found = [text, html].map((part) => new Set(part.match(new RegExp(`${site.address}${path}(?=["<\\s])`, "g"))));
    assert.deepEqual([found[0]?.size, found[0]], [1, found[1]], `${path} in both of:\n${text}\n${html}`);
    return String([...(found[0] ?? [])][0]);
  };
  /** What holds for every letter. */
  const sound = async (letter: Letter, language: "fr" | "en") => {
    const { headers, text, html } = letter;
    assert.equal(letter.from, `${siteName} <${from}>`);
    assert.deepEqual(letter.types, ["multipart/alternative", "text/plain", "text/html"]);
    assert.match(headers.get("message-id") ?? "", /^<[0-9a-z]{26}@localhost>$/);
    assert.equal(headers.get("auto-submitted"), "auto-generated");
    assert.ok(Math.abs(Date.now() - Date.parse(headers.get("date") ?? "")) < 300_000, headers.get("date"));
    for (const [name, words] of headers) assert.match(words, /^[ -~\n]*$/, `${name} is sent in ASCII`);
    assert.match(headers.get("received") ?? "", /by \S+ \(OpenSMTPD\)/);
    // The same words in both, but for the line that begins a signature; an address that is a link stands there once more.
    const page = await john.evaluate((html) => {
      const read = new DOMParser().parseFromString(html, "text/html");
      return { language: read.documentElement.lang, title: read.title, words: read.querySelector("main")?.textContent ?? "" };
    }, html);
    const words = (of: string) => of.split(/\s+/).filter((word) => word && word !== "--" && !word.startsWith("http")).join(" ");
    assert.deepEqual([page.language, page.title, words(page.words)], [language, letter.subject, words(text)]);
  };

  before(async () => {
    mail = await Mail.start();
    site = await given(mail.ways.starttls);
    browser = await openBrowser();
    claire = await someone("fr");
    john = await someone("en");
    await site.run("admin", "create-steward", "Claire Bélanger", claireAt, "--lang", "fr");
    hers = await mail.mailbox(claireAt);
    his = await mail.mailbox(johnAt);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    await mail?.stop();
  });

  it("bring in French what chooses another password, and then say that it was changed", async () => {
    await claire.goto(`${site.address}/reset`);
    await claire.getByLabel("Courriel").fill(claireAt);
    await claire.getByRole("button", { name: "Recevoir la lettre" }).click();
    const letter = await hers.letter(1);
    await sound(letter, "fr");
    assert.deepEqual([letter.to, letter.subject], [claireAt, "Choisir un nouveau mot de passe"]);
    assert.match(letter.text.replace(/\n/g, " "), /^Bonjour Claire Bélanger\. Vous pouvez choisir .* ou une clé d’accès, pour votre compte sur /);
    for (const name of ["list-unsubscribe", "references"]) assert.equal(letter.headers.get(name), undefined);
    await claire.goto(linkOf(letter, "/reset/[0-9a-f]{64}"));
    await claire.getByLabel("Mot de passe").fill(password);
    await claire.getByRole("button", { name: "Enregistrer et se connecter" }).click();
    await claire.waitForURL(`${site.address}/`);
    await claire.getByRole("link", { name: /Les textes du site/ }).click();
    await claire.getByRole("button", { name: "J’accepte" }).click();
    const changed = await hers.letter(2);
    await sound(changed, "fr");
    assert.equal(changed.subject, "Vos moyens de connexion ont changé");
    assert.match(changed.headers.get("subject") ?? "", /=\?utf-8\?/);
  });

  it("bring in English what makes an account", async () => {
    await invite(site, `${johnAt},John Smith,en\n`);
    const letter = await his.letter(1);
    await sound(letter, "en");
    assert.deepEqual([letter.to, letter.subject], [johnAt, "An invitation"]);
    await john.goto(linkOf(letter, "/sign-up/[0-9a-f]{64}"));
    assert.equal(await john.getByLabel("Your name").inputValue(), "John Smith");
    await john.getByLabel("Password").fill(password);
    await john.getByLabel("I am 14 years of age or older").check();
    await john.getByLabel("I have read and accept the texts below").check();
    await john.getByRole("button", { name: "Create my account" }).click();
    await john.waitForURL(`${site.address}/`);
  });

  it("name the note that they are about, so that they are shown together", async () => {
    await claire.goto(`${site.address}/new`);
    await claire.getByLabel("Titre", { exact: true }).fill("L’écluse & ses portes");
    await claire.getByLabel("Texte", { exact: true }).fill("Un texte.");
    await claire.getByLabel("Visible de tout le monde, sans compte").check();
    await claire.getByRole("button", { name: "Enregistrer" }).click();
    await claire.locator("article[data-note]").waitFor();
    note = claire.url().replace(/\/[^/]*$/, "");
    thing = `<${note.split("/").at(-1)}.thing@localhost>`;
    await john.goto(note);
    await john.getByRole("link", { name: "Ask to edit this note" }).click();
    await john.getByLabel("Why would you like to edit it?").fill("I know it.");
    await john.getByRole("button", { name: "Send the request" }).click();
    const asked = await hers.letter(3);
    await sound(asked, "fr");
    assert.deepEqual([asked.subject, asked.headers.get("references")], ["À propos d’une note", thing]);
    await claire.goto(linkOf(asked, "/n/[0-9a-z]{26}/-/rights"));
    await claire.getByRole("button", { name: "Oui, lui permettre de la modifier" }).click();
    const answered = await his.letter(2);
    await sound(answered, "en");
    assert.deepEqual([answered.subject, answered.headers.get("references")], ["About a note", thing]);
    assert.equal(answered.headers.get("list-unsubscribe"), undefined);
  });

  it("say how to stop those that one chose, which a program does by one request", async () => {
    const edit = async (text: string) => {
      await john.goto(`${note}/-/edit`);
      await john.getByLabel("Text", { exact: true }).fill(text);
      await john.getByRole("button", { name: "Save" }).click();
      await john.locator("[data-part=body]", { hasText: text }).waitFor();
    };
    await claire.goto(`${site.address}/me/notifications/-/choices`);
    await claire.getByLabel("Une autre personne modifie ma note").first().selectOption("letter");
    await claire.getByRole("button", { name: "Enregistrer" }).click();
    await claire.locator("[role=status]").waitFor();
    await edit("Another text.");
    const letter = await hers.letter(4);
    await sound(letter, "fr");
    assert.deepEqual([letter.subject, letter.headers.get("references")], ["Du nouveau pour vous", thing]);
    assert.match(letter.text, /L’écluse & ses portes/);
    const stop = linkOf(letter, "/me/notifications/-/stop/[0-9a-f]{64}");
    assert.equal(letter.headers.get("list-unsubscribe"), `<${stop}>`);
    assert.equal(letter.headers.get("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    const asked = await fetch(stop, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }), redirect: "error" });
    assert.equal(asked.status, 200);
    await edit("A third text.");
    await claire.goto(`${site.address}/me/notifications`);
    for (let tries = 0; tries < 100 && !(await claire.getByText("Modifiée 2 fois").count()); tries++) await claire.reload();
    assert.equal(await hers.count(), 4);
  });

  it("keep an exchange together, for who has no account too", async () => {
    const zoe = await someone("fr");
    const theirs = await mail.mailbox(zoeAt);
    const message = "Bonjour.\n\n.1 mètre d’eau <de trop> & la vanne « fuit »…\nFrom Zoé";
    await zoe.goto(note);
    await zoe.getByRole("link", { name: /^Écrire / }).click();
    await zoe.getByLabel("Votre nom").fill("Zoé");
    await zoe.getByLabel("Courriel").fill(zoeAt);
    await zoe.getByLabel("Votre message").fill(message);
    await zoe.getByRole("button", { name: "Envoyer" }).click();
    const confirm = await theirs.letter(1);
    await sound(confirm, "fr");
    assert.equal(confirm.subject, "Confirmer votre message");
    await zoe.goto(linkOf(confirm, "/n/[0-9a-z]{26}/-/write/[0-9a-f]{64}"));
    await zoe.getByRole("button", { name: "Confirmer et envoyer" }).click();
    const brought = await hers.letter(5);
    await sound(brought, "fr");
    assert.equal(brought.subject, "Un message à propos d’une note");
    await claire.goto(linkOf(brought, "/n/[0-9a-z]{26}/-/write/[0-9a-f]{64}"));
    await claire.getByLabel("Votre réponse").fill("Merci, Zoé.");
    await claire.getByRole("button", { name: "Envoyer" }).click();
    const answer = await theirs.letter(2);
    await sound(answer, "fr");
    assert.equal(answer.subject, "Une réponse à votre message");
    assert.match(answer.headers.get("references") ?? "", /^<[0-9a-z]{26}\.thing@localhost>$/);
    assert.deepEqual(answer.headers.get("references"), confirm.headers.get("references"));
    assert.notEqual(answer.headers.get("references"), thing);
    assert.deepEqual(await theirs.threads(), [[1, 2]]);
    // Hers of the account, of the note, and of the exchange.
    assert.deepEqual(await hers.threads(), [[1], [2], [3, 4], [5]]);
  });

  it("go through a server in each way that the documentation tells, and never to one that nobody vouches for", async () => {
    const tell = async (way: "smtps" | "starttls" | "local", isTrusted: boolean) => {
      const other = await (isTrusted ? given(mail.ways[way]) : Site.start({}, { SILLAGE_SMTP: mail.ways[way] }));
      try {
        const to = `${way}.${isTrusted}@exemple.org`;
        const theirs = await mail.mailbox(to);
        await invite(other, `${to},Ana Roy,fr\n`);
        if (isTrusted) return await sound(await theirs.letter(1), "fr");
        for (let tries = 0; tries < 200 && !other.log.includes("a job failed"); tries++) await new Promise((later) => setTimeout(later, 50));
        assert.match(other.log, /a job failed .*kind="letter"/);
        assert.equal(await theirs.count(), 0);
      } finally {
        await other.stop();
      }
    };
    await Promise.all([tell("smtps", true), tell("local", true), tell("smtps", false), tell("starttls", false)]);
  });
});
