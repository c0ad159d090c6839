// Pages as a browser reads them: every address once, with what it links to and the places in it.

import { parse, type DefaultTreeAdapterTypes } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A link, an image, a sound or an inclusion on a page. */
export interface Shown {
  element: string;
  /** As written in the page, entities read. */
  address: string;
  words: string;
  /** Whether it stands in the body of the note, and not in a note that is included there. */
  isOfBody: boolean;
}

export interface Page {
  address: string;
  status: number;
  type: string;
  shown: Shown[];
  /** Each id, with the words of its element. */
  places: Map<string, string>;
  /** Notes that the body includes. */
  included: string[];
  /** The words of the body, and of the title. */
  text: string;
  title: string;
  /** The note, where it is the page of one. */
  note: string | null;
  /** Notes that a notebook lists, and where the list goes on. */
  listed: string[];
  next: string | null;
}

/** Asks each address of a site once. */
export class Pages {
  private readonly known = new Map<string, Promise<Page>>();
  constructor(
    readonly site: string,
    private readonly cookie: string | undefined,
  ) {}

  /** The page at a path; an answer that sends elsewhere on the site is followed. */
  get(path: string): Promise<Page> {
    const known = this.known.get(path) ?? this.ask(path);
    this.known.set(path, known);
    return known;
  }

  get count(): number {
    return this.known.size;
  }

  private async ask(path: string): Promise<Page> {
    const headers = { "accept-language": "fr", ...(this.cookie ? { cookie: this.cookie } : {}) };
    const answer = await fetch(this.site + path, { headers, redirect: "manual" });
    const place = answer.headers.get("location");
    if (answer.status >= 300 && answer.status < 400 && place) {
      await answer.arrayBuffer();
      const next = new URL(place, this.site + path);
      if (next.origin !== new URL(this.site).origin) throw new Error(`${path} leads to ${place}`);
      return this.get(next.pathname + next.search);
    }
    const type = answer.headers.get("content-type") ?? "";
    const page: Page = {
      address: path,
      status: answer.status,
      type,
      shown: [],
      places: new Map(),
      included: [],
      text: "",
      title: "",
      note: null,
      listed: [],
      next: null,
    };
    if (type.startsWith("text/html")) look(parse(await answer.text()), page, false, false);
    else await answer.arrayBuffer();
    return page;
  }
}

function look(node: Node, page: Page, isOfBody: boolean, isIncluded: boolean): void {
  if ("attrs" in node) {
    const get = (name: string) => node.attrs.find((attribute) => attribute.name === name)?.value;
    const id = get("id") ?? (node.tagName === "a" ? get("name") : undefined);
    if (id !== undefined) page.places.set(id, wordsIn(node));
    if (get("data-part") === "body") {
      isOfBody = true;
      page.text = wordsIn(node);
    }
    if (node.tagName === "article") page.note = get("data-note") ?? page.note;
    if (node.tagName === "li" && get("data-note") && page.note === null) page.listed.push(get("data-note") ?? "");
    if (node.tagName === "a" && get("rel") === "next" && page.note === null) page.next = get("href") ?? null;
    if (node.tagName === "h1") page.title = wordsIn(node);
    const included = get("data-included");
    if (included && isOfBody && !isIncluded) page.included.push(included);
    isIncluded ||= included !== undefined;
    const address = node.tagName === "a" ? get("href") : ["img", "audio", "video", "source"].includes(node.tagName) ? get("src") : undefined;
    if (address !== undefined) {
      page.shown.push({ element: node.tagName, address, words: wordsIn(node), isOfBody: isOfBody && !isIncluded });
    }
    // What stands inside a sound or a film is for browsers that cannot play it.
    if (node.tagName === "audio" || node.tagName === "video") return;
  }
  if ("childNodes" in node) for (const child of node.childNodes) look(child, page, isOfBody, isIncluded);
}

function wordsIn(node: Element | Node): string {
  if (node.nodeName === "#text" && "value" in node) return node.value;
  if (node.nodeName === "br") return " ";
  return "childNodes" in node ? node.childNodes.map(wordsIn).join("") : "";
}
