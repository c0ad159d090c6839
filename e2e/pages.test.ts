// What holds for every page, whoever looks at it and however.

import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";

import { openBrowser, withoutChromium } from "./harness/browser.ts";
import { build, comeIn, eachPage, open, type Place, type World } from "./harness/world.ts";

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

describe("every page", { skip: withoutChromium }, () => {
  it("fits in 320, 360, 768 and 1440 pixels, in both languages", async () => {
    for (const language of ["fr", "en"] as const) {
      await eachPage(browser, world, { language }, async (page, place) => {
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
    await eachPage(browser, world, { width: 1440 }, async (page, place) => {
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

  it("says what the contract promises to scripts, and leads to the source of the program that runs", async () => {
    const sources = new Set<string>();
    await eachPage(browser, world, {}, async (page, place) => {
      await open(page, place);
      const link = page.locator("footer a[rel=source]");
      sources.add((await link.getAttribute("href")) ?? "");
      assert.match((await link.textContent()) ?? "", /Sillage \d+\.\d+\.\d+/, place.name);
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
        // The style sheet, which a page of error asks for instead.
        count("head > style[data-sheet], head > link[rel=stylesheet]", 1);
        // What a text does not need of it is asked for after the text.
        count(".text ~ link[rel=stylesheet]", kind === "note" ? 1 : 0);
        count("style:not(head > [data-sheet]), [style], iframe, object, embed, base", 0);
        count("script:not([type='application/ld+json'])", 1);
        count('body > footer.site ~ script[type=module][src^="/assets/reading-"]:last-child', 1);
        for (const element of all("*")) {
          for (const { name } of element.attributes) if (/^on/i.test(name)) faults.push(`${element.tagName} ${name}`);
        }
        const ids = all("[id]").map((element) => element.id);
        for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`two of id ${id}`);
        for (const link of all('a[href^="#"]')) {
          const id = decodeURIComponent(link.getAttribute("href")?.slice(1) ?? "");
          if (!document.getElementById(id)) faults.push(`#${id} leads nowhere`);
        }
        const words = document.body.innerText;
        for (const sign of [/\bweb-[a-z]+(-[a-z]+)*/, /[\u2066-\u2069]/, /\{ ?\$/, /<\/?[a-z]+>/]) {
          const found = sign.exec(words);
          if (found) faults.push(`words that were not made ready: ${found[0]}`);
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
    const [source = ""] = sources;
    assert.equal(sources.size, 1);
    const answer = await fetch(new URL(source, world.site.address));
    assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "application/gzip"]);
    const archive = gunzipSync(await answer.arrayBuffer()).toString("latin1");
    assert.match(archive, /\bcrates\/web\/src\/lib\.rs\0/);
  });

  it("is whole without script, in one request for the page", async () => {
    const whole = new Map<Place, string>();
    const cookies = await comeIn(world.site);
    // The button of passkeys is there for who has a script that can press it.
    // What a form would make has its id or its key before, and another each time. How the site is changes while one looks.
    const content = async (page: Page) => {
      const html = (await page.content())
        .replace(/(<pass-key [^>]*?) hidden=""/, "$1")
        .replace(/(name="key" value=")[^"]+/g, "$1")
        .replace(/(<li data-health="[^"]+">.*\n<p class="excerpt">)[^<]*/g, "$1");
      const [, drawn] = /<input type="hidden" name="id" value="([^"]+)">/.exec(html) ?? [];
      return drawn ? html.replaceAll(drawn, "drawn") : html;
    };
    const keep = async (page: Page, place: Place) => {
      await open(page, place);
      whole.set(place, await content(page));
    };
    await eachPage(browser, world, {}, keep, {}, cookies);
    const silent = { javaScriptEnabled: false };
    await eachPage(
      browser,
      world,
      {},
      async (page, place) => {
        const asked: string[] = [];
        page.on("request", (request) => asked.push(request.resourceType()));
        await open(page, place);
        assert.equal(await content(page), whole.get(place), place.name);
        // The browser knows that it asks for no script then.
        const kinds = new Set(asked.filter((kind) => !["image", "media", "other"].includes(kind)));
        // A page bears its style sheet; one of error asks for it, and a note for what its text does not need.
        const asks = place.status || place.page === "note";
        assert.deepEqual([...kinds].sort(), asks ? ["document", "stylesheet"] : ["document"], place.name);
        assert.equal(asked.filter((kind) => kind === "document").length, 1, place.name);
      },
      silent,
      cookies,
    );
  });

  it("can be printed, in ink on paper whatever the theme, without what only a screen can do", async () => {
    await eachPage(browser, world, { theme: "dark" }, async (page, place) => {
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
          // No column beside it stays empty.
          whole: (main?.offsetWidth ?? 0) > 0.9 * document.body.offsetWidth,
          paper: getComputedStyle(document.documentElement).backgroundColor,
          // What stands on a cover is printed with it.
          inks: [...new Set([...(main?.querySelectorAll("*:not(.cover *)") ?? [])].filter(shows).map((element) => getComputedStyle(element).color))],
        };
      });
      assert.deepEqual({ ...shown, inks: [] }, { title: true, text: true, frame: false, whole: true, paper: "rgba(0, 0, 0, 0)", inks: [] }, place.name);
      for (const ink of shown.inks) {
        const [red = 255, green = 255, blue = 255] = (ink.match(/[\d.]+/g) ?? []).map(Number);
        assert.ok(0.2126 * red + 0.7152 * green + 0.0722 * blue < 130, `${place.name}: ${ink} on paper`);
      }
    });
  });

  it("changes language and stays where it is", async () => {
    await eachPage(browser, world, { language: "fr" }, async (page, place) => {
      const first = await page.request.get(place.address);
      const html = await first.text();
      const isFrench = html.includes('<html lang="fr-CA"');
      const [, language, href = "", name] = /<a hreflang="(..)" lang="\1" rel="alternate" href="([^"]+)">([^<]+)</.exec(html) ?? [];
      assert.equal(name, isFrench ? "English" : "Français", place.name);
      const answer = await page.request.get(new URL(href.replaceAll("&#38;", "&").replaceAll("&amp;", "&"), first.url()).href);
      assert.equal(answer.status(), place.status ?? 200, place.name);
      assert.equal(answer.url(), first.url(), place.name);
      assert.ok((await answer.text()).includes(`<html lang="${language}-CA"`), place.name);
    });
  });

  it("has headers that keep it from acting for others", async () => {
    await eachPage(browser, world, {}, async (page, place) => {
      // Asked as the page is, and not drawn.
      const headers = (await page.request.get(place.address)).headers();
      const policy = headers["content-security-policy"] ?? "";
      assert.match(policy, /default-src 'none'/, place.name);
      assert.match(policy, /frame-ancestors 'none'/, place.name);
      assert.doesNotMatch(policy, /unsafe-|https?:|\*/, place.name);
      assert.equal(headers["x-content-type-options"], "nosniff", place.name);
      assert.equal(headers["referrer-policy"], "same-origin", place.name);
      assert.ok(headers["vary"], place.name);
      const isForOne = /no-store/.test(headers["cache-control"] ?? "");
      const isForm = ["sign-in", "sign-up", "set-up", "demo", "me", "admin", "edit"].includes(place.page);
      assert.equal(isForOne, isForm || /^\/communities\/[^/]+\/-\//.test(place.address), place.name);
      assert.equal(Boolean(headers["etag"]), !place.as && !place.status && !isForOne, place.name);
    });
  });
});
