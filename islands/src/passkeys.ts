// What pages load where one signs in or says how one will.

import "./pass-key/pass-key.ts";
