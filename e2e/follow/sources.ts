// Reads the links of a folder of Markdown, without anything of the importer's: what a writer wrote, and where.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";

/** A link, image or inclusion as it was written. */
export interface Written {
  /** The file, under the folder. */
  path: string;
  line: number;
  kind: "link" | "image" | "wiki" | "embed" | "block";
  /** What stands between the brackets or the parentheses. */
  target: string;
  words: string;
}

/** What a note of the folder may be called and linked by. */
export interface Source {
  path: string;
  links: Written[];
  names: string[];
  /** Headings, in order. */
  headings: string[];
  /** `id` and `name` of HTML, and block ids. */
  anchors: string[];
  /** The address that it had on the site it was published on. */
  permalink: string | null;
  /** Whether it is a draft, which its authors alone read. */
  isDraft: boolean;
  /** The words of its text, code and addresses left out. */
  words: string[];
}

/** Every file under a folder, hidden ones left out. */
export function files(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length).replace(/^\/+/, ""))
    .filter((path) => !path.split("/").some((part) => part.startsWith(".")))
    .sort();
}

export const isNote = (path: string): boolean => /\.(md|markdown)$/i.test(path);

type Parser = InstanceType<typeof MarkdownIt>;
type Token = ReturnType<Parser["parse"]>[number];

function parser(isGraph: boolean): Parser {
  const markdown = new MarkdownIt({ html: true });
  // What an address may be is the site's to judge: here every one counts.
  markdown.validateLink = () => true;
  markdown.inline.ruler.before("link", "wiki", (state, silent) => {
    const rest = state.src.slice(state.pos);
    const found = /^(!?)\[\[([^[\]\n]+)\]\]/.exec(rest);
    if (!found) return false;
    if (!silent) {
      const token = state.push(found[1] ? "embed" : "wiki", "", 0);
      token.content = found[2] ?? "";
    }
    state.pos += found[0].length;
    return true;
  });
  if (isGraph) {
    markdown.inline.ruler.before("link", "block", (state, silent) => {
      const found = /^\(\(([0-9a-f]{8}-[0-9a-f-]{27})\)\)/.exec(state.src.slice(state.pos));
      if (!found) return false;
      if (!silent) state.push("block", "", 0).content = found[1] ?? "";
      state.pos += found[0].length;
      return true;
    });
    // A tag of a graph is a page of it.
    markdown.inline.ruler.before("link", "tag", (state, silent) => {
      const found = /^#([\p{L}\p{N}_/-][\p{L}\p{N}_/.-]*)/u.exec(state.src.slice(state.pos));
      const tag = (found?.[1] ?? "").replace(/[./]+$/, "");
      if (tag === "" || /^\d+$/.test(tag) || !/(^|[\s(,;])$/.test(state.src.slice(0, state.pos))) return false;
      if (!silent) state.push("wiki", "", 0).content = tag;
      state.pos += tag.length + 1;
      return true;
    });
  }
  return markdown;
}

/** The front matter, read as far as names and addresses go. */
function frontMatter(text: string): { body: string; skipped: number; values: Map<string, string[]> } {
  const values = new Map<string, string[]>();
  const found = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(\r?\n|$)/.exec(text);
  if (!found) return { body: text, skipped: 0, values };
  let key = "";
  for (const line of (found[1] ?? "").split("\n")) {
    const pair = /^([A-Za-z_-]+)\s*:\s*(.*)$/.exec(line.trimEnd());
    const item = /^\s*-\s+(.*)$/.exec(line.trimEnd());
    if (pair) {
      key = (pair[1] ?? "").toLowerCase();
      values.set(key, listed(pair[2] ?? ""));
    } else if (item && key) {
      values.get(key)?.push(...listed(item[1] ?? ""));
    }
  }
  const skipped = found[0].split("\n").length - 1;
  return { body: text.slice(found[0].length), skipped, values };
}

function listed(value: string): string[] {
  const inside = /^\[(.*)\]$/.exec(value.trim());
  const parts = inside ? (inside[1] ?? "").split(",") : [value];
  return parts.map((part) => part.trim().replace(/^["'](.*)["']$/, "$1")).filter((part) => part !== "");
}

/** Reads one note. */
export function read(folder: string, path: string, isGraph: boolean): Source {
  const text = readFileSync(join(folder, path), "utf8");
  const { body, skipped, values } = frontMatter(text);
  const source: Source = {
    path,
    links: [],
    names: [...(values.get("title") ?? []), ...(values.get("alias") ?? []), ...(values.get("aliases") ?? [])],
    headings: [],
    anchors: [],
    permalink: values.get("permalink")?.[0] ?? values.get("slug")?.[0] ?? null,
    isDraft: values.get("draft")?.[0] === "true",
    words: [],
  };
  if (isGraph) graphNames(body, source);
  const told = isGraph ? ofGraph(body) : body;
  const environment: { references?: Record<string, { href: string; title: string }> } = {};
  const tokens = parser(isGraph).parse(told.replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, " ")), environment);
  let line = skipped + 1;
  tokens.forEach((token: Token, at: number) => {
    // A cell of a table has no lines of its own, but its row has.
    if (token.map) line = skipped + token.map[0] + 1;
    if (token.type === "html_block") html(source, token.content, line);
    if (token.type !== "inline") return;
    if (tokens[at - 1]?.type === "heading_open") source.headings.push(plain(token.children ?? []));
    inline(source, token.children ?? [], line, environment.references ?? {});
  });
  return source;
}

/** What a page of a graph shows: neither the properties that name it, nor links in blocks that are code or in questions. */
function ofGraph(body: string): string {
  const blank = (block: string) => block.replace(/[^\n]/g, " ");
  return body
    .replace(/\{\{query [^\n]*\}\}/g, blank)
    .replace(/^[ \t]*(?:- )?#\+BEGIN_(QUERY|EXAMPLE|SRC)\b[\s\S]*?#\+END_\1/gim, blank)
    .replace(/^(\s*(?:[-*]\s+)?)(title|alias|id|collapsed)::.*$/gm, "$1")
    // A heading is a block too, and what is indented below it is no code.
    .replace(/^(?=#{1,6} )/gm, "- ");
}

/** The names that a page of a graph gives itself, and the ids of its blocks. */
function graphNames(body: string, source: Source): void {
  for (const line of body.split("\n")) {
    const pair = /^\s*(?:[-*]\s+)?(title|alias|id)::\s*(.+?)\s*$/.exec(line);
    if (!pair) continue;
    const value = pair[2] ?? "";
    if (pair[1] === "id") source.anchors.push(value);
    else if (pair[1] === "title") source.names.push(value);
    else source.names.push(...value.split(",").map((name) => name.replace(/[[\]]/g, "").trim()));
  }
}

function inline(source: Source, tokens: Token[], first: number, references: Record<string, { href: string; title: string }>): void {
  let line = first;
  const open: { target: string; line: number; at: number }[] = [];
  const push = (kind: Written["kind"], target: string, words: string) =>
    source.links.push({ path: source.path, line, kind, target, words });
  tokens.forEach((token, at) => {
    if (token.type === "softbreak" || token.type === "hardbreak") line += 1;
    if (token.type === "text") source.words.push(...wordsOf(token.content));
    if (token.type === "link_open") open.push({ target: String(token.attrGet("href") ?? ""), line, at });
    if (token.type === "link_close") {
      const opened = open.pop();
      const block = /^\(\((.+)\)\)$/.exec(opened?.target ?? "")?.[1];
      if (opened) push(block ? "block" : "link", block ?? opened.target, plain(tokens.slice(opened.at + 1, at)));
    }
    if (token.type === "image") push("image", String(token.attrGet("src") ?? ""), token.content);
    if (token.type === "html_inline") html(source, token.content, line);
    if (token.type === "block") push("block", token.content, token.content);
    if (token.type === "wiki" || token.type === "embed") {
      const [title = "", words = title] = token.content.split(/\\?\|/);
      // Foam writes where a title leads at the foot of the file.
      const told = references[title.trim().toUpperCase()]?.href;
      const isPath = told !== undefined && !/^[a-z][a-z0-9+.-]*:/i.test(told);
      push(token.type, isPath && token.type === "wiki" ? `path:${told}` : title, words);
    }
  });
}

function html(source: Source, content: string, line: number): void {
  for (const tag of content.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)) {
    const name = (tag[1] ?? "").toLowerCase();
    const at = line + content.slice(0, tag.index).split("\n").length - 1;
    for (const attribute of (tag[2] ?? "").matchAll(/\b(href|src|id|name)\s*=\s*("([^"]*)"|'([^']*)'|([^\s"'>]+))/gi)) {
      const value = (attribute[3] ?? attribute[4] ?? attribute[5] ?? "").replaceAll("&amp;", "&");
      const which = (attribute[1] ?? "").toLowerCase();
      if (which === "id" || which === "name") source.anchors.push(value);
      else if (which === "href" && name === "a") source.links.push({ path: source.path, line: at, kind: "link", target: value, words: tag[0] });
      else if (which === "src" && ["img", "audio", "video", "source"].includes(name)) {
        source.links.push({ path: source.path, line: at, kind: "image", target: value, words: tag[0] });
      }
    }
  }
}

function plain(tokens: Token[]): string {
  return tokens
    .map((token) => (token.children ? plain(token.children) : token.type === "html_inline" ? "" : token.content))
    .join("");
}

/** Words of a text, for comparing: not those of addresses, nor the marks of blocks (`::: tip`, `#+BEGIN_TIP`). */
export function wordsOf(text: string): string[] {
  const words = text.replace(/\w+:\/\/\S+/g, " ").replace(/^\s*(:::|#\+).*$/gm, " ");
  return words.normalize("NFKC").toLowerCase().match(/\p{L}{3,}/gu) ?? [];
}
