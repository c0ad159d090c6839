// A site of its own for each test file: the program, a fresh data folder, what its commands make.

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** What `import markdown --json` prints, as far as tests read it. */
export interface Report {
  address?: string | null;
  notebook: { id: string; address: string };
  notes: number;
  refused: number;
  attachments: number;
  links: Record<"resolved" | "ambiguous" | "wanted" | "broken" | "broken_by_us" | "external", number>;
  files: { path: string; result: string; note: string | null; address: string | null; reason: string | null }[];
  link_list: { path: string; line: number; text: string; result: string; target: string | null }[];
  warnings: { path: string; line: number; code: string; message: string }[];
}

/** What `admin … --json` prints. */
export interface Made {
  id: string;
  address: string;
  cookie?: string;
  /** Where a password is chosen. */
  link?: string;
}

export const program = process.env["SILLAGE_BIN"] ?? "../target/debug/sillage";
const day = 24 * 3600 * 1000;

export class Site {
  readonly address: string;
  readonly folder: string;
  private readonly process: ChildProcess;
  private readonly lines: string[];
  private readonly more: NodeJS.ProcessEnv;

  private constructor(folder: string, process: ChildProcess, address: string, lines: string[], more: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.more = more;
    this.process = process;
    this.address = address;
    this.lines = lines;
  }

  /** Starts the program on a free port, with what an administrator would set, and more of an environment. */
  static async start(settings: Record<string, string> = {}, more: NodeJS.ProcessEnv = {}): Promise<Site> {
    const folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
    const flags = Object.entries({ listen: "127.0.0.1:0", ...settings }).flatMap(([key, value]) => [`--${key}`, value]);
    const env = { ...environment(folder), ...more };
    const process = spawn(program, ["serve", ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
    const lines: string[] = [];
    createInterface({ input: process.stderr }).on("line", (line) => lines.push(line));
    const address = await new Promise<string>((found, failed) => {
      process.once("error", failed);
      process.once("exit", (code) => failed(new Error(`sillage serve ended with ${code}:\n${lines.join("\n")}`)));
      createInterface({ input: process.stdout }).once("line", (line) => found(line.replace("listening ", "")));
    });
    return new Site(folder, process, address, lines, more);
  }

  /** Starts it on a network of its own, in the form of `demo/`. */
  static async startWith(network: Record<string, string | Uint8Array>, settings: Record<string, string> = {}): Promise<Site> {
    const folder = await mkdtemp(join(tmpdir(), "sillage-e2e-"));
    try {
      await writeAll(folder, network);
      return await Site.start({ demo: "empty", ...settings }, { SILLAGE_DEMO_FOLDER: folder });
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** What the program logged so far. */
  get log(): string {
    return this.lines.join("\n");
  }

  /** Runs a command beside the server. */
  async run(...typed: string[]): Promise<string> {
    return new Promise((done, failed) => {
      const env = { ...environment(this.folder), ...this.more };
      const options = { env, maxBuffer: 256 * 1024 * 1024, timeout: day };
      execFile(program, typed, options, (error, out, told) => {
        if (error) failed(new Error(`sillage ${typed.join(" ")}: ${error.message}\n${told}`));
        else done(out);
      });
    });
  }

  /** Imports a folder as a notebook. */
  async import(folder: string, notebook: string, ...flags: string[]): Promise<Report> {
    const typed = ["import", "markdown", folder, "--notebook", notebook, "--json", ...flags];
    return JSON.parse(await this.run(...typed)) as Report;
  }

  /** Makes a person, a community, a membership, a session. */
  async admin(...typed: string[]): Promise<Made> {
    return JSON.parse(await this.run("admin", ...typed, "--json")) as Made;
  }

  /** The cookie of a new session of this person. */
  async cookie(person: string): Promise<string> {
    const made = await this.admin("session", person);
    if (!made.cookie) throw new Error(`no cookie for ${person}`);
    return made.cookie;
  }

  /** A folder of files under the site's own, to import. */
  async write(name: string, files: Record<string, string | Uint8Array>): Promise<string> {
    const folder = join(this.folder, name);
    await mkdir(folder, { recursive: true });
    await writeAll(folder, files);
    return folder;
  }

  /** The address that the program prints for who is to run the site. */
  async setUpAddress(): Promise<string> {
    return soon(() => /http:\/\/\S+\/set-up\/[0-9a-f]{64}/.exec(this.log)?.[0], () => `no address among:\n${this.log}`);
  }

  /** The letter that was sent last, once there are so many: its text, whole lines. */
  async letter(count: number): Promise<string> {
    const folder = join(this.folder, "data", "letters");
    const sent = () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")).sort() : []);
    const last = await soon(() => (sent().length >= count ? sent()[count - 1] : undefined), () => `${sent().length} letters, not ${count}`);
    return readFileSync(join(folder, last), "utf8").replaceAll("=\r\n", "");
  }

  /** Ends the program and removes what it kept. */
  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((done) => this.process.once("exit", done));
      this.process.kill("SIGTERM");
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

function environment(folder: string): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], SILLAGE_DATA: join(folder, "data"), SILLAGE_LANG: "en", SILLAGE_LOG: "info" };
}

async function writeAll(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** The address of a file's note, or of a stored file. */
export function addressOf(report: Report, path: string): string {
  const address = report.files.find((file) => file.path === path)?.address;
  if (!address) throw new Error(`${path} has no address`);
  return address;
}

/** What is waited for, once it is there. */
async function soon<T>(found: () => T | undefined, otherwise: () => string): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const it = found();
    if (it !== undefined) return it;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(otherwise());
}
