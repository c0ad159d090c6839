// What reading pages load.

import { listen } from "./keys/keys.ts";
import { printable } from "./print/print.ts";
import "./terms/terms.ts";
import { rewriteTimesOnceDrawn } from "./times/times.ts";

rewriteTimesOnceDrawn(document);
listen(document);
printable(document);
