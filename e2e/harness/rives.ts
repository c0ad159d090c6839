// The least of networks, in the form of `demo/`: two people, and what a test puts beside them.

import type { Files } from "./garden.ts";

const when = "published: 2024-10-15T13:20:00Z\nchanged: 2024-10-15T13:20:00Z\n";

/** Ana Roy and Bruno Côté, and these files. */
export const rives = (files: Files): Files => ({
  "network.toml": 'name = "Rives"\noperator = "x"\n[sentences]\nfr = "Des rives."\n',
  "people.toml": '[[people]]\nkey = "ana"\nname = "Ana Roy"\n[[people]]\nkey = "bruno"\nname = "Bruno Côté"\n',
  ...files,
});

/** A note by Ana that everybody reads, where nothing else is said. */
export const note = (key: string, title: string, { by = "ana", visibility = "public", more = "" } = {}): string =>
  `---\nkey: ${key}\ntitle: ${title}\nlanguage: fr\nbyline: [{person: ${by}}]\nauthors: [${by}]\nvisibility: ${visibility}\n` +
  `${more}${when}---\n\nUn texte.\n`;

/** An organisation of this town, whose page Ana wrote, where nothing else is said. */
export const organisation = (key: string, title: string, town: string, by = "ana"): string =>
  `---\nkey: ${key}\ntitle: ${title}\nlanguage: fr\nform: coopérative\nsummary: Une organisation de ${town}\n` +
  `places: [{town: ${town}, region: Gaspésie, precision: municipality}]\nstate: active\nbyline: [{person: ${by}}]\nauthors: [${by}]\n` +
  `${when}---\n\nUn texte.\n`;
