// A small network with a page of each kind, for each kind of reader.

import assert from "node:assert/strict";
import type { Browser, BrowserContext, Page } from "playwright-core";

import { reader, type Look } from "./browser.ts";
import { handbook, jardin } from "./garden.ts";
import { webm } from "./own-files.ts";
import { addressOf, Site, type Report } from "./site.ts";

/** One page to look at. */
export interface Place {
  /** What it is, for the name of its test. */
  name: string;
  address: string;
  /** `body[data-page]`. */
  page: string;
  /** Whose session, where not a visitor's. */
  as?: "member" | "steward";
  status?: number;
  /** Whether another place has the same parts, so that slow looks may pass it by. */
  alike?: boolean;
}

export interface World {
  site: Site;
  jardin: Report;
  handbook: Report;
  places: Place[];
  cookies: { member: string; steward: string };
}

/** Starts a site and brings everything in. */
export async function build(browser: Browser): Promise<World> {
  const site = await Site.start({ name: "Le Jardin" });
  await site.admin("person", "add", "Ana Lopez");
  await site.admin("person", "add", "Claire Roy", "--steward");
  const community = await site.admin("community", "add", "voisins", "Voisins et voisines du jardin partagé");
  const unlisted = await site.admin("community", "add", "discrets", "Les discrets", "--unlisted");
  await site.admin("member", "add", "voisins", "Ana Lopez", "--role", "lead");
  await site.admin("member", "add", "discrets", "Ana Lopez");
  const french = await site.write("jardin", jardin(await webm(browser)));
  const english = await site.write("handbook", handbook);
  const garden = await site.import(french, "Carnet du jardin", "--language", "fr", "--community", "voisins");
  const book = await site.import(english, "A handbook", "--language", "en");
  const secret = await site.write("secret", {
    "a.md": "---\nlicence: CC BY 4.0\n---\n# Entre membres\n\nÀ garder entre nous. Voir [[Rien]].\n",
  });
  const kept = await site.import(secret, "Entre nous", "--visibility", "community", "--community", "discrets");
  // An address where a password is chosen, once.
  const { link } = await site.admin("create-steward", "Denise Roy", "denise@exemple.org");
  const cookies = await comeIn(site);

  const note = addressOf(garden, "tout.md");
  const own = note.split("/").slice(0, 3).join("/");
  const notebook = garden.notebook.address;
  const author = await firstHref(site, note, "author");
  const places: Place[] = [
    { name: "home", address: "/", page: "home" },
    { name: "home of a member", address: "/", page: "home", as: "member", alike: true },
    { name: "notebooks", address: "/notebooks", page: "notebooks" },
    { name: "notebook", address: notebook, page: "notebook" },
    ...["newest", "changed", "title"].map((sort) => ({
      name: `notebook by ${sort}`,
      address: `${notebook}?sort=${sort}`,
      page: "notebook",
      alike: sort !== "title",
    })),
    { name: "notebook as a grid", address: `${notebook}?view=grid`, page: "notebook" },
    { name: "work with parts", address: book.notebook.address, page: "work" },
    { name: "chapter", address: `/c/${book.notebook.id}/-/read/${addressOf(book, "end.md").split("/")[2]}`, page: "chapter" },
    { name: "work on paper", address: `/c/${book.notebook.id}/-/print`, page: "print" },
    { name: "pieces of the interface", address: "/_parts", page: "parts" },
    { name: "notebook between members", address: kept.notebook.address, page: "notebook", as: "member" },
    { name: "note with everything", address: note, page: "note" },
    { name: "note with everything, of a member", address: note, page: "note", as: "member", alike: true },
    { name: "note through its notebook", address: `${notebook}/n/${own.split("/")[2]}`, page: "note" },
    { name: "note that is cited", address: addressOf(garden, "compost.md"), page: "note" },
    { name: "note with a long title", address: addressOf(book, "end.md"), page: "note" },
    { name: "note between members", address: addressOf(kept, "a.md"), page: "note", as: "member" },
    { name: "versions", address: `${own}/-/versions`, page: "versions" },
    { name: "version", address: `${own}/-/versions/1`, page: "version" },
    { name: "comparison", address: `${own}/-/compare/1/1`, page: "compare" },
    { name: "how to cite", address: `${own}/-/cite`, page: "cite" },
    { name: "person", address: author, page: "person" },
    { name: "sign-in", address: "/sign-in?to=%2Frecent", page: "sign-in" },
    { name: "password to choose", address: new URL(link ?? "").pathname, page: "set-up" },
    { name: "account to ask for", address: "/sign-up", page: "sign-up" },
    { name: "what is kept of people", address: "/privacy", page: "site" },
    { name: "the API", address: "/api", page: "api" },
    { name: "administration", address: "/admin", page: "admin", as: "steward" },
    { name: "invitations", address: "/admin/invitations", page: "admin", as: "steward" },
    { name: "what the site is called", address: "/admin/site", page: "admin", as: "steward" },
    { name: "registration", address: "/admin/registration", page: "admin", as: "steward" },
    { name: "page of the site, written", address: "/admin/pages/terms", page: "admin", as: "steward" },
    { name: "who creates communities", address: "/admin/communities", page: "admin", as: "steward" },
    { name: "people, for stewards", address: "/admin/people", page: "admin", as: "steward" },
    { name: "state of the site", address: "/admin/health", page: "admin", as: "steward" },
    { name: "space taken", address: "/admin/storage", page: "admin", as: "steward" },
    { name: "letters, for stewards", address: "/admin/letters", page: "admin", as: "steward" },
    { name: "private content to be read", address: "/admin/read", page: "admin", as: "steward" },
    { name: "log of administration", address: "/admin/audit", page: "admin", as: "steward" },
    { name: "register of incidents", address: "/admin/incidents", page: "admin", as: "steward" },
    { name: "work to be done later", address: "/admin/jobs", page: "admin", as: "steward" },
    { name: "sites by which one signs in", address: "/admin/providers", page: "admin", as: "steward" },
    { name: "profile of a member", address: "/me/profile?as=signed_in", page: "me", as: "member" },
    { name: "leaving of a member", address: "/me/leaving", page: "me", as: "member" },
    { name: "data of a member", address: "/me/data", page: "me", as: "member" },
    { name: "notifications of a member", address: "/me/notifications", page: "me", as: "member" },
    { name: "choices of notifications", address: "/me/notifications/-/choices", page: "me", as: "member" },
    { name: "affiliations of a member", address: "/me/affiliations", page: "me", as: "member" },
    { name: "communities of a member", address: "/me/communities", page: "me", as: "member" },
    { name: "sessions of a member", address: "/me/sessions", page: "me", as: "member" },
    { name: "tokens of a member", address: "/me/tokens", page: "me", as: "member" },
    { name: "communities", address: "/communities", page: "communities" },
    { name: "community", address: community.address, page: "community" },
    { name: "community to create", address: "/communities/-/new", page: "edit", as: "steward" },
    { name: "community to change", address: `${community.address}/-/edit`, page: "edit", as: "member" },
    { name: "community to close", address: `${community.address}/-/closing`, page: "edit", as: "member" },
    { name: "community to join", address: `${community.address}/-/join`, page: "community", as: "steward" },
    { name: "members of a community", address: `${community.address}/-/members`, page: "community", as: "member" },
    { name: "membership of a member", address: `${community.address}/-/me`, page: "community", as: "member" },
    { name: "requests to a community", address: `${community.address}/-/requests`, page: "community", as: "member" },
    { name: "community between members", address: unlisted.address, page: "community", as: "member" },
    { name: "term", address: addressOf(garden, "terre.md"), page: "note" },
    { name: "lexicon", address: "/lexicon", page: "lexicon" },
    { name: "organisations", address: "/organisations", page: "organisations" },
    { name: "entry of the lexicon", address: "/lexicon/terre-arable", page: "entry" },
    { name: "recent changes", address: "/recent", page: "recent" },
    { name: "wanted notes", address: "/wanted", page: "wanted", as: "member" },
    { name: "absent page", address: "/n/none", page: "error", status: 404 },
  ];
  if (garden.address) {
    places.push({ name: "import report", address: garden.address, page: "import-report", as: "steward" });
  }
  return { site, jardin: garden, handbook: book, places, cookies };
}

async function firstHref(site: Site, address: string, rel: string): Promise<string> {
  const html = await (await fetch(site.address + address)).text();
  const found = new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html);
  if (!found?.[1]) throw new Error(`${address} has no link of rel=${rel}`);
  return found[1];
}

/** Who looks at the pages of each. */
const people = { member: "Ana Lopez", steward: "Claire Roy" };

/** New sessions of both: some pages ask for a proof that is not old. */
export async function comeIn(site: Site): Promise<World["cookies"]> {
  return { member: await site.cookie(people.member), steward: await site.cookie(people.steward) };
}

/** Opens each page as this reader, and gives it to `look`. */
export async function eachPage(
  browser: Browser,
  world: World,
  look: Partial<Look>,
  seen: (page: Page, place: Place) => Promise<void>,
  more = {},
  cookies?: World["cookies"],
): Promise<void> {
  const sessions = cookies ?? (await comeIn(world.site));
  const contexts = new Map<string | undefined, BrowserContext>();
  for (const place of world.places) {
    const cookie = place.as && sessions[place.as];
    const context = contexts.get(place.as) ?? (await reader(browser, world.site, look, cookie, more));
    contexts.set(place.as, context);
    const page = await context.newPage();
    await seen(page, place);
    await page.close();
  }
  for (const context of contexts.values()) await context.close();
}

/** Opens a page, which answers as it should. */
export async function open(page: Page, place: Place): Promise<void> {
  const answer = await page.goto(place.address);
  assert.equal(answer?.status(), place.status ?? 200, place.name);
}
