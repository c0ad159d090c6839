// What a link of a folder means: which file, which heading of it.

import { posix } from "node:path";

import { files, isNote, read, type Source, type Written } from "./sources.ts";

/** What a written link should reach. */
export type Meaning =
  | { what: "elsewhere" }
  /** The folder has no such thing. */
  | { what: "nothing" }
  /** One of these files (several bear the name), and perhaps a place in it. */
  | { what: "file"; paths: string[]; place: Place | null };

/** A place in a note. `known`: the note has it; `heading`: its words, where it is a heading. */
export interface Place {
  fragment: string;
  known: boolean;
  heading: string | null;
}

/** A folder, read whole. */
export class Folder {
  readonly paths: Set<string>;
  private readonly isGraph: boolean;
  readonly notes = new Map<string, Source>();
  private readonly byName = new Map<string, string[]>();
  private readonly byAddress = new Map<string, string[]>();
  private readonly byBlock = new Map<string, string>();

  constructor(readonly root: string) {
    const all = files(root);
    this.paths = new Set(all);
    const isGraph = this.paths.has("logseq/config.edn");
    this.isGraph = isGraph;
    for (const path of all.filter(isNote)) {
      const note = read(root, path, isGraph);
      this.notes.set(path, note);
      for (const name of namesOf(note, isGraph)) add(this.byName, key(name), path);
      for (const address of addressesOf(note)) add(this.byAddress, address, path);
      for (const anchor of note.anchors) this.byBlock.set(anchor, path);
    }
  }

  /** What this link means, by the habits of the programs that such folders come from. */
  meaning(link: Written): Meaning {
    if (link.kind === "block") {
      const path = this.byBlock.get(link.target);
      return path ? { what: "file", paths: [path], place: null } : { what: "nothing" };
    }
    if ((link.kind === "wiki" || link.kind === "embed") && !link.target.startsWith("path:")) return this.byTitle(link);
    return this.byPath(link.path, link.target.replace(/^path:/, ""));
  }

  private byPath(from: string, address: string): Meaning {
    if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("//")) return { what: "elsewhere" };
    const [before = "", ...after] = address.split("#");
    const fragment = after.join("#");
    const path = decoded(before.split("?")[0] ?? "");
    if (path === "") return fragment ? this.found([from], fragment) : { what: "nothing" };
    const whole = path.startsWith("/") ? posix.normalize(path.slice(1) || ".") : posix.join(posix.dirname(from), path);
    if (whole.startsWith("..")) return { what: "nothing" };
    const base = whole.replace(/\/$/, "").replace(/\.html?$/, "");
    const folder = base === "." || base === "index" ? "" : `${base.replace(/\/?index$/, "")}/`.replace(/^\/$/, "");
    const tried = [whole, `${base}.md`, ...["README", "readme", "index", "_index", "accueil"].map((name) => `${folder}${name}.md`)];
    const exact = tried.find((path) => this.paths.has(path));
    if (exact) return this.found([exact], fragment);
    const published = this.byAddress.get(addressKey(whole));
    return published ? this.found(published, fragment) : { what: "nothing" };
  }

  private byTitle(link: Written): Meaning {
    const [title = "", ...after] = link.target.split("#");
    const fragment = after.join("#");
    if (title.trim() === "") return this.found([link.path], fragment);
    const named = this.byName.get(key(title)) ?? this.byName.get(key(title.replace(/\.md$/, "")));
    if (named) return this.found(named, fragment);
    const isFile = [...this.paths].filter((path) => path === title.trim() || path.endsWith(`/${title.trim()}`));
    if (isFile.length > 0 && (link.kind === "embed" || !this.isGraph)) return this.found(isFile, fragment);
    const byPath = title.includes("/") ? this.byPath(link.path, `${title}.md`) : { what: "nothing" as const };
    return byPath.what === "file" ? this.found(byPath.paths, fragment) : { what: "nothing" };
  }

  private found(paths: string[], fragment: string): Meaning {
    if (!fragment) return { what: "file", paths, place: null };
    // A second heading of the same words has a number after its address.
    const wanted = [fragmentKey(decoded(fragment)), fragmentKey(decoded(fragment).replace(/-\d+$/, ""))];
    for (const path of paths) {
      const note = this.notes.get(path);
      const heading = wanted.flatMap((wanted) => note?.headings.filter((heading) => fragmentKey(heading) === wanted) ?? [])[0];
      if (heading !== undefined) return { what: "file", paths: [path], place: { fragment, known: true, heading } };
      if (note?.anchors.some((anchor) => anchor === fragment || anchor === decoded(fragment))) {
        return { what: "file", paths: [path], place: { fragment, known: true, heading: null } };
      }
    }
    return { what: "file", paths, place: { fragment, known: false, heading: null } };
  }
}

function add(map: Map<string, string[]>, key: string, path: string): void {
  if (key === "") return;
  const known = map.get(key);
  if (!known) map.set(key, [path]);
  else if (!known.includes(path)) known.push(path);
}

function namesOf(note: Source, isGraph: boolean): string[] {
  const whole = note.path.replace(/\.(md|markdown)$/i, "");
  let stem = whole.split("/").at(-1) ?? whole;
  if (isGraph) stem = decoded(stem.replaceAll("___", "/"));
  const isFolderPage = /^(readme|index|_index|accueil)$/i.test(stem);
  const folder = whole.split("/").at(-2);
  const names = [...note.names, whole, isFolderPage && folder ? folder : stem];
  // A graph names its pages by their files; elsewhere the first heading is a name too.
  if (!isGraph && note.headings[0]) names.push(note.headings[0]);
  return names;
}

/** Addresses that generators of sites give to a file: its own, its permalink, its name without the number before it. */
function addressesOf(note: Source): string[] {
  const parts = note.path.replace(/\.(md|markdown)$/i, "").split("/");
  const bare = parts.map((part) => part.replace(/^\d+[-_. ]+/, ""));
  const found = [bare.join("/"), parts.join("/")];
  if (note.permalink) found.push(decoded(note.permalink));
  if (/^(readme|index)$/i.test(parts.at(-1) ?? "")) found.push(bare.slice(0, -1).join("/"));
  return found.map(addressKey).filter((address) => address !== "");
}

function addressKey(address: string): string {
  const parts = address.replace(/\.(html?|md)$/, "").split("/").filter((part) => part !== "" && part !== ".");
  return parts.map((part) => part.replace(/^\d+[-_. ]+/, "")).join("/").toLowerCase();
}

/** Case, accents, dashes and punctuation do not tell two titles apart. */
export function key(title: string): string {
  const bare = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae");
  return bare.replace(/[^\p{L}\p{N}/]+/gu, " ").trim();
}

function fragmentKey(fragment: string): string {
  return key(fragment).replace(/[^\p{L}\p{N}]/gu, "");
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
