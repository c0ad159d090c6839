// What holds for every page, whoever looks at it and however.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { openBrowser, reader, watch, withoutChromium, type Look } from "./harness/browser.ts";
import { build, cookieOf, type Place, type World } from "./harness/world.ts";

declare const axe: typeof import("axe-core");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;
let world: World;

before(async () => {
  if (withoutChromium) return;
  browser = await openBrowser();
  world = await build(browser);
});
after(async () => {
  await browser?.close();
  await world?.site.stop();
});

/** Opens each page as this reader, and gives it to `look`. */
async function eachPage(look: Partial<Look>, seen: (page: Page, place: Place) => Promise<void>, more = {}) {
  const contexts = new Map<string | undefined, BrowserContext>();
  for (const place of world.places) {
    const cookie = cookieOf(world, place);
    const context = contexts.get(cookie) ?? (await reader(browser, world.site, look, cookie, more));
    contexts.set(cookie, context);
    const page = await context.newPage();
    await seen(page, place);
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
}

async function open(page: Page, place: Place): Promise<void> {
  const answer = await page.goto(place.address);
  assert.equal(answer?.status(), place.status ?? 200, place.name);
}

/** What depends on colours and widths; all else is the same in each. */
const ofColours = ["color-contrast", "link-in-text-block"];
const ofWidths = [...ofColours, "target-size", "scrollable-region-focusable"];

/** The faults that axe knows; of these rules, where some are named. */
async function faultsOf(page: Page, rules: string[] = []): Promise<string[]> {
  return page.evaluate(async (rules) => {
    const only = rules.length > 0 ? { runOnly: rules } : {};
    const found = await axe.run(document, { resultTypes: ["violations"], ...only });
    return found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`);
  }, rules);
}

describe("every page", { skip: withoutChromium }, () => {
  for (const language of ["fr", "en"] as const) {
    it(`has no fault that axe knows, in the light and in the dark, at each width; says nothing to the console, asks nobody else (${language})`, async () => {
      await eachPage({ language }, async (page, place) => {
        if (place.alike) return;
        const watched = watch(page, world.site);
        await open(page, place);
        assert.equal(await page.getAttribute("html", "lang"), `${language}-CA`, place.name);
        await page.evaluate(axeSource);
        for (const theme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: theme });
          for (const width of [1440, 768, 360]) {
            await page.setViewportSize({ width, height: 900 });
            const rules = theme === "dark" ? ofColours : width === 768 ? ofWidths : [];
            assert.deepEqual(await faultsOf(page, rules), [], `${place.name}, ${theme}, ${width} pixels`);
          }
        }
        // The browser says itself, of a page that is a 404, that it was not found.
        const said = watched.complaints.filter((line) => !(place.status && line.includes("Failed to load resource")));
        assert.deepEqual(said, [], place.name);
        assert.deepEqual(watched.elsewhere, [], place.name);
      });
    });
  }

  it("fits in 320, 360, 768 and 1440 pixels, in both languages", async () => {
    for (const language of ["fr", "en"] as const) {
      await eachPage({ language }, async (page, place) => {
        await open(page, place);
        for (const width of [320, 360, 768, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.equal(wide, 0, `${place.name} is ${wide} pixels too wide for ${width} (${language})`);
        }
      });
    }
  });

  it("keeps lines of 60 to 75 characters where there is room", async () => {
    await eachPage({ width: 1440 }, async (page, place) => {
      if (place.page !== "note") return;
      await open(page, place);
      const letters = await page.evaluate(() => {
        const text = document.querySelector<HTMLElement>("[data-part=body]");
        if (!text) return 0;
        const probe = document.createElement("p");
        probe.style.cssText = "position: absolute; white-space: nowrap";
        probe.textContent = "une langue où les lettres sont mêlées à leurs espaces, comme ici et comme partout";
        text.append(probe);
        return text.clientWidth / (probe.getBoundingClientRect().width / probe.textContent.length);
      });
      assert.ok(letters >= 60 && letters <= 75, `${place.name}: ${letters} characters`);
    });
  });

  it("says what the contract promises to scripts", async () => {
    await eachPage({}, async (page, place) => {
      await open(page, place);
      const faults = await page.evaluate((kind) => {
        const faults: string[] = [];
        const all = (selector: string) => [...document.querySelectorAll(selector)];
        const count = (selector: string, wanted: number) => {
          const found = all(selector).length;
          if (found !== wanted) faults.push(`${found} × ${selector}`);
        };
        count("html[lang][data-theme=auto]", 1);
        count(`body[data-page="${kind}"]`, 1);
        count("h1", 1);
        count("main", 1);
        count("main#main", 1);
        count("nav:not([aria-label])", 0);
        count("footer a[hreflang]", 1);
        count("footer form[data-form=theme]", 1);
        count("footer a[rel=source]", 1);
        count("script, style, [style], iframe, object, embed, base", 0);
        for (const element of all("*")) {
          for (const { name } of element.attributes) if (/^on/i.test(name)) faults.push(`${element.tagName} ${name}`);
        }
        const ids = all("[id]").map((element) => element.id);
        for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`two of id ${id}`);
        for (const link of all('a[href^="#"]')) {
          const id = decodeURIComponent(link.getAttribute("href")?.slice(1) ?? "");
          if (!document.getElementById(id)) faults.push(`#${id} leads nowhere`);
        }
        const levels = all("h1, h2, h3, h4, h5, h6").map((heading) => Number(heading.tagName[1]));
        levels.forEach((level, at) => {
          if (level > (levels[at - 1] ?? 1) + 1) faults.push(`a heading jumps to level ${level}`);
        });
        return faults;
      }, place.page);
      assert.deepEqual(faults, [], place.name);
      if (place.status) assert.equal(await page.getAttribute("body", "data-status"), String(place.status));
    });
  });

  it("is whole without script, in one request for the page", async () => {
    const whole = new Map<Place, string>();
    await eachPage({}, async (page, place) => {
      await open(page, place);
      whole.set(place, await page.content());
    });
    const silent = { javaScriptEnabled: false };
    await eachPage(
      {},
      async (page, place) => {
        const asked: string[] = [];
        page.on("request", (request) => asked.push(request.resourceType()));
        await open(page, place);
        assert.equal(await page.content(), whole.get(place), place.name);
        const kinds = new Set(asked.filter((kind) => !["image", "media", "other"].includes(kind)));
        assert.deepEqual([...kinds].sort(), ["document", "stylesheet"], place.name);
        assert.equal(asked.filter((kind) => kind === "document").length, 1, place.name);
      },
      silent,
    );
  });

  it("can be printed, in ink on paper whatever the theme, without what only a screen can do", async () => {
    await eachPage({ theme: "dark" }, async (page, place) => {
      if (place.alike) return;
      await open(page, place);
      await page.emulateMedia({ media: "print" });
      const shown = await page.evaluate(() => {
        const shows = (element: Element | null) => element?.checkVisibility() ?? false;
        const main = document.querySelector("main");
        return {
          title: shows(document.querySelector("h1")),
          text: [...document.querySelectorAll("[data-part=body], li[data-note], li[data-notebook], li[data-version]")].every(shows),
          frame: [...document.querySelectorAll("body > header, body > footer, .skip, .more")].some(shows),
          paper: getComputedStyle(document.documentElement).backgroundColor,
          inks: [...new Set([...(main?.querySelectorAll("*") ?? [])].filter(shows).map((element) => getComputedStyle(element).color))],
        };
      });
      assert.deepEqual({ ...shown, inks: [] }, { title: true, text: true, frame: false, paper: "rgba(0, 0, 0, 0)", inks: [] }, place.name);
      for (const ink of shown.inks) {
        const [red = 255, green = 255, blue = 255] = (ink.match(/[\d.]+/g) ?? []).map(Number);
        assert.ok(0.2126 * red + 0.7152 * green + 0.0722 * blue < 130, `${place.name}: ${ink} on paper`);
      }
    });
  });

  it("is reached by Tab, from the way past the menu to the end, with the focus seen at each stop", async () => {
    const kinds = new Set<string>();
    await eachPage({}, async (page, place) => {
      // Other pages of the same kind have nothing else to stop on.
      if (kinds.has(place.page)) return;
      kinds.add(place.page);
      await open(page, place);
      const reachable = await page.evaluate(() => {
        const selector = 'a[href], button, input:not([disabled]), summary, audio[controls], video[controls], [tabindex="0"]';
        const shown = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.checkVisibility());
        shown.forEach((element, at) => element.setAttribute("data-stop", String(at)));
        return shown.length;
      });
      const reached = new Set<string>();
      for (let stop = 0; stop < reachable * 12 + 50; stop++) {
        await page.keyboard.press("Tab");
        const now = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          return {
            stop: element.getAttribute("data-stop"),
            href: element.getAttribute("href"),
            what: element.outerHTML.slice(0, 120),
            seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && box.width > 0,
            inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          };
        });
        if (!now) break;
        if (stop === 0) assert.equal(now.href, "#main", place.name);
        assert.ok(now.seen, `${place.name}: the focus is not seen on ${now.what}`);
        assert.ok(now.inside, `${place.name}: the focus is out of sight on ${now.what}`);
        if (now.stop) reached.add(now.stop);
        if (reached.size === reachable) break;
      }
      assert.equal(reached.size, reachable, `${place.name}: ${reachable - reached.size} of ${reachable} are not reached`);
    });
  });

  it("links to the source of the program that runs", async () => {
    const sources = new Set<string>();
    await eachPage({}, async (page, place) => {
      await open(page, place);
      const link = page.locator("footer a[rel=source]");
      sources.add((await link.getAttribute("href")) ?? "");
      assert.match((await link.textContent()) ?? "", /Sillage \d+\.\d+\.\d+/, place.name);
    });
    const [source = ""] = sources;
    assert.equal(sources.size, 1);
    const answer = await fetch(new URL(source, world.site.address));
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/gzip"]);
    const archive = gunzipSync(await answer.arrayBuffer()).toString("latin1");
    assert.match(archive, /\bcrates\/web\/src\/lib\.rs\0/);
  });

  it("has headers that keep it from acting for others", async () => {
    await eachPage({}, async (page, place) => {
      const headers = (await page.goto(place.address))?.headers() ?? {};
      const policy = headers["content-security-policy"] ?? "";
      assert.match(policy, /default-src 'none'/, place.name);
      assert.match(policy, /frame-ancestors 'none'/, place.name);
      assert.doesNotMatch(policy, /unsafe-|https?:|\*/, place.name);
      assert.equal(headers["x-content-type-options"], "nosniff", place.name);
      assert.equal(headers["referrer-policy"], "same-origin", place.name);
      assert.ok(headers["vary"], place.name);
      assert.equal(Boolean(headers["etag"]), !place.as && !place.status, place.name);
    });
  });
});
