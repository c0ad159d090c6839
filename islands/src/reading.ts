// What reading pages load.

import { listen } from "./keys/keys.ts";
import { printable } from "./print/print.ts";
import "./terms/terms.ts";
import { rewriteTimes } from "./times/times.ts";

rewriteTimes(document);
listen(document);
printable(document);
