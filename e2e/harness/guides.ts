// The pictures of the guides and of the README, taken from the demonstration in the language of each guide.

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";

import { reader } from "./browser.ts";
import { smaller } from "./pictures.ts";
import { Site } from "./site.ts";

type Language = "fr" | "en";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where things of the demonstration are. */
interface Found {
  work: string;
  /** A note of that work, read through it. */
  note: string;
  /** A note through its work, that uses a word of the lexicon. */
  term: string;
  chapter: string;
  /** A note that other notes and notebooks know. */
  known: string;
  cards: string;
  report: string;
}

interface Picture {
  name: string;
  address: (found: Found) => string;
  width?: number;
  height?: number;
  steward?: boolean;
  /** Whether it is taken of the screen as it is: what stands over a page goes when its size changes. */
  asItIs?: boolean;
  /** What is done before, and what is then taken: the whole screen where nothing is said. */
  shown?: (page: Page) => Promise<Box | void>;
}

const gap = 16;

/** Around these, with some air, no wider than the screen and no higher than said. */
async function around(page: Page, parts: Locator[], most = 720): Promise<Box> {
  const boxes: Box[] = [];
  for (const part of parts) {
    const box = await part.boundingBox();
    if (box) boxes.push(box);
  }
  const scrolled = await page.evaluate(() => scrollY);
  const width = page.viewportSize()?.width ?? 0;
  const left = Math.max(0, Math.min(...boxes.map((box) => box.x)) - gap);
  const top = Math.max(0, Math.min(...boxes.map((box) => box.y)) + scrolled - gap);
  const right = Math.min(width, Math.max(...boxes.map((box) => box.x + box.width)) + gap);
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + scrolled + gap;
  return { x: left, y: top, width: right - left, height: Math.min(most, bottom - top) };
}

const pictures: Picture[] = [
  { name: "note", address: ({ note }) => note, height: 620 },
  {
    name: "telephone",
    address: ({ note }) => note,
    width: 390,
    height: 640,
    shown: async (page) => {
      await page.locator(".to-contents").click();
      await page.mouse.move(389, 639);
    },
  },
  {
    name: "term",
    address: ({ term }) => term,
    width: 900,
    asItIs: true,
    shown: async (page) => {
      const term = page.locator("[data-part=body] a.term[data-term]").first();
      await term.evaluate((element) => element.scrollIntoView({ block: "center" }));
      // As a person who uses the keyboard: the focus is seen, and shows the card.
      await page.evaluate(() => document.querySelector<HTMLElement>("[data-part=body] a.term[data-term]")?.focus({ focusVisible: true } as FocusOptions));
      const card = page.locator("#term-card");
      await card.waitFor();
      const box = await around(page, [term.locator("xpath=ancestor::*[self::p or self::li][1]"), card], 420);
      return { ...box, y: box.y - (await page.evaluate(() => scrollY)) };
    },
  },
  {
    name: "around",
    address: ({ known }) => known,
    width: 900,
    shown: async (page) => {
      return around(page, [page.locator("[data-part=cited-by]"), page.locator("[data-part=notebooks]")], 760);
    },
  },
  {
    name: "compare",
    address: ({ known }) => `${known.split("/").slice(0, 3).join("/")}/-/compare/5/6`,
    width: 900,
    shown: async (page) => around(page, [page.locator("article.compare > header"), page.locator(".difference p.added").first()], 10_000).then((box) => ({ ...box, height: box.height - 14 })),
  },
  {
    name: "cite",
    address: ({ note }) => `/n/${/([0-9a-z]{26})(?:\/[^/]*)?$/.exec(note)?.[1] ?? ""}/-/cite`,
    width: 900,
    shown: async (page) => {
      // The site of the pictures has no name of its own: a citation would show the port of a test.
      await page.locator(".citation").evaluateAll((all) => {
        for (const one of all) one.innerHTML = one.innerHTML.replaceAll(location.origin, "https://savoirs.example.org");
      });
      return around(page, [page.locator("main article")]);
    },
  },
  {
    name: "filters",
    address: ({ cards }) => `${cards}?view=list`,
    width: 900,
    shown: async (page) => {
      await page.locator("[data-part=categories] a[data-category]").first().click();
      await page.waitForURL(/category=/);
      return around(page, [page.locator("main header"), page.locator("[data-part=contents] li").first()]);
    },
  },
  { name: "work", address: ({ work }) => work, height: 700 },
  { name: "chapter", address: ({ chapter }) => chapter, width: 900, height: 620 },
  {
    name: "look",
    address: () => "/recent",
    width: 900,
    shown: async (page) => {
      await page.click("footer summary");
      return around(page, [page.locator("footer.site")], 300);
    },
  },
  {
    name: "report",
    address: ({ report }) => report,
    width: 900,
    steward: true,
    shown: async (page) => around(page, [page.locator("main h1"), page.locator("[data-part=link-list]")], 1200),
  },
];

/** A small folder, some of whose links lead nowhere: what a report has to tell. */
const folders: Record<Language, Record<string, string>> = {
  fr: {
    "SUMMARY.md": "# Sommaire\n\n- [Bienvenue](bienvenue.md)\n- [Le local](pratique/local.md)\n",
    "bienvenue.md": "# Bienvenue\n\nVoyez [le local](pratique/local.md), l’[[Horaire]] et [l’ancien règlement](reglement.md).\n",
    "pratique/local.md": "---\nauthors: [Rosalie Cantin]\ncouleur: vert\n---\n# Le local\n\nVoyez la [[Bienvenue]].\n",
    "pratique/photo.md": "\u0000\u0001",
  },
  en: {
    "SUMMARY.md": "# Summary\n\n- [Welcome](welcome.md)\n- [The hall](practical/hall.md)\n",
    "welcome.md": "# Welcome\n\nSee [the hall](practical/hall.md), the [[Timetable]] and [the old rules](rules.md).\n",
    "practical/hall.md": "---\nauthors: [Rosalie Cantin]\ncolour: green\n---\n# The hall\n\nSee [[Welcome]].\n",
    "practical/photo.md": "\u0000\u0001",
  },
};

async function find(page: Page, site: Site, language: Language): Promise<Found> {
  const href = async (link: Locator) => (await link.first().getAttribute("href")) ?? "";
  const names = language === "fr" ? { work: "Animer une communauté de pratique", note: "Une charte qui vit" } : { work: "a short companion", note: "A charter that stays alive" };
  await page.goto("/notebooks");
  const work = await href(page.getByRole("link", { name: names.work }));
  const cards = await href(page.getByRole("link", { name: "Trousse de rencontres" }));
  const french = await href(page.getByRole("link", { name: "Animer une communauté de pratique" }));
  await page.goto(french);
  const known = await href(page.getByRole("link", { name: "Une charte qui vit" }));
  await page.goto(work);
  const note = await href(page.getByRole("link", { name: names.note }));
  const chapter = await href(page.locator("[data-part-title] a"));
  const notes = await page.locator("[data-part=contents] li[data-note] > a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  let term = "";
  for (const one of notes) {
    await page.goto(one);
    if ((await page.locator("[data-part=body] a.term[data-term]").count()) > 0) {
      term = one;
      break;
    }
  }
  await page.goto(note);
  const folder = await site.write(`guide-${language}`, folders[language]);
  const report = await site.import(folder, language === "fr" ? "Guide d’accueil" : "Welcome guide", "--language", language);
  return { work, note, term, chapter, known: `/n/${/([0-9a-z]{26})(?:\/[^/]*)?$/.exec(known)?.[1] ?? ""}`, cards, report: report.address ?? "" };
}

/** Takes them all into `folder`, and gives their paths there. */
export async function takePictures(browser: Browser, folder: string): Promise<string[]> {
  const taken: string[] = [];
  const site = await Site.start({ demo: "empty" });
  const copier = await browser.newPage();
  const keep = async (path: string, file: Buffer) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), await smaller(copier, file));
    taken.push(path);
  };
  try {
    await site.admin("person", "add", "Claire Bélanger", "--steward");
    const steward = await site.cookie("Claire Bélanger");
    for (const language of ["fr", "en"] as const) {
      const looking = await reader(browser, site, { language });
      const found = await find(await looking.newPage(), site, language);
      await looking.close();
      for (const { name, address, width = 1280, height = 900, steward: isSteward, asItIs, shown } of pictures) {
        const context = await reader(browser, site, { language, width }, isSteward ? steward : undefined);
        const page = await context.newPage();
        await page.setViewportSize({ width, height });
        const answer = await page.goto(address(found));
        if (answer?.status() !== 200) throw new Error(`${name} (${language}): ${address(found)} is ${answer?.status()}`);
        const clip = await shown?.(page);
        const file = await page.screenshot(clip ? { clip, fullPage: !asItIs } : {});
        await keep(`${language}/${name}.png`, file);
        if (language === "fr" && (name === "note" || name === "work")) await keep(`${name}.png`, file);
        await context.close();
      }
    }
  } finally {
    await copier.close();
    await site.stop();
  }
  return taken;
}
