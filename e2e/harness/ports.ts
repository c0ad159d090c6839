// Ports for servers that tests start.

import { createServer, type Server } from "node:net";

/** So many ports of this machine that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  // All are held until the last one is found, so that none comes twice.
  const held: Server[] = [];
  try {
    for (let n = 0; n < count; n++) {
      const server = createServer();
      await new Promise<void>((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
      held.push(server);
    }
    return held.map((server) => {
      const address = server.address();
      if (typeof address !== "object" || !address) throw new Error("no port");
      return address.port;
    });
  } finally {
    await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  }
}
