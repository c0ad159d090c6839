// Stored files: shown, heard, offered, and never able to act as a page of the site.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { openBrowser, reader, sent, watch, withoutChromium } from "./harness/browser.ts";
import { pdf, png, svg, wav, webm } from "./harness/own-files.ts";
import { addressOf, Site, type Report } from "./harness/site.ts";

/** What a script of ours would ask, were it run. */
const asks = `fetch("/recent?acted").then(() => postMessage(""))`;

let browser: Browser;
let site: Site;
let report: Report;
let context: BrowserContext;
let page: Page;

const note = `# Des fichiers

![un plan](plan.png "Le plan")
![une barque](barque.svg)
![un chant](chant.wav)
![un film](film.webm)

[le mode d’emploi](mode.pdf), [une page](page.html), [des données](données.csv), [un script](acte.js), [une feuille](feuille.xml)
`;

const acting = `<script>document.title = "acted"; alert(1); fetch("/recent")</script>`;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start();
  const folder = await site.write("notes", {
    "fichiers.md": note,
    "plan.png": png(),
    "barque.svg": svg,
    "mauvais.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)">${acting}<rect width="9" height="9"/></svg>`,
    "chant.wav": wav(),
    "film.webm": await webm(browser),
    "mode.pdf": pdf(),
    "page.html": `<!doctype html><title>Page</title>${acting}`,
    "données.csv": "plante;récolte\ntomate;août\n",
    "acte.js": "alert(1)",
    "feuille.xml": `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${acting}</html>`,
    "images.md": "# Images\n\n![mauvaise](mauvais.svg)\n",
  });
  report = await site.import(folder, "Fichiers");
  context = await reader(browser, site);
  page = await context.newPage();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const headersOf = async (path: string, headers: Record<string, string> = {}) =>
  fetch(site.address + addressOf(report, path), { headers });

describe("a stored file", { skip: withoutChromium }, () => {
  it("is shown in its note, at its size", async () => {
    await page.goto(addressOf(report, "fichiers.md"));
    const images = page.locator("[data-part=body] img");
    assert.equal(await images.count(), 2);
    for (const image of await images.all()) await image.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
    assert.deepEqual(await images.first().evaluate((image: HTMLImageElement) => [image.naturalWidth, image.alt]), [320, "un plan"]);
    assert.equal(await page.locator("figure figcaption").count(), 0, "several images in a paragraph are no figure");
  });

  it("is heard and seen, from any moment of it", async () => {
    await page.goto(addressOf(report, "fichiers.md"));
    for (const kind of ["audio", "video"]) {
      const moment = await page.locator(`[data-part=body] ${kind}[controls]`).evaluate(async (player: HTMLMediaElement) => {
        player.muted = true;
        await player.play();
        player.pause();
        player.currentTime = 0.3;
        await new Promise((sought) => player.addEventListener("seeked", sought, { once: true }));
        return player.error ? -1 : player.currentTime;
      });
      assert.ok(Math.abs(moment - 0.3) < 0.01, `${kind} at ${moment}`);
    }
  });

  it("gives the part that is asked for", async () => {
    const whole = Buffer.from(await (await headersOf("chant.wav")).arrayBuffer());
    const part = await headersOf("chant.wav", { range: "bytes=4-11" });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get("content-range"), `bytes 4-11/${whole.length}`);
    assert.deepEqual(Buffer.from(await part.arrayBuffer()), whole.subarray(4, 12));
  });

  it("has a type of the short list, or is offered to be saved", async () => {
    const types = {
      "plan.png": ["image/png", "inline"],
      "barque.svg": ["image/svg+xml", "inline"],
      "chant.wav": ["audio/wav", "inline"],
      "film.webm": ["video/webm", "inline"],
      "données.csv": ["text/plain; charset=utf-8", "inline"],
      "mode.pdf": ["application/pdf", "attachment"],
      "page.html": ["application/octet-stream", "attachment"],
      "acte.js": ["application/octet-stream", "attachment"],
      "feuille.xml": ["application/octet-stream", "attachment"],
    };
    for (const [path, [type, disposition]] of Object.entries(types)) {
      const { headers } = await headersOf(path);
      assert.equal(headers.get("content-type"), type, path);
      assert.equal(headers.get("content-disposition")?.split(";")[0], disposition, path);
      assert.match(headers.get("content-security-policy") ?? "", /^sandbox/, path);
      assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    }
  });

  it("is offered under its own name", async () => {
    await page.goto(addressOf(report, "fichiers.md"));
    for (const [words, name] of [
      ["le mode d’emploi", "mode.pdf"],
      ["une page", "page.html"],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`text=${words}`)]);
      assert.equal(download.suggestedFilename(), name);
    }
  });

  it("cannot act as a page of the site, opened at its own address", async () => {
    for (const path of ["barque.svg", "mauvais.svg", "page.html", "acte.js", "feuille.xml"]) {
      const opened = await context.newPage();
      const watched = watch(opened, site);
      const asking = sent(opened);
      // What is offered to be saved opens no page at all.
      await opened.goto(addressOf(report, path)).catch((error: Error) => assert.match(error.message, /Download is starting/));
      assert.notEqual(await opened.title(), "acted", path);
      assert.ok(!watched.complaints.some((line) => line.startsWith("dialog")), path);
      const others = [...(await asking())].filter((url) => url !== site.address + addressOf(report, path) && !url.endsWith("/favicon.ico"));
      assert.deepEqual(others, [], path);
      assert.equal(await opened.evaluate(() => document.cookie).catch(() => ""), "", path);
      await opened.close();
    }
  });

  it("cannot act from inside a note either", async () => {
    const watched = watch(page, site);
    await page.goto(addressOf(report, "images.md"));
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    assert.deepEqual(watched, { complaints: [], elsewhere: [] });
  });
});

describe("a picture much higher than a screen", { skip: withoutChromium }, () => {
  it("is shown whole, no higher than a page lets it be, on a screen and on paper, and moves nothing as it comes", async () => {
    const folder = await site.write("high", {
      "fil.png": png(1, 65_535),
      "affiche.png": png(300, 6_000),
      "images.md": "# Images\n\n![un fil](fil.png)\n\n![une affiche](affiche.png)\n\nLa suite.\n",
    });
    const brought = await site.import(folder, "Images hautes");
    for (const width of [360, 1440]) {
      const high = await (await reader(browser, site, { width })).newPage();
      const images = high.locator("[data-part=body] img");
      const heights = () => images.evaluateAll((all) => all.map((image) => Math.round(image.getBoundingClientRect().height)));
      let give = (): void => undefined;
      const given = new Promise<void>((done) => (give = done));
      await high.route("**/files/**", async (route) => {
        await given;
        await route.continue();
      });
      await high.goto(addressOf(brought, "images.md"));
      const awaited = await heights();
      // 90 rem.
      assert.deepEqual(awaited, [1_440, 1_440], `${width} pixels`);
      give();
      for (const image of await images.all()) await image.scrollIntoViewIfNeeded();
      await high.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
      assert.deepEqual(await heights(), awaited, `${width} pixels`);
      const fits = await images.evaluateAll((all) => all.map((image) => getComputedStyle(image).objectFit));
      assert.deepEqual(fits, ["contain", "contain"], "none is squeezed");
      await high.emulateMedia({ media: "print" });
      // 22 cm.
      assert.deepEqual(await heights(), [831, 831], `${width} pixels`);
      await high.context().close();
    }
  });
});

describe("a picture that is a script or a page as well", { skip: withoutChromium }, () => {
  const page = `<!doctype html><title>x</title><script>${asks}</script>`;
  const lying: Record<string, string | Uint8Array> = {
    "jumeau.gif": Buffer.from(`GIF89a/*\u0001\0\u0080\0\0*/=1;${asks}//`, "latin1"),
    "jumeau.jpg": Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.from(`/*JFIF*/=1;${asks}//`)]),
    "jumeau.png": Buffer.concat([png(9, 9), Buffer.from(page)]),
    "page.png": page,
    "acte.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload='${asks}'><script>${asks}</script><rect width="9" height="9"/></svg>`,
    "acte.txt": asks,
    "archive.png": Buffer.from("PK\u0003\u0004", "latin1"),
    // 60,000 pixels on each side, and none of them there.
    "immense.jpg": Buffer.from("ffd8ffc0001108ea60ea6003012200021101031101ffd9", "hex"),
    "vide.png": "",
  };
  let brought: Report;

  before(async () => {
    const files = Object.keys(lying).map((name) => `![${name}](${name})`);
    const folder = await site.write("lying", { ...lying, "images.md": `# Images\n\n${files.join("\n\n")}\n\nLa suite.\n` });
    brought = await site.import(folder, "Images qui mentent");
    assert.equal(brought.refused, 0);
  });

  /** What acts on a page that no policy holds, which takes each in every way that runs a script; or opened by itself. */
  async function acting(addresses: string[]): Promise<string[]> {
    const trap = await browser.newContext({ baseURL: site.address });
    const asked: string[] = [];
    trap.on("request", (request) => asked.push(request.url()));
    await trap.route("**/script", (route) => route.fulfill({ contentType: "text/javascript", body: asks }));
    const taken = addresses.map(
      (of) =>
        `<script src="${of}"></script><script type="module" src="${of}"></script><link rel="stylesheet" href="${of}">` +
        `<img src="${of}"><iframe src="${of}"></iframe><object data="${of}"></object><embed src="${of}">`,
    );
    const run =
      "const worked = (of) => new Promise((done) => Object.assign(new Worker(of), { onerror: done, onmessage: done }));" +
      "const each = (of) => [worked(of), import(of), navigator.serviceWorker.register(of)];" +
      `await Promise.allSettled(${JSON.stringify(addresses)}.flatMap(each)); document.title = "over";`;
    const body = `<!doctype html>${taken.join("")}<script type="module">${run}</script>`;
    await trap.route("**/trap", (route) => route.fulfill({ contentType: "text/html", body }));
    const opened = await trap.newPage();
    await opened.goto("/trap");
    await opened.waitForFunction(() => document.title === "over");
    for (const address of addresses) {
      await opened.goto(address).catch((error: Error) => assert.match(error.message, /Download is starting/));
    }
    await trap.close();
    return asked.filter((url) => url.endsWith("?acted"));
  }

  it("runs in no way, not even on a page that no policy holds", async () => {
    assert.notDeepEqual(await acting(["/script"]), [], "a script is seen to run");
    assert.deepEqual(await acting(Object.keys(lying).map((path) => addressOf(brought, path))), []);
  });

  it("leaves its note whole, however large it says to be", async () => {
    for (const width of [360, 1440]) {
      const narrow = await (await reader(browser, site, { width })).newPage();
      const watched = watch(narrow, site);
      await narrow.goto(addressOf(brought, "images.md"));
      await narrow.locator("[data-part=body]").getByText("La suite.").scrollIntoViewIfNeeded();
      await narrow.waitForFunction(() => [...document.images].every((image) => image.complete));
      assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
      assert.deepEqual(await narrow.locator("[data-part=body] a").allTextContents(), ["page.png", "acte.txt", "archive.png", "vide.png"]);
      assert.deepEqual(watched, { complaints: [], elsewhere: [] });
      await narrow.context().close();
    }
  });
});
