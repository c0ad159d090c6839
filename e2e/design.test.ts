// The look: what a reader chose, what a key shows, how wide a text is, that nothing moves.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, reader, withoutChromium, type Look } from "./harness/browser.ts";
import { Site } from "./harness/site.ts";

let browser: Browser;
let site: Site;
let note: string;
const pages = new Map<string, string>();

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  site = await Site.start({ demo: "empty" });
  const page = await (await reader(browser, site)).newPage();
  await page.goto("/notebooks");
  const href = async (name: string) => (await page.getByRole("link", { name }).first().getAttribute("href")) ?? "";
  const work = await href("Animer une communauté de pratique");
  const grid = await href("Trousse de rencontres");
  await page.goto(work);
  note = await href("Une charte qui vit");
  for (const [name, address] of [
    ["home", "/"],
    ["work", work],
    ["grid", grid],
    ["note", note],
    ["chapter", await href("Lire d’une traite")],
    ["lexicon", "/lexicon"],
    ["organisations", "/organisations"],
    ["communities", "/communities"],
    ["recent", "/recent"],
    ["absent", "/n/none"],
  ] as const) {
    pages.set(name, address);
  }
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function opened(look: Partial<Look>, address: string, more = {}): Promise<Page> {
  const page = await (await reader(browser, site, look, undefined, more)).newPage();
  await page.goto(address);
  return page;
}

describe("the look of pages", { skip: withoutChromium }, () => {
  it("is as its reader chose: the size of text and the face, without script, until chosen otherwise", async () => {
    const page = await opened({}, note, { javaScriptEnabled: false });
    const style = async () => {
      const text = page.locator("[data-part=body] p").first();
      return text.evaluate((element) => ({ size: parseFloat(getComputedStyle(element).fontSize), face: getComputedStyle(element).fontFamily }));
    };
    const choose = async (name: string) => {
      await page.click("footer summary");
      await page.getByRole("button", { name }).click();
    };
    const usual = await style();
    await choose("Très grand");
    const larger = await style();
    assert.ok(larger.size > usual.size * 1.35, `${usual.size} and ${larger.size}`);
    await choose("Simples");
    const plain = await style();
    assert.deepEqual([plain.size, plain.face], [larger.size, "system-ui, sans-serif"]);
    await choose("Sombre");
    assert.deepEqual(await style(), plain, "one choice leaves the others as they are");
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies.map(({ name, value }) => [name, value]), [["__Host-theme", "dark.larger.plain.underlined"]]);
    await choose("Normal");
    await choose("De lecture");
    assert.deepEqual(await style(), usual);
    await page.context().close();
  });

  it("shows its keys with ?, and keys of one character can be switched off for good", async () => {
    const page = await opened({}, note);
    const keys = page.getByRole("dialog", { name: "Touches du clavier" });
    await page.keyboard.press("?");
    await keys.waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await keys.isVisible(), false);
    await page.getByRole("button", { name: "Touches du clavier" }).click();
    await keys.getByRole("checkbox").uncheck();
    await keys.getByRole("button", { name: "Fermer" }).click();
    await page.reload();
    await page.keyboard.press("?");
    assert.equal(await keys.isVisible(), false);
    await page.getByRole("button", { name: "Touches du clavier" }).click();
    assert.equal(await keys.getByRole("checkbox").isChecked(), false);
    await page.context().close();
    const silent = await opened({}, note, { javaScriptEnabled: false });
    assert.equal(await silent.getByRole("button", { name: "Touches du clavier" }).count(), 0, "no key acts there");
    await silent.context().close();
  });

  it("gives a line of text 60 to 75 characters where there is room", async () => {
    for (const width of [768, 1440]) {
      const page = await opened({ width }, note);
      const lines = await page.locator("[data-part=body] > p").evaluateAll((paragraphs) =>
        paragraphs.flatMap((paragraph) => {
          // Each character's box tells on which line it stands.
          const range = document.createRange();
          const lines = new Map<number, number>();
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (let at = 0; at < (node.textContent?.length ?? 0); at++) {
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              const top = Math.round(range.getBoundingClientRect().bottom / 12);
              lines.set(top, (lines.get(top) ?? 0) + 1);
            }
          }
          // The last line ends where the paragraph does.
          return [...lines.values()].slice(0, -1);
        }),
      );
      const sorted = lines.toSorted((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
      assert.ok(sorted.length > 10 && middle >= 60 && middle <= 75, `${width} pixels: ${middle} characters`);
      await page.context().close();
    }
  });

  it("moves nothing once it is there, at any width", async () => {
    for (const width of [360, 768, 1440]) {
      for (const [name, address] of pages) {
        const page = await (await reader(browser, site, { width })).newPage();
        await page.addInitScript(() => {
          const shifts: string[] = [];
          Object.assign(window, { shifts });
          interface Shift extends PerformanceEntry {
            value: number;
            sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
          }
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as Shift[]) {
              const moved = entry.sources.map(({ node, previousRect, currentRect }) =>
                [(node as Element | null)?.outerHTML?.slice(0, 80), JSON.stringify(previousRect), JSON.stringify(currentRect)].join(" "),
              );
              shifts.push(`${entry.value}: ${moved.join("; ")}`);
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        await page.goto(address, { waitUntil: "networkidle" });
        const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
        assert.deepEqual(shifts, [], `${name}, ${width} pixels`);
        await page.context().close();
      }
    }
  });

  it("scrolls one way only, from 320 pixels and with text twice as large", async () => {
    for (const look of [{ width: 320 }, { width: 1280 }]) {
      for (const [name, address] of pages) {
        const page = await opened(look, address);
        if (look.width === 1280) await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
        const { wide, there } = await page.evaluate(() => ({
          wide: document.documentElement.scrollWidth,
          there: document.documentElement.clientWidth,
        }));
        assert.ok(wide <= there + 1, `${name}, ${look.width} pixels: ${wide} of ${there}`);
        await page.context().close();
      }
    }
  });

  /** What is told by colours of ours alone, or moves, with colours of the reader's and less motion. */
  const untold = (page: Page) =>
    page.evaluate(() => {
      const shown = [...document.querySelectorAll<HTMLElement>("a, button, [aria-current], [aria-pressed=true], mark, ins, del")].filter(
        (element) => element.checkVisibility(),
      );
      return shown
        .filter((element) => {
          const style = getComputedStyle(element);
          if (style.transitionDuration !== "0s" || style.animationName !== "none") return true;
          if (element instanceof HTMLButtonElement && style.borderBlockEndStyle === "none" && style.textDecorationLine === "none") return true;
          // What was chosen, and where one is, is told by weight or line too.
          if (!element.matches("[aria-current], [aria-pressed=true]")) return false;
          return !(Number(style.fontWeight) >= 600 || style.textDecorationLine.includes("underline") || element.textContent?.trim() === "");
        })
        .map((element) => element.outerHTML.slice(0, 120));
    });

  it("says what is where without colours of its own, and moves nothing for who asks for less motion", async () => {
    const theirs = { forcedColors: "active", reducedMotion: "reduce" };
    for (const [name, address] of pages) {
      const page = await opened({}, address, theirs);
      await page.click("footer summary");
      assert.deepEqual(await untold(page), [], name);
      await page.reload();
      // The focus is a line in a colour of the reader's, which is not that of the ground.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      const { line, ground, amiss } = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement ?? document.body);
        const ground = getComputedStyle(document.documentElement).backgroundColor;
        return { line: style.outlineColor, ground, amiss: style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 };
      });
      assert.ok(!amiss && line !== ground, `${name}: ${line} on ${ground}`);
      await page.context().close();
    }
    // It is known to look.
    const page = await opened({}, note, theirs);
    await page.click("footer summary");
    for (const css of ["[aria-pressed=true] { font-weight: 400; text-decoration: none }", "a { transition: color 1s }", "button { border: 0 }"]) {
      await page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, css);
      assert.notDeepEqual(await untold(page), [], css);
    }
    await page.context().close();
  });

  it("is used with keys alone: the contents of a work, the theme, the language, two versions", async () => {
    const page = await opened({ width: 360 }, note);
    const onTo = async (name: string | RegExp, role: "button" | "link" | "radio" | "summary" = "button") => {
      const wanted = role === "summary" ? page.locator("summary", { hasText: name }) : page.getByRole(role, { name }).first();
      for (let stop = 0; stop < 400; stop++) {
        if (await wanted.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`${name} is not reached`);
    };
    const contents = page.locator("nav.work-contents");
    await onTo("Sommaire du carnet");
    await page.keyboard.press("Enter");
    assert.ok(await contents.isVisible());
    await page.keyboard.press("Tab");
    assert.ok(await contents.evaluate((element) => element.contains(document.activeElement)), "the next stop is in what was opened");
    await page.keyboard.press("Escape");
    assert.equal(await contents.isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), "Sommaire du carnet", "and the focus is back");
    await onTo("Affichage", "summary");
    await page.keyboard.press("Enter");
    await onTo("Sombre");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Space")]);
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    await onTo("English", "link");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await page.getAttribute("html", "lang"), "en-CA");
    await onTo(/^\d+ versions$/, "link");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    await onTo(/^Compare/);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await page.getAttribute("body", "data-page"), "compare");
    await page.context().close();
  });
});
