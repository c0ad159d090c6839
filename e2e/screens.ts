// `make screens`: twelve pages, at three widths, in the light and in the dark, in both languages; a sheet for each look.

import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";

import { openBrowser, reader, withoutChromium, type Look } from "./harness/browser.ts";
import { Site } from "./harness/site.ts";

const widths = [360, 768, 1440];
/** How high a picture of a page is, whatever its length: what is seen first, and some of what follows. */
const height = 1300;

/** The pages, by name: each is found as a reader finds it. */
async function found(browser: Browser, site: Site): Promise<[string, string][]> {
  const page = await (await reader(browser, site)).newPage();
  const href = async (name: string | RegExp) => (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
  await page.goto("/notebooks");
  const work = await href("Animer une communauté de pratique");
  const grid = await href("Trousse de rencontres");
  await page.goto(work);
  const note = await href("Une charte qui vit");
  const chapter = await href(/Lire d’une traite/);
  await page.goto(note);
  const person = (await page.locator("a[rel=author]").first().getAttribute("href")) ?? "";
  await page.context().close();
  return [
    ["home", "/"],
    ["note", note],
    ["work", work],
    ["grid", grid],
    ["chapter", chapter],
    ["lexicon", "/lexicon"],
    ["entry", "/lexicon/recolte"],
    ["organisations", "/organisations"],
    ["communities", "/communities"],
    ["community", "/communities/fanal"],
    ["person", person],
    ["recent", "/recent"],
  ];
}

/** Takes every picture of a look, and lays them out on one sheet. */
async function sheet(browser: Browser, site: Site, pages: [string, string][], look: Omit<Look, "width">, folder: string) {
  const rows: string[] = [];
  for (const [name, address] of pages) {
    const cells: string[] = [];
    for (const width of widths) {
      const context = await reader(browser, site, { ...look, width });
      const page = await context.newPage();
      await page.setViewportSize({ width, height });
      await page.goto(address);
      const file = join(folder, `${name}-${look.language}-${look.theme}-${width}.png`);
      await page.screenshot({ path: file });
      await context.close();
      const picture = (await readFile(file)).toString("base64");
      cells.push(`<img width="${width / 3}" alt="" src="data:image/png;base64,${picture}">`);
    }
    rows.push(`<figure><figcaption>${name}</figcaption>${cells.join("")}</figure>`);
  }
  const style = "body{margin:0;font:14px sans-serif;display:grid;grid-template-columns:repeat(2,auto);gap:16px;background:#888}figure{margin:0}figcaption{padding:4px}img{margin-right:6px;vertical-align:top}";
  const page = await browser.newPage({ viewport: { width: 1780, height: 900 } });
  await page.setContent(`<style>${style}</style>${rows.join("")}`);
  const file = resolve(folder, "..", `screens-${look.language}-${look.theme}.png`);
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
  console.log(file);
}

if (withoutChromium) throw new Error(withoutChromium);
const folder = resolve(process.argv[2] ?? "../target/screens");
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const browser = await openBrowser();
const site = await Site.start({ demo: "empty" });
try {
  const pages = await found(browser, site);
  for (const language of ["fr", "en"] as const) {
    for (const theme of ["light", "dark"] as const) await sheet(browser, site, pages, { language, theme }, folder);
  }
} finally {
  await browser.close();
  await site.stop();
}
