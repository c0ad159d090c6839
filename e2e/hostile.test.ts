// Texts that try to act, in every place that takes text or files: nothing fires, and what was written is shown.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";

import { amissAt, isText, oneLine, unprotected } from "./harness/acts.ts";
import { openBrowser, reader, sent, watch, withoutChromium } from "./harness/browser.ts";
import { png } from "./harness/own-files.ts";
import { corpus, gathered, own, withoutCorpus } from "./harness/payloads.ts";
import { addressOf, Site, type Report } from "./harness/site.ts";

let browser: Browser;
let site: Site;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}

/** A note with these texts in each place that takes text. What opens a tag may swallow what follows: code comes first. */
function note(texts: string[], at: number): string {
  const first = JSON.stringify(oneLine(texts[0] ?? "") || "vide");
  const codes = texts.filter(isText).map(fenced);
  const parts = texts.filter(isText).map((text) => {
    const line = oneLine(text);
    const bare = line.replace(/[[\]]/g, "");
    const cell = line.replaceAll("|", "\\|");
    return [
      `[${line}](#x) [mot](<${line.replace(/[<>]/g, "")}>) [mot](${line.replace(/\s/g, "")}) [mot][r${at}]`,
      `![${line}](plan.png "${line.replaceAll('"', "'")}")`,
      `![mot](plan.png '${line.replaceAll("'", '"')}')`,
      `[[${bare}]] ![[${bare}]] [[Accueil|${bare}]] [[Accueil#${bare}]]`,
      `| a | ${cell} |\n|---|---|\n| ${cell} | b |`,
      `## ${line}`,
      `> [!${line}] ${line}\n> ${line}`,
      `$${line}$ et \`\`${line}\`\``,
      `Terme ${line}\n: ${line}`,
      `[r${at}]: <${line.replace(/[<>]/g, "")}> "${line.replaceAll('"', "'")}"`,
    ].join("\n\n");
  });
  const raw = texts.filter(isText).map((text) => `- ${oneLine(text)}\n\n${text}`);
  return `---\ntitle: ${first}\nauthors: [${first}]\ntags: [${first}]\naliases: [${first}]\n---\nDébut ${at}.\n\n${codes.join("\n\n")}\n\n${parts.join("\n\n")}\n\n${raw.join("\n\n")}\n`;
}

/** A name that a file system takes. */
function named(text: string, at: number, end: string): string {
  let name = oneLine(text).replace(/[/\u0000]/g, "∕");
  while (Buffer.byteLength(name) > 200) name = name.slice(0, -1);
  return `${String(at).padStart(4, "0")} ${name.toWellFormed()}${end}`;
}

const svgOf = (n: number) => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${n}" height="9">`;

async function bring(name: string, texts: string[][]): Promise<Report> {
  const files: Record<string, string | Uint8Array> = { "accueil.md": "# Accueil\n\nUn texte.\n", "plan.png": png(8, 8) };
  texts.forEach((some, at) => (files[`${String(at).padStart(4, "0")}.md`] = note(some, at)));
  const report = await site.import(await site.write(name, files), name);
  assert.equal(report.refused, 0, JSON.stringify(report.files.filter((file) => file.result === "refused")));
  return report;
}

/** Opens every note of a report, and finds each text in it, as it was written. */
async function openAll(report: Report, texts: string[][]): Promise<void> {
  const { context, page } = await unprotected(browser, site);
  const amiss: string[] = [];
  for (const [at, some] of texts.entries()) {
    const address = addressOf(report, `${String(at).padStart(4, "0")}.md`);
    amiss.push(...(await amissAt(page, site, address)));
    const shown = await page.locator("[data-part=body] pre > code").allTextContents();
    for (const text of some.filter(isText)) {
      const written = `${text.replace(/\r\n?/g, "\n").replaceAll("\uFDD0", "\uFFFD")}\n`;
      if (!shown.includes(written) && oneLine(text) !== "") amiss.push(`${address}: does not show ${JSON.stringify(text)}`);
    }
    if (((await page.textContent("h1")) ?? "").trim() === "") amiss.push(`${address}: no title is seen`);
  }
  await context.close();
  assert.deepEqual(amiss, []);
}

/** Opens every list of a notebook of files named by these texts. */
async function openLists(name: string, texts: string[]): Promise<void> {
  const files: Record<string, string | Uint8Array> = {};
  const images: string[] = [];
  texts.forEach((text, at) => {
    files[named(text, at, ".md")] = "Un texte.\n";
    const image = named(text, at, ".png");
    files[image] = png(8, 8);
    images.push(`![${at}](<${encodeURIComponent(image)}>)`);
  });
  files["images.md"] = `# Images\n\n${images.join("\n")}\n`;
  const report = await site.import(await site.write(name, files), name);
  assert.equal(report.refused, 0);
  const { context, page } = await unprotected(browser, site);
  const amiss: string[] = [];
  for (const sort of ["manual", "title"]) {
    let next: string | null = `${report.notebook.address}?sort=${sort}`;
    while (next) {
      amiss.push(...(await amissAt(page, site, next)));
      const href: string | null = await page.locator("main a[rel=next]").evaluateAll((links) => links[0]?.getAttribute("href") ?? null);
      next = href && new URL(href, page.url()).pathname + new URL(href, page.url()).search;
    }
  }
  amiss.push(...(await amissAt(page, site, addressOf(report, "images.md"))));
  assert.equal(await page.locator("[data-part=body] img").count(), texts.length);
  amiss.push(...(await amissAt(page, site, "/recent")), ...(await amissAt(page, site, "/")));
  await context.close();
  assert.deepEqual(amiss, []);
}

/** Opens each text as a stored SVG, at its own address or beside others in frames, and asks for it as a stored page. */
async function openFiles(name: string, texts: string[], atOnce = 1): Promise<void> {
  const files: Record<string, string> = {};
  const links: string[] = [];
  texts.forEach((payload, at) => {
    files[`${at}.svg`] = `${svgOf(at + 1)}${payload}<rect width="9" height="9"/></svg>`;
    files[`${at}.html`] = `<!doctype html><title>x</title>${payload}`;
    links.push(`![${at}](${at}.svg) [${at}](${at}.html)`);
  });
  files["liens.md"] = `# Liens\n\n${links.join("\n\n")}\n`;
  const report = await site.import(await site.write(name, files), name);
  const context = await reader(browser, site);
  const amiss: string[] = [];
  const page = await context.newPage();
  const svgs = [...texts.keys()].map((at) => site.address + addressOf(report, `${at}.svg`));
  for (let at = 0; at < svgs.length; at += atOnce) {
    const some = svgs.slice(at, at + atOnce);
    const watched = watch(page, site);
    const asking = sent(page);
    const [first = ""] = some;
    if (some.length > 1) await page.setContent(some.map((svg) => `<iframe src="${svg}"></iframe>`).join(""), { waitUntil: "load" });
    else await page.goto(first).catch((error: Error) => assert.match(error.message, /Download is starting/));
    const asked = await asking();
    page.removeAllListeners();
    assert.ok(some.every((svg) => asked.has(svg)), `${first} is opened`);
    const acted = watched.complaints.filter((line) => /^(dialog|window|script)/.test(line));
    const others = [...asked].filter((url) => !some.includes(url) && !/\/favicon\.ico$|^data:|^about:/.test(url));
    amiss.push(...[...acted, ...others].map((fault) => `${first}: ${fault}`));
  }
  for (const at of texts.keys()) {
    const html = await fetch(site.address + addressOf(report, `${at}.html`));
    const isHarmless = html.headers.get("content-disposition")?.startsWith("attachment") && html.headers.get("content-type") === "application/octet-stream";
    if (!isHarmless) amiss.push(`${at}.html is ${html.headers.get("content-type")}`);
  }
  await context.close();
  assert.deepEqual([...new Set(amiss)], []);
}

/** Gives these names to notebooks, people and communities. */
async function nameAll(texts: string[]): Promise<void> {
  const { context, page } = await unprotected(browser, site);
  const amiss: string[] = [];
  const folder = await site.write("un", { "a.md": "# Une note\n\nUn texte.\n" });
  for (const [at, text] of texts.entries()) {
    const title = `${oneLine(text)} ${at}`;
    const report = await site.import(folder, title, "--author", title);
    const community = await site.admin("community", "add", `c-${at}`, title);
    amiss.push(...(await amissAt(page, site, report.notebook.address)));
    assert.equal(await page.textContent("h1"), title);
    assert.equal(await page.title(), `${title} — Sillage`);
    amiss.push(...(await amissAt(page, site, addressOf(report, "a.md"))));
    const author = await page.getAttribute("[data-part=byline] a[rel=author]", "href");
    if (author) amiss.push(...(await amissAt(page, site, author)));
    amiss.push(...(await amissAt(page, site, community.address)));
  }
  for (const list of ["/", "/notebooks", "/communities"]) amiss.push(...(await amissAt(page, site, list)));
  await context.close();
  assert.deepEqual(amiss, []);
}

describe("a text of ours that tries to act", { skip: withoutChromium }, () => {
  it("would be seen to act, on a page that lets it", async () => {
    const { context, page } = await unprotected(browser, site);
    const home = await (await fetch(site.address)).text();
    for (const text of ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href=javascript:alert(1)>x</a>", "<img src=//evil.example/x.png>", "<p style='color: red'>x</p>"]) {
      await page.route("**/acts", (route) => route.fulfill({ body: home.replace("<h1>", `${text}<h1>`), contentType: "text/html" }));
      assert.notDeepEqual(await amissAt(page, site, "/acts"), [], text);
      await page.unroute("**/acts");
    }
    await context.close();
  });
  const texts = own.map((text) => [text]);
  it("is shown in notes and does nothing", async () => openAll(await bring("nos-textes", texts), texts));
  it("does nothing as the name of files and the title of notes", async () => openLists("nos-noms", own));
  it("does nothing as a stored SVG or page", async () => openFiles("nos-fichiers", own));
  it("does nothing as the name of a notebook, a person or a community", async () => nameAll(own.filter((text) => isText(text) && text.length < 80 && !text.includes("\uFDD0")).slice(0, 12)));
});

const absent = withoutChromium || withoutCorpus("hostile");

describe(`a text that others gathered (${corpus("hostile").split("/").slice(-2).join("/")})`, { skip: absent }, () => {
  it("is shown in notes and does nothing: HTML and SVG", async () => {
    const { markup } = await gathered();
    assert.ok(markup.length >= 200);
    const texts = markup.map((text) => [text]);
    await openAll(await bring("balises", texts), texts);
  });
  it("is shown in notes and does nothing: awkward strings", async () => {
    const { awkward } = await gathered();
    assert.ok(awkward.length >= 500);
    const texts = Array.from({ length: Math.ceil(awkward.length / 8) }, (_, at) => awkward.slice(at * 8, at * 8 + 8));
    await openAll(await bring("chaînes", texts), texts);
  });
  it("does nothing as the name of files and the title of notes", async () => {
    const { markup, awkward } = await gathered();
    await openLists("noms", [...markup, ...awkward]);
  });
  it("does nothing as a stored SVG or page", async () => {
    await openFiles("fichiers", (await gathered()).markup, 13);
  });
});
