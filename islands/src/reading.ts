// What reading pages load.

import "./terms/terms.ts";
import { rewriteTimes } from "./times/times.ts";

rewriteTimes(document);
