// Follows every link of every page of an imported notebook, and compares what is there with the folder it came from.

import { readFileSync } from "node:fs";

import { Folder, key, type Meaning } from "./meanings.ts";
import { Pages, type Page } from "./pages.ts";
import { wordsOf, type Written } from "./sources.ts";

/** Where each file went: the `files` of an import's report. */
export interface Went {
  files: { path: string; address: string | null }[];
}

export interface Fault {
  path: string;
  line: number;
  text: string;
  why: string;
}

export interface Outcome {
  /** Pages of notes opened, and all addresses asked. */
  notes: number;
  addresses: number;
  /** Links, images and files on those pages that stay on the site, places included, and those that lead nowhere. */
  followed: number;
  dead: { page: string; address: string; why: string }[];
  /** Links of the sources by what they mean. */
  written: {
    reached: number;
    images: number;
    /** To drafts, which a reader who may not see them finds as plain words. */
    hidden: number;
    elsewhere: number;
    broken_in_source: number;
    broken_by_us: number;
  };
  broken_by_us: Fault[];
  broken_in_source: Fault[];
  /** Notes whose page lacks words of their source: those words. */
  words_lost: { path: string; words: string[] }[];
}

/** The thing at an address of the site: a note or a file, whatever the notebook or slug. */
function thing(address: string): string | null {
  const found = /^\/(?:n|files)\/([0-9a-z]{26})(?:[/?#]|$)|^\/c\/[0-9a-z]{26}\/[^/]+\/n\/([0-9a-z]{26})/.exec(address);
  return found ? (found[1] ?? found[2] ?? null) : null;
}

/** Opens the notebook at `address` of `site`, whose source is in `root`. */
export async function follow(site: string, address: string, root: string, went: Went, cookie?: string): Promise<Outcome> {
  const pages = new Pages(site, cookie);
  const outcome: Outcome = {
    notes: 0,
    addresses: 0,
    followed: 0,
    dead: [],
    written: { reached: 0, images: 0, hidden: 0, elsewhere: 0, broken_in_source: 0, broken_by_us: 0 },
    broken_by_us: [],
    broken_in_source: [],
    words_lost: [],
  };
  const notes = await notesOf(pages, address, outcome);
  for (const note of notes.values()) await followAll(pages, note, outcome);

  const folder = new Folder(root);
  const things = new Map(went.files.map((file) => [file.path, file.address ? thing(file.address) : null]));
  const areNotes = new Set(went.files.filter((file) => file.address?.startsWith("/n/")).map((file) => file.path));
  for (const [path, source] of folder.notes) {
    const page = notes.get(things.get(path) ?? "");
    if (!page) {
      // A draft is not for this reader; a file that was refused, or kept as a file, has no page, and the report says why.
      if (areNotes.has(path) && !source.isDraft) outcome.dead.push({ page: address, address: path, why: "its note is not in the notebook" });
      continue;
    }
    const unclaimed = claims(page);
    for (const link of source.links) {
      const meaning = folder.meaning(link);
      if (meaning.what === "file" && meaning.paths.every((path) => folder.notes.get(path)?.isDraft)) outcome.written.hidden += 1;
      else compare(link, meaning, things, unclaimed, notes, page, outcome);
    }
    const shown = wordsOf(`${page.title} ${page.text}`).join(" ");
    const lost = [...new Set(source.words)].filter((word) => !shown.includes(word));
    if (lost.length > 0) outcome.words_lost.push({ path, words: lost });
  }
  outcome.notes = notes.size;
  outcome.addresses = pages.count;
  return outcome;
}

/** Every page of the list, then every note on it. */
async function notesOf(pages: Pages, address: string, outcome: Outcome): Promise<Map<string, Page>> {
  const notes = new Map<string, Page>();
  for (let next: string | null = address; next !== null; ) {
    const list: Page = await pages.get(next);
    if (list.status !== 200) throw new Error(`${next} answers ${list.status}`);
    await followAll(pages, list, outcome);
    for (const id of list.listed) notes.set(id, await pages.get(`/n/${id}`));
    next = list.next && resolved(list.next, list.address);
  }
  return notes;
}

function resolved(address: string, page: string): string {
  const url = new URL(address, `http://site${page}`);
  return url.pathname + url.search;
}

/** Follows each link of a page that stays on the site, to the place that it names. */
async function followAll(pages: Pages, page: Page, outcome: Outcome): Promise<void> {
  for (const { element, address } of page.shown) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(address)) {
      if (element !== "a") outcome.dead.push({ page: page.address, address, why: "asked of someone else" });
      continue;
    }
    outcome.followed += 1;
    const dead = (why: string) => outcome.dead.push({ page: page.address, address, why });
    const [path = "", fragment] = [address.split("#")[0] ?? "", address.split("#")[1]];
    const reached = path === "" ? page : await pages.get(resolved(path, page.address));
    if (reached.status !== 200) dead(`answers ${reached.status}`);
    else if (fragment && !reached.places.has(decodeURIComponent(fragment))) dead("no such place on that page");
    else if (element === "img" && !reached.type.startsWith("image/")) dead(`is shown as an image and is ${reached.type}`);
  }
}

interface Claim {
  address: string;
  thing: string | null;
}

/** What the body of a page links to, each once for each time it is there. */
function claims(page: Page): Claim[] {
  const shown = page.shown.filter((shown) => shown.isOfBody);
  const links = shown.map(({ address }) => ({ address, thing: address.startsWith("#") ? page.note : thing(address) }));
  return [...links, ...page.included.map((id) => ({ address: `/n/${id}`, thing: id }))];
}

function compare(
  link: Written,
  meaning: Meaning,
  things: Map<string, string | null>,
  unclaimed: Claim[],
  notes: Map<string, Page>,
  page: Page,
  outcome: Outcome,
): void {
  const fault = (why: string) => ({ path: link.path, line: link.line, text: link.target || link.words, why });
  if (meaning.what === "elsewhere") {
    outcome.written.elsewhere += 1;
    return;
  }
  if (meaning.what === "nothing") {
    outcome.written.broken_in_source += 1;
    outcome.broken_in_source.push(fault("the folder has no such thing"));
    return;
  }
  const wanted = new Set(meaning.paths.map((path) => things.get(path)).filter((thing) => thing != null));
  const place = meaning.place;
  if (place && !place.known && meaning.paths.every((path) => path === link.path)) {
    outcome.written.broken_in_source += 1;
    outcome.broken_in_source.push(fault("the page has no such place"));
    return;
  }
  const lands = (claim: Claim) => !place?.known || landsOn(claim, place.heading, notes, page);
  let at = unclaimed.findIndex((claim) => claim.thing !== null && wanted.has(claim.thing) && lands(claim));
  const withoutPlace = at < 0 && place !== null;
  if (withoutPlace) at = unclaimed.findIndex((claim) => claim.thing !== null && wanted.has(claim.thing));
  if (at < 0 || withoutPlace) {
    outcome.written.broken_by_us += 1;
    const targets = meaning.paths.join(" or ");
    const why = withoutPlace && at >= 0 ? `reaches ${targets}, not its #${place.fragment}` : `no link to ${targets}`;
    outcome.broken_by_us.push(fault(why));
  } else {
    outcome.written.reached += 1;
    if (link.kind === "image") outcome.written.images += 1;
  }
  if (at >= 0) unclaimed.splice(at, 1);
}

/** Whether a link leads to the heading of these words (or, for a place that is no heading, to a place that exists). */
function landsOn(claim: Claim, heading: string | null, notes: Map<string, Page>, page: Page): boolean {
  const fragment = claim.address.split("#")[1];
  const target = claim.address.startsWith("#") ? page : notes.get(claim.thing ?? "");
  // The heading that became the title is the page itself, and the top of it.
  if (!fragment || fragment === "main") return heading !== null && bare(target?.title ?? "") === bare(heading);
  const words = target?.places.get(decodeURIComponent(fragment));
  if (words === undefined) return false;
  return heading === null || bare(words) === bare(heading) || bare(decodeURIComponent(fragment)) === bare(heading);
}

const bare = (words: string) => key(words).replace(/[^\p{L}\p{N}]/gu, "");

/** Reads what `import --report` or `--json` wrote. */
export function readReport(file: string): Went & { notebook: { address: string } } {
  return JSON.parse(readFileSync(file, "utf8")) as Went & { notebook: { address: string } };
}
