// A network in the form of `demo/`, whose every name, title, label, category, part and field is one of these texts.

import type { Files } from "./garden.ts";

/** How many things of each kind: each text has its turn in each place. */
export const things = 6;

const when = "2024-10-15T13:20:00Z";

/** JSON is YAML, and its strings are TOML's. */
const quoted = (text: string) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");

export function network(texts: string[]): Files {
  let next = 0;
  /** The text whose turn it is, told apart from its other places by a number. */
  const turn = () => `${texts[next++ % texts.length] ?? ""} ${next}`;
  const list = (of: number) => `[${Array.from({ length: of }, () => quoted(turn())).join(", ")}]`;
  const files: Files = {};
  const all = Array.from({ length: things }, (_, at) => at);

  files["network.toml"] = `name = ${quoted(turn())}\noperator = "x"\n[sentences]\nfr = ${quoted(turn())}\nen = ${quoted(turn())}\n`;
  files["people.toml"] = all.map((at) => `[[people]]\nkey = "p${at}"\nname = ${quoted(turn())}\n`).join("\n");
  files["communities.toml"] = [
    ...all.map(
      (at) =>
        `[[communities]]\nkey = "c${at}"\nname = {fr = ${quoted(turn())}, en = "x"}\naccess = "on_request"\nlisted = true\nstage = "active"\nformality = "interest_circle"\ndescription = {fr = ${quoted(turn())}}\n`,
    ),
    `[[memberships]]\ncommunity = "c0"\nperson = "p0"\ninvolvement = "core"\n`,
    `[[roles]]\ncommunity = "c0"\nrole = "lead"\nperson = "p0"\nfrom = "2024-01-01"\n`,
  ].join("\n");
  const signed = (at: number) =>
    `byline: [{person: p${at}, role: ${quoted(turn())}}, {person: p0, name: ${quoted(turn())}}]\nauthors: [p${at}]\ncommunities: [c${at}]\nlicence: ${quoted(turn())}\npublished: ${when}\nchanged: ${when}\n`;
  for (const at of all) {
    files[`organisations/o${at}.md`] =
      `---\nkey: o${at}\ntitle: ${quoted(turn())}\nlanguage: fr\nform: ${quoted(turn())}\nsummary: ${quoted(turn())}\n` +
      // An address is one of these only where it can be typed as one.
      `web: ${quoted(["javascript:alert(1)", "https://x.example/\"><script>alert(1)</script>", "//evil.example/x", "data:text/html,<script>alert(1)</script>"][at % 4] ?? "")}\n` +
      `places: [{town: ${quoted(turn())}, region: ${quoted(turn())}, precision: municipality}]\nstate: ended\n${signed(at)}---\nUn texte.\n`;
    files[`terms/t${at}.md`] =
      `---\nkey: t${at}\ntitle: ${quoted(`mot${at} ${turn()}`)}\nlanguage: fr\nvariants: ${`[mot${at}x, ${list(2).slice(1)}`}\nquiet_variants: ${list(1)}\n` +
      `translations: {en: {label: ${quoted(turn())}, variants: ${list(1)}, definition: ${quoted(turn())}}}\n` +
      `confusions: [{word: ${quoted(turn())}, difference: ${quoted(turn())}}]\nrelated: [t${(at + 1) % things}]\nstate: contested\n` +
      `owner: ${at % 2 ? `{community: c${at}}` : `{people: [p${at}], words: ${quoted(turn())}}`}\n${signed(at)}---\n\`${turn().replaceAll("`", "'")}\`\n`;
    files[`notes/n${at}.md`] =
      `---\nkey: n${at}\ntitle: ${quoted(turn())}\nlanguage: ${at % 2 ? "en" : "fr"}\nrelated: [n${(at + 1) % things}]\n${signed(at)}---\n` +
      `Le mot${at}x ici, et ${all.map((other) => `mot${other}x`).join(", ")}.\n\n![${turn().replace(/[[\]]/g, "")}](x.png)\n\n## ${turn()}\n\n## ${turn()}\n\n${turn()}\n`;
  }
  for (const [at, view] of ["work", "list", "grid"].entries()) {
    const axes = all.slice(0, 3).map(() => ({ axis: turn(), values: all.slice(0, 4).map(turn) }));
    files[`notebooks/b${at}.toml`] = [
      `key = "b${at}"\ntitle = ${quoted(turn())}\ndescription = ${quoted(turn())}\nlanguage = "fr"\nvisibility = "public"\ncommunities = ["c${at}"]\nleads = ["p0"]\nview = "${view}"\nsort = "manual"`,
      `entry_points = [{label = ${quoted(turn())}, note = "n0"}, {label = ${quoted(turn())}, notebook = "b${(at + 1) % 3}"}]`,
      ...axes.map(({ axis, values }) => `[[categories]]\naxis = ${quoted(axis)}\nvalues = [${values.map(quoted).join(", ")}]`),
      ...all.map((note) => {
        const chosen = axes.map(({ values }) => quoted(values[note % 4] ?? "")).join(", ");
        const part = note % 4 === 0 ? `[[contents]]\npart = ${quoted(turn())}\n` : "";
        return `${part}[[contents]]\nnote = "n${note}"\nby = "p0"\nat = "${when}"\ncategories = [${chosen}]\nwhy = ${quoted(turn())}`;
      }),
    ].join("\n");
  }
  return files;
}
