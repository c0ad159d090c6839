// Our own folders, in French and in English, with everything that the markup knows.

import { pdf, png, svg, wav } from "./own-files.ts";

export type Files = Record<string, string | Uint8Array>;

const word = "anticonstitutionnellement".repeat(6);

const everything = `---
title: Tout ce qu’une note peut montrer
authors: [Ana Lopez, Bruno Côté]
tags: [essai, mise en page]
aliases: [Note complète]
date: 2023-12-06
---

Une première phrase, avec un [[Compost]], un [[Compost|tas au fond du jardin]], un titre [[Compost#Où le mettre?]] et une
note qui manque : [[Arrosage de nuit]]. Un lien ordinaire vers [le compost](compost.md), vers [une section](compost.md#où-le-mettre),
vers [l’extérieur](https://example.org/une/adresse?a=b&c=d), vers [plus bas](#code).

## Mise en forme

Du **gras**, de l’*italique*, du ~~barré~~, du \`code\`, des touches <kbd>Ctrl</kbd> + <kbd>C</kbd>, une espace avant « guillemets » :
quoi? oui! non; à 10:17. Un mot très long : ${word}. Une adresse : <https://example.org/${"chemin/".repeat(20)}>.

> Une citation qui tient sur plusieurs lignes, et qui en dit assez pour que l’on voie comment elle se présente.
>
> > Une citation dans une citation.

---

### Listes

- un
  - un et demi
    1. premier
    2. second
- deux

1. d’abord
2. ensuite

- [x] fait
- [ ] à faire

Compost
: Ce qui reste, et qui nourrit.

Paillis
: Ce qui couvre le sol.

## Encadrés

> [!NOTE]
> Une remarque, avec un [[Compost|lien]].

> [!WARNING] Attention à la fourche
> Elle pique.

> [!TIP]- Une astuce repliée
> Son contenu.

> [!DANGER]
> Un danger.

> [!QUOTE]
> Une citation encadrée.

## Tableau

| Plante | Semis | Récolte | Voisines | Ennemies | Remarques | Arrosage | Exposition |
|--------|:-----:|--------:|----------|----------|-----------|----------|------------|
| Tomate | mars | août | basilic | fenouil | tuteur, ne pas mouiller les feuilles, pailler | régulier | plein soleil |
| Carotte | avril | septembre | poireau | aneth | éclaircir à trois semaines | modéré | soleil |

## Code

\`\`\`rust
/// Une fonction.
fn main() {
    let seaux: Vec<u32> = vec![1, 2, 3]; // une ligne assez longue pour dépasser la largeur de la page, et qui doit défiler sans pousser le reste
    println!("{} seaux", seaux.len());
}
\`\`\`

\`\`\`
du texte sans langage
\`\`\`

## Formules

Une formule $x^2 + \\frac{1}{2}$ dans le texte, puis seule :

$$
\\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}
$$

## Images et fichiers

![Un plan du jardin](images/plan.png "Le plan du jardin au printemps")

![Une barque](images/barque.svg)

![Le chant](sons/chant.wav)

![Le film](films/film.webm)

Le [mode d’emploi](documents/mode.pdf), et une [page enregistrée](documents/page.html).

## Inclusion

![[Paillis]]

## Notes de bas de page

Une affirmation[^1], et une autre[^longue].

[^1]: Sa source.
[^longue]: Une note plus longue, avec un [lien](compost.md).

<details><summary>Un détail replié</summary>

Le contenu du détail.

</details>
`;

const page = `<!doctype html><title>Page</title><script>document.title = "acted"</script><h1>Page enregistrée</h1>`;

/** Un carnet français. */
export function jardin(film: Uint8Array): Files {
  return {
    "accueil.md": "# Bienvenue au jardin\n\nCommencez par le [[Compost]], puis [tout voir](tout.md).\n",
    "tout.md": everything,
    "compost.md":
      "# Compost\n\nLe compost chauffe. Voir le [[Paillis]].\n\n## Où le mettre?\n\nÀ l’ombre.\n\n## Combien de temps\n\nUn an.\n\n### En hiver\n\nDeux ans.\n",
    "terre.md":
      "---\ntitle: terre arable\nkind: term\naliases: [sol]\nauthors: [Ana Lopez]\n---\nCouche où les racines se nourrissent.\n\nLe [[Compost]] la refait.\n",
    "paillis.md":
      "---\nauthors: [Bruno Côté]\nlicence: CC BY 4.0\n---\n# Paillis\n\nLe paillis garde l’eau, comme le dit [[Compost]].\n\n## Épaisseur\n\nDix centimètres.\n",
    "éclairages/été.md": `# L’été, ses ombres et ses lumières\n\nUn titre avec des accents, des [[${"Note"}]] à écrire.\n`,
    "brouillon.md": "---\ndraft: true\n---\n# Un brouillon\n\nVu de ses auteurs seulement.\n",
    "images/plan.png": png(),
    "images/barque.svg": svg,
    "sons/chant.wav": wav(),
    "films/film.webm": film,
    "documents/mode.pdf": pdf(),
    "documents/page.html": page,
    ...Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [
        `semis/${String(n + 1).padStart(2, "0")}.md`,
        `# Semis numéro ${n + 1}\n\nLe semis ${n + 1} suit le [[Compost]].\n`,
      ]),
    ),
  };
}

/** An English book, with its outline. */
export const handbook: Files = {
  "SUMMARY.md":
    "# Summary\n\n[Welcome](README.md)\n\n# The first part\n\n- [A beginning](begin.md)\n  - [A smaller step](step.md)\n- [An ending](end.md)\n",
  "README.md": "# Welcome\n\nA handbook. Begin with [a beginning](begin.md).\n",
  "begin.md": "# A beginning\n\nIt begins. Then [a smaller step](step.md#a-heading).\n\n## One\n\nText.\n\n## Two\n\nText.\n",
  "step.md": "# A smaller step\n\n## A heading\n\nText, and the [end](end.md).\n\n## Another\n\nText.\n",
  "end.md": `# An ending with a title that goes on for rather longer than titles should, so that one sees how ${"itwraps".repeat(12)} on a small screen\n\nIt ends.\n`,
};
