// The words of pages that are not between ⟦ and ⟧, where each message of the program is.

/** What a page shows of texts and names, which nobody translates: the whole of these elements. */
const content = [
  "code, pre",
  "header.site .home > span, header.site .me a, [data-page=demo] main :is(button, .hint), select[name=licence] option",
  // Titles of pages that are about a thing.
  ":is([data-page=home], [data-page=note], [data-page=version], [data-page=notebook], [data-page=work], [data-page=chapter], [data-page=print], [data-page=community], [data-page=person], [data-page=entry]) h1",
  "[data-page=organisations] nav a, [data-page=community] .lead, [data-part=lead], .note header .lead",
  // Lists: titles and first words.
  ":not([data-page=versions]) > main p.title > :is(a, b)",
  ":not([data-page=import-report]) > main .excerpt",
  "a[data-category], .entries a, .wanted, [data-page=wanted] .provenance > a, [data-part-title] h2, [data-part=communities] a, [data-part=categories] .sorts > span",
  ".cover b, .passage h2, .passage .text, .part-title, .whole-work header .text, .contents li",
  // A note and what is around it.
  "[data-part=body], [data-part=description], .banner .work, .work-contents ol a, [data-part=contents] li",
  ".byline > a, .byline > span, [data-part=organisation] dd:not(.state), [data-part=licence] a, [data-part=kept-by] a",
  ".definition, .confusions > :is(a, b, .difference), .terms .title > span, [data-page=entry] dd",
  "[data-part=also-in] a, [data-part=translation-of] a",
  // What a community says of itself, and where a person signed.
  ":is([data-part=rhythm], [data-part=confidentiality]) dd, :is([data-part=hosts], [data-part=supporting], [data-part=charter]) a",
  "[data-page=person] main .provenance > :is(a, .role), [data-part=seen] :is(h3, .provenance > a, .role), [data-part=profile] dd, [data-page=me] textarea",
  // What a form is about, and the names that one chooses from.
  "main h1 + p > a, select:is([name=community], [name=notebook], [name=owner], [name$=-backup]) option, [name=identifier_scheme] [value=demo], label:is([for*='community:'], [for*='category:'], [for*=category-]), [data-page=edit] textarea",
  "[data-page=delete] .lines a, [data-page=rights] :is(p.title, select option)",
  "[data-part=said], [data-part=kept], [data-part=talk] > :is(h2, h3) > a, [data-part=talk] > [data-part=confidentiality], [data-part=elsewhere] a",
  // What is told of, and where it is chosen.
  "[data-part=notifications] :is(.title, .excerpt), [data-form=choices] legend, [data-part=follows] p.title",
  "[data-part=waits] a, [data-part=new] a",
  "[data-part=members] p.title, main > [data-part=confidentiality], [data-part=affiliations] legend",
  // A note in its versions and as it is cited.
  "[data-page=versions] h1 + .provenance > a, [data-page=compare] header > .provenance > a:first-child",
  "[data-page=compare] :is(del, ins)",
  "[data-page=cite] :is(.lead, .citation, h2, li a[download])",
  // What the site says of itself, and whom those who run it speak of.
  "[data-page=site] .text, [data-page=admin] :is(textarea, .quoted, td, form strong, [data-part=people] a, h1:has(~ [data-part=person]))",
  // What the API is, which is written for programs.
  "[data-page=api] main [lang=en]",
  // Of an imported folder.
  "[data-page=import-report] th[scope=row], [data-part=link-list] td:is(:nth-child(2), :nth-child(4)), [data-part=warnings] .title",
].join(", ");

/** Elements whose own text is content, and what is in them is not: `<small>⟦Next⟧</small> A title`. */
const mixed = [
  ".around a, .banner .where > span, .letters a, [data-part=audit] .title",
  "[data-part=organisations] .provenance, .compared-versions dd, [data-part=versions] .provenance, [data-page=version] .notice",
  "[data-page=compare] .difference p:not(.skipped), [data-page=print] :is(.provenance, header .byline)",
].join(", ");

/** Attributes that people read or hear, and where they hold content. */
const attributes: Record<string, string> = {
  title: "head link, a[rel=prev], a[rel=next], :is([data-part=body], [data-part=said]) *, .passage .text *",
  alt: ":is([data-part=body], [data-part=said]) *, .passage .text *",
  "aria-label": ":is([data-part=body], .passage .text) [data-included]",
  "aria-description": "[data-none]",
  placeholder: "[data-none]",
  label: ":is([data-part=body], [data-part=said]) *, .passage .text *",
};

/** Pages whose description is the first words of a text. */
const described = ["home", "note", "version", "notebook", "work", "community", "person", "entry"];

export interface Rules {
  content: string;
  mixed: string;
  attributes: Record<string, string>;
  described: string[];
}

export const rules: Rules = { content, mixed, attributes, described };

/** What is left of a text without what stands between ⟦ and ⟧, where it is a word; else nothing. */
export function outside(text: string): string {
  let rest = text;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
  }
  return /[\p{L}⟦⟧]/u.test(rest) ? rest.replace(/\s+/g, " ").trim() : "";
}

/** The words outside of a page's messages, with where they are; runs in the browser, and reads only what it is given. */
export function strayWords({ html, rules, outside }: { html: string; rules: Rules; outside: string }): string[] {
  const left = new Function(`return ${outside}`)() as (text: string) => string;
  const page = new DOMParser().parseFromString(html, "text/html");
  const found: string[] = [];
  const tell = (where: Element, what: string, text: string | null): void => {
    const words = left(text ?? "");
    if (words) found.push(`${where.tagName.toLowerCase()}${where.className && `.${where.className}`} ${what}: ${words}`);
  };
  const isContent = (element: Element | null) => element?.closest(rules.content) ?? null;
  // A moment is marked inside the sentence that says it.
  for (const time of page.querySelectorAll("time[data-to]")) time.replaceWith(time.textContent ?? "");
  page.body.normalize();
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const around = text.parentElement;
    if (!around || around.closest("script, style, template") || isContent(around) || around.matches(rules.mixed)) continue;
    tell(around, "says", text.textContent);
  }
  for (const [name, of] of Object.entries(rules.attributes)) {
    for (const element of page.querySelectorAll(`[${name}]`)) {
      if (!element.matches(of)) tell(element, name, element.getAttribute(name));
    }
  }
  for (const button of page.querySelectorAll("input:is([type=submit], [type=button], [type=reset])")) {
    tell(button, "value", button.getAttribute("value"));
  }
  const site = page.querySelector("header.site .home > span")?.textContent ?? "";
  const heading = page.querySelector("h1");
  let title = page.title;
  if (title.endsWith(site)) title = title.slice(0, -site.length);
  const spaced = (text: string) => text.replace(/\s+/g, " ").trim();
  const named = spaced(title).replace(/ —$/, "") === spaced(heading?.textContent ?? "") && isContent(heading);
  if (!named) tell(page.head, "title", title);
  const description = page.querySelector("meta[name=description]");
  if (description && !rules.described.includes(page.body.dataset["page"] ?? "")) {
    tell(description, "description", description.getAttribute("content"));
  }
  return found;
}
