// What reading pages load.

import { copiable } from "./copies/copies.ts";
import { sentOnce } from "./forms/forms.ts";
import { listen } from "./keys/keys.ts";
import { printable } from "./print/print.ts";
import "./terms/terms.ts";
import { rewriteTimesOnceDrawn } from "./times/times.ts";

rewriteTimesOnceDrawn(document);
listen(document);
copiable(document);
printable(document);
sentOnce(document);

// What few pages need comes with them alone.
for (const { attributes } of document.querySelectorAll("form pass-key")) {
  const script = attributes.getNamedItem("script");
  if (script) void import(script.value);
}
