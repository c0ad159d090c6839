// Servers of mail for a test, real ones: Dovecot lets the site in (TLS and a password), OpenSMTPD takes the letters, Dovecot keeps them
// and gives them to read (IMAP). They have a folder, settings, ports and an authority of their own, and nothing of the machine's.

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImapFlow, type MessageAddressObject } from "imapflow";

import { freePorts } from "./ports.ts";

const needed = {
  "/usr/sbin/smtpd": "opensmtpd",
  "/usr/lib/dovecot/imap": "dovecot-imapd",
  "/usr/lib/dovecot/lmtp": "dovecot-lmtpd",
  "/usr/lib/dovecot/submission": "dovecot-submissiond",
};
const absent = Object.entries(needed).filter(([file]) => !existsSync(file));
const isRoot = process.getuid?.() === 0;

function whyNot(): string | false {
  if (absent.length > 0) return `skipped: absent Debian packages: ${absent.map(([, name]) => name).join(", ")}`;
  const may = isRoot || spawnSync("sudo", ["-n", "true"]).status === 0;
  return may ? false : "skipped: OpenSMTPD starts as root alone, and there is no sudo without a password";
}

/** Why letters cannot be received here; false where they can. With CI=true it is a failure, not a skip. */
export const withoutMail: string | false = whyNot();
if (withoutMail && process.env["CI"] === "true") throw new Error(withoutMail);

const name = "rives";
/** The password of every account, with signs that an address of a server writes otherwise. */
const secret = "écluse:100%@ts/8?";
/** To whom the letters belong on the disk: nobody, whom neither program refuses. */
const keeper = 65534;

/** A letter as a program of mail reads it. */
export interface Letter {
  from: string;
  to: string;
  subject: string;
  /** What each header says as it was sent, by its name in lower case; a line each, where there are several of it. */
  headers: Map<string, string>;
  /** The type of the whole, then those of its parts. */
  types: string[];
  text: string;
  html: string;
}

/** Any command, which the types of the client do not tell. */
interface Asked {
  exec(command: string, typed: object[], options: object): Promise<{ next(): void }>;
}

/** What came for one person. */
export class Mailbox {
  private readonly client: ImapFlow;

  constructor(client: ImapFlow) {
    this.client = client;
  }

  /** The letter that came last, once there are so many. */
  async letter(count: number): Promise<Letter> {
    for (let tries = 0; (await this.count()) < count; tries++) {
      if (tries === 200) throw new Error(`${await this.count()} letters, not ${count}`);
      await new Promise((later) => setTimeout(later, 50));
    }
    const found = await this.client.fetchOne(String(count), { envelope: true, bodyStructure: true, headers: true });
    if (!found || !found.envelope || !found.bodyStructure || !found.headers) throw new Error(`letter ${count} is not whole`);
    const { envelope, bodyStructure, headers } = found;
    const people = (all: MessageAddressObject[] = []) => all.map((it) => (it.name ? `${it.name} <${it.address}>` : it.address)).join(", ");
    const all = new Map<string, string>();
    for (const line of headers.toString("utf8").trim().replace(/\r\n[ \t]+/g, " ").split("\r\n")) {
      const [name = "", words] = line.split(/:\s*(.*)/, 2);
      const before = all.get(name.toLowerCase());
      all.set(name.toLowerCase(), before ? `${before}\n${words}` : `${words}`);
    }
    return {
      from: people(envelope.from),
      to: people(envelope.to),
      subject: envelope.subject ?? "",
      headers: all,
      types: [bodyStructure, ...(bodyStructure.childNodes ?? [])].map((part) => part.type),
      text: await this.part(count, "1"),
      html: await this.part(count, "2"),
    };
  }

  /** The letters that the server shows together, by what they name: it compares no subjects (RFC 5256, with REFS of Dovecot). */
  async threads(): Promise<number[][]> {
    const atoms = ["REFS", "UTF-8", "ALL"].map((value) => ({ type: "ATOM", value }));
    let threads: number[][] = [];
    const numbers = (thread: unknown) => [...JSON.stringify(thread).matchAll(/"value":"(\d+)"/g)].map(([, n]) => Number(n));
    const THREAD = async (line: { attributes: unknown[] }) => void (threads = line.attributes.map(numbers));
    const answer = await (this.client as unknown as Asked).exec("THREAD", atoms, { untagged: { THREAD } });
    answer.next();
    return threads;
  }

  /** How many letters there are. */
  async count(): Promise<number> {
    await this.client.noop();
    return this.client.mailbox ? this.client.mailbox.exists : 0;
  }

  /** A part, decoded as its headers say. */
  private async part(count: number, part: string): Promise<string> {
    const { content } = await this.client.download(String(count), part);
    const pieces: Buffer[] = [];
    for await (const piece of content ?? []) pieces.push(piece);
    return Buffer.concat(pieces).toString("utf8").replaceAll("\r\n", "\n");
  }
}

/** What starts the servers, as root, and ends them once nobody holds its input: a test that was killed leaves none. */
const starting = `
set -eu
cd "$1" && umask 022
if [ "$2" = apart ]; then
  # Their spool, their sockets and the letters are seen by them alone, and are gone with them.
  for place in /run /var/spool state; do mount -t tmpfs -o mode=755 tmpfs "$place"; done
fi
made() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "$@"
}
made -subj "/CN=An authority of a test" -keyout state/authority.key -out authority.pem
made -CA authority.pem -CAkey state/authority.key -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \\
  -addext basicConstraints=critical,CA:FALSE -keyout state/key.pem -out state/certificate.pem
install -d -o "$3" -g "$3" -m 700 state/letters
/usr/sbin/smtpd -d -f "$1/smtpd.conf" & taker=$!
/usr/sbin/dovecot -F -c "$1/dovecot.conf" & keeper=$!
trap 'kill $taker $keeper || :; wait; rm -rf state/*' EXIT
read -r _ || :
`;

/** Where each listens. */
type Ports = Record<"relay" | "starttls" | "smtps" | "imaps", number>;

// OpenSMTPD of Debian 12 speaks no TLS (6.8, which fails with OpenSSL 3: github.com/OpenSMTPD/OpenSMTPD/issues/1171): it takes what comes
// from this machine, and the submission of Dovecot is before it.
const taking = (folder: string, ports: Ports) => `
table all { "@" = "${name}" }
table keepers { "${name}" = "${keeper}:${keeper}:/" }
listen on 127.0.0.1 port ${ports.relay}
action keep lmtp "${folder}/state/lmtp" rcpt-to virtual <all> userbase <keepers>
match from local for any action keep
`;

/** What Dovecot is told otherwise since 2.4: how its settings are written, the certificate, where letters are, who may come in. */
const asSince24 = (folder: string) => `
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
ssl_server_cert_file = ${folder}/state/certificate.pem
ssl_server_key_file = ${folder}/state/key.pem
mail_driver = maildir
mail_path = ${folder}/state/letters/%{user}
namespace inbox {
  inbox = yes
}
passdb static {
  password = ${secret}
}
userdb static {
  userdb_static_allow_all_users = yes
  fields {
    uid = ${keeper}
    gid = ${keeper}
    home = ${folder}/state/letters/%{user}
  }
}
`;

/** The same before, where a sign of percent is written twice. */
const asBefore24 = (folder: string) => `
ssl_cert = <${folder}/state/certificate.pem
ssl_key = <${folder}/state/key.pem
mail_location = maildir:${folder}/state/letters/%u
passdb {
  driver = static
  args = password=${secret.replaceAll("%", "%%")}
}
userdb {
  driver = static
  args = uid=${keeper} gid=${keeper} home=${folder}/state/letters/%u allow_all_users=yes
}
`;

/** Whether this Dovecot reads settings as they are written since 2.4 (doc.dovecot.org/2.4.0/installation/upgrade/2.3-to-2.4.html). */
function isSince24(): boolean {
  const { stdout } = spawnSync("/usr/sbin/dovecot", ["--version"], { encoding: "utf8" });
  const [major = 0, minor = 0] = stdout.split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 4);
}

// The version of the settings comes before any other.
const keeping = (folder: string, ports: Ports) => `${isSince24() ? asSince24(folder) : asBefore24(folder)}
protocols = imap lmtp submission
base_dir = ${folder}/state/run
state_dir = ${folder}/state/lib
log_path = /dev/stderr
listen = 127.0.0.1
ssl = required
submission_relay_host = 127.0.0.1
submission_relay_port = ${ports.relay}
service submission-login {
  inet_listener submission {
    port = ${ports.starttls}
  }
  inet_listener submissions {
    port = ${ports.smtps}
    ssl = yes
  }
}
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service lmtp {
  unix_listener ${folder}/state/lmtp {
    mode = 0666
  }
}
`;

/** The servers, and who reads. */
export class Mail {
  /** How a site names them (`SILLAGE_SMTP`), in each way that the documentation tells. */
  readonly ways: Record<"smtps" | "starttls" | "local", string>;
  /** The file of the authority that vouches for them (`SSL_CERT_FILE`). */
  readonly authority: string;
  private readonly folder: string;
  private readonly ports: Ports;
  private readonly servers: ChildProcess;
  private readonly said: string[] = [];
  private readonly readers: ImapFlow[] = [];

  private constructor(folder: string, ports: Ports, servers: ChildProcess) {
    this.folder = folder;
    this.ports = ports;
    this.servers = servers;
    for (const output of [servers.stdout, servers.stderr]) output?.on("data", (piece) => this.said.push(String(piece)));
    this.authority = join(folder, "authority.pem");
    const who = `${name}:${encodeURIComponent(secret)}@localhost`;
    this.ways = {
      smtps: `smtps://${who}:${ports.smtps}`,
      starttls: `smtp://${who}:${ports.starttls}?tls=required`,
      local: `smtp://127.0.0.1:${ports.relay}`,
    };
  }

  /** Starts them. */
  static async start(): Promise<Mail> {
    const folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
    await chmod(folder, 0o711);
    await mkdir(join(folder, "state"));
    const [relay = 0, starttls = 0, smtps = 0, imaps = 0] = await freePorts(4);
    const ports = { relay, starttls, smtps, imaps };
    await writeFile(join(folder, "smtpd.conf"), taking(folder, ports));
    await writeFile(join(folder, "dovecot.conf"), keeping(folder, ports));
    const asRoot = isRoot ? [] : ["sudo", "-n"];
    const apart = [...asRoot, "unshare", "--mount", "--pid", "--fork", "--kill-child"];
    const [first = "", ...rest] = apart;
    // Some containers let nobody be apart: there they write where OpenSMTPD always does.
    const may = spawnSync(first, [...rest, "true"]).status === 0;
    const [command = "", ...typed] = [...(may ? apart : asRoot), "sh", "-c", starting, "sh", folder, may ? "apart" : "beside", `${keeper}`];
    const mail = new Mail(folder, ports, spawn(command, typed, { stdio: ["pipe", "pipe", "pipe"] }));
    try {
      for (const port of Object.values(ports)) await mail.listens(port);
    } catch (error) {
      await mail.stop();
      throw error;
    }
    return mail;
  }

  /** What the servers logged so far. */
  get log(): string {
    return this.said.join("");
  }

  /** The mailbox of an address: any has one. */
  async mailbox(address: string): Promise<Mailbox> {
    const auth = { user: address, pass: secret };
    const tls = { ca: readFileSync(this.authority) };
    const client = new ImapFlow({ host: "127.0.0.1", port: this.ports.imaps, secure: true, tls, auth, logger: false });
    client.on("error", (error: Error) => this.said.push(`${address}: ${error.message}\n`));
    await client.connect();
    this.readers.push(client);
    await client.mailboxOpen("INBOX");
    return new Mailbox(client);
  }

  /** Ends them and removes what they kept. */
  async stop(): Promise<void> {
    for (const reader of this.readers) reader.close();
    if (this.servers.exitCode === null && this.servers.signalCode === null) {
      const ended = once(this.servers, "exit");
      this.servers.stdin?.end();
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Waits for who listens on a port. */
  private async listens(port: number): Promise<void> {
    for (let tries = 0; tries < 200 && this.servers.exitCode === null; tries++) {
      const socket = connect(port, "127.0.0.1");
      const answered = await new Promise((done) => socket.once("connect", () => done(true)).once("error", () => done(false)));
      socket.destroy();
      if (answered) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error(`nobody listens on ${port}:\n${this.log}`);
  }
}
