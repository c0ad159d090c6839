// Every page that links lead to, as a reader without a browser gets it.

import type { Site } from "./site.ts";

/** How one looks at the site. */
export interface Visitor {
  language: "fr" | "en";
  cookie?: string | undefined;
}

/** An answer in HTML, if it is one. */
export async function html(site: Site, path: string, visitor: Visitor, init: RequestInit = {}): Promise<string | null> {
  const headers = { "accept-language": visitor.language, ...(visitor.cookie ? { cookie: visitor.cookie } : {}), ...init.headers };
  const answer = await fetch(site.address + path, { ...init, headers });
  const text = await answer.text();
  // The style sheet says nothing of a page.
  return answer.headers.get("content-type")?.startsWith("text/html") ? text.replace(/(<style data-sheet="[^"]*">)[^]*?(<\/style>)/, "$1$2") : null;
}

/** What a page is: its `body[data-page]`. */
export const kindOf = (text: string): string => /data-page="([^"]*)"/.exec(text)?.[1] ?? "";

/** Every page that links lead to from these, each once. */
export async function* crawl(site: Site, visitor: Visitor, from: string[]): AsyncGenerator<[string, string]> {
  const known = new Set(from);
  const waiting = [...from];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const text = await html(site, path, visitor);
    if (text === null) continue;
    yield [path, text];
    const links = [...text.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href = ""]) => href);
    // What the form of versions leads to, and the links there.
    const compare = /data-form="compare"[^>]*action="([^"]*)"/.exec(text)?.[1];
    if (compare) links.push(`${compare}/1/2`, `${compare}/1/2?view=side`);
    for (const href of links) {
      const url = new URL(href.replaceAll("&amp;", "&"), site.address + path);
      const next = url.pathname + url.search;
      // The source of the program, and the switch of language, are no pages.
      if (url.origin !== site.address || /^\/(source|files)\b|[?&]lang=/.test(next) || known.has(next)) continue;
      known.add(next);
      waiting.push(next);
    }
  }
}

/** What gives a page of error, by its status. */
export const refused: [number, string, RequestInit][] = [
  [404, "/nothing/here", {}],
  [405, "/recent", { method: "POST" }],
  [414, `/${"a".repeat(9_000)}`, {}],
  [431, "/", { headers: { "x-long": "a".repeat(70_000) } }],
  [403, "/theme", { method: "POST", body: "theme=dark", headers: { origin: "https://elsewhere.example", "content-type": "application/x-www-form-urlencoded" } }],
];
