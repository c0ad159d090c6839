// Texts that try to act: our own, and those of the corpora where they are.

import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const corpora = process.env["SILLAGE_CORPORA"] ?? resolve(import.meta.dirname ?? ".", "../../../../shared/corpora");
const hostile = join(corpora, "hostile");

/** Where a corpus is. */
export const corpus = (name: string): string => join(corpora, name);

/** Why tests on this corpus cannot run here; false where they can. */
export const withoutCorpus = (name: string): string | false =>
  existsSync(corpus(name)) ? false : `skipped: ${name} is absent (SILLAGE_CORPORA)`;

/** Ours: one for each way in that we can think of. */
export const own: string[] = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=alert(1)><circle r=9></svg>",
  "<svg><script>alert(1)</script></svg>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<iframe src=javascript:alert(1)></iframe>",
  "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
  "<details open ontoggle=alert(1)>x</details>",
  "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>",
  "<body onload=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  "<form action=javascript:alert(1)><button>x</button></form>",
  "<button formaction=javascript:alert(1)>x</button>",
  "<a href=javascript:alert(1)>x</a>",
  "<a href='java&#10;script:alert(1)'>x</a>",
  "<a href='&#x6A;avascript:alert(1)'>x</a>",
  "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
  "<a href=//evil.example>x</a><img src=//evil.example/x.png><img srcset='//evil.example/y.png 1x'>",
  "<base href=//evil.example><link rel=stylesheet href=//evil.example/x.css>",
  "<meta http-equiv=refresh content='0;url=//evil.example'>",
  "<style>*{background:url(//evil.example/x)}</style>",
  "<p style='background:url(//evil.example/x)'>x</p>",
  "<div style=position:fixed;inset:0>x</div>",
  "</div></article></main></body></html><script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "</textarea><script>alert(1)</script>",
  "\"><script>alert(1)</script>",
  "' onmouseover='alert(1)",
  "\" autofocus onfocus=\"alert(1)",
  "--><script>alert(1)</script><!--",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
  "<template><script>alert(1)</script></template>",
  "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
  "<form id=x></form><input form=x name=attributes><img name=cookie id=main>",
  "<a id=main name=main>x</a><h1>Un autre titre</h1>",
  "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
  "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=alert(1)/>#x'/></svg>",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
  "vbscript:msgbox(1)",
  "//evil.example/x",
  "/\\evil.example/x",
  "https:evil.example",
  "../../admin",
  "[x](javascript:alert(1))",
  "![x](https://evil.example/x.png)",
  "[[<img src=x onerror=alert(1)>]]",
  "$\\href{javascript:alert(1)}{x}$ $\\unicode{<img src=x onerror=alert(1)>}$",
  "> [!<img src=x onerror=alert(1)>] <script>alert(1)</script>",
  "[^<script>]: <script>alert(1)</script>",
  "{{ 7*7 }} ${7*7} <%= 7*7 %> {% raw %}",
  "\u202Egnp.exe",
  "a\u0000b",
  "\uFDD0" + "0" + "\uFDD0",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "%3Cscript%3Ealert(1)%3C/script%3E",
];

/** Those that others gathered: 221 of HTML and SVG, 515 of every kind. */
export async function gathered(): Promise<{ markup: string[]; awkward: string[] }> {
  const module = (await import(pathToFileURL(join(hostile, "dompurify-expect.mjs")).href)) as { default: { payload: string }[] };
  const awkward = JSON.parse(readFileSync(join(hostile, "naughty-strings.json"), "utf8")) as string[];
  return { markup: module.default.map(({ payload }) => payload.toWellFormed()), awkward: awkward.map((text) => text.toWellFormed()) };
}
