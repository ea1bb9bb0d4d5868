/**
 * The embedded PostgreSQL: started in a folder of its own, looked after while the program runs, and found again by the
 * next run whatever ended the last one. Connections only from this machine, and only with a password.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { WorkError } from "../errors.ts";
import type { Place } from "./cluster.ts";
import {
  APPLICATION,
  checkVersion,
  clearEarlierRun,
  DATABASE,
  dataFolder,
  didNotStart,
  isReady,
  makeCluster,
  OWNER,
} from "./cluster.ts";
import type { Passwords } from "./folder.ts";
import {
  claim,
  claimOf,
  isClaimed,
  isWorkFolder,
  makeFolder,
  makePasswords,
  noPasswords,
  passwordsOf,
  release,
} from "./folder.ts";
import { otherUser, programs } from "./platform.ts";
import { prepare } from "./prepare.ts";
import type { RandomBytes } from "./sources.ts";

export interface ServerOptions {
  /** The work folder; made when it is not there and `create` is true. */
  readonly folder: string;
  readonly create: boolean;
  readonly random: RandomBytes;
  /** Settings of PostgreSQL beside its own, as `{ fsync: "off" }` in tests that may lose everything. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Another platform than this one (`linux-x64`), in tests. */
  readonly platform?: string;
}

/** A running server. Addresses may change when it is started again: ask for them each time. */
export interface Server {
  /** Address of the owner: migrations, backup, repair. Carries a password. */
  readonly ownerUrl: (database?: string) => string;
  /** Address of the application, which may not alter the audit chain. Carries a password. */
  readonly applicationUrl: () => string;
  /** Ends the server; of one that another process looks after, only this process's interest in it. */
  stop(): Promise<void>;
}

const freePort = (wanted: number): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", (error) => (wanted === 0 ? failed(error) : done(freePort(0))));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

const LOG_LIMIT = 10_000_000;

/** The log, to be appended to; one that has grown long is put aside, in place of the one before. */
function openLog(path: string): { readonly fd: number; readonly from: number } {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT) renameSync(path, `${path}.1`);
  const fd = openSync(path, "a", 0o600);
  return { fd, from: statSync(path).size };
}

/** Runs PostgreSQL until it is ready. Throws LZ7004 with the end of its log when it ends before. */
async function launch(
  place: Place,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const path = join(place.folder, "postgres.log");
  const log = openLog(path);
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", timezone: "UTC", ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const as = place.user === null ? {} : { uid: place.user.uid, gid: place.user.gid };
  // a process group of its own: Ctrl-C at the terminal is for the program, which ends the server in order
  const child = spawn(
    join(place.bin, "postgres"),
    ["-D", dataFolder(place.folder), "-p", String(port), ...flags],
    {
      ...as,
      cwd: join(place.folder, "pg"),
      stdio: ["ignore", "ignore", log.fd],
      detached: true,
    },
  );
  closeSync(log.fd);
  const failed = new Promise<never>((_, reject) => {
    child.once("error", (error) => reject(didNotStart(error.message, error)));
    child.once("exit", () =>
      reject(didNotStart(readFileSync(path).subarray(log.from).toString("utf8").trim().slice(-1500))),
    );
  });
  const ready = async (): Promise<void> => {
    // recovery after a crash takes as long as it takes
    while (hasNotEnded(child) && !isReady(place.folder, child.pid ?? 0)) await sleep(20);
    if (!hasNotEnded(child)) await failed;
  };
  await Promise.race([ready(), failed]);
  return child;
}

const hasNotEnded = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** Another program was quicker to take the port. */
const portTaken = (error: unknown): boolean =>
  error instanceof WorkError && /could not (?:bind|create any TCP)/.test(error.message);

/** A server of a run that was killed while starting it came first: it is ended like any other that was left behind. */
const forestalled = (error: unknown): boolean =>
  error instanceof WorkError &&
  /"postmaster.pid" already exists|pre-existing shared memory/.test(error.message);

/** A server this process looks after: started again whenever it ends unasked. */
class OwnServer implements Server {
  readonly #place: Place;
  readonly #passwords: Passwords;
  readonly #settings: Readonly<Record<string, string>>;
  #port: number;
  #child: ChildProcess | null = null;
  #stopping = false;
  #starting: Promise<void> = Promise.resolve();

  constructor(place: Place, passwords: Passwords, settings: Readonly<Record<string, string>>) {
    this.#place = place;
    this.#passwords = passwords;
    this.#settings = settings;
    this.#port = claimOf(place.folder)?.port ?? 0;
  }

  readonly ownerUrl = (database: string = DATABASE): string =>
    address(OWNER, this.#passwords.owner, this.#port, database);
  readonly applicationUrl = (): string =>
    address(APPLICATION, this.#passwords.application, this.#port, DATABASE);

  /** A program that ends without `stop` asks the server to end; one that is killed leaves it to the next run. */
  readonly #abandon = (): void => void this.#child?.kill("SIGINT");

  async start(): Promise<void> {
    const { folder } = this.#place;
    for (let attempt = 1; ; attempt++) {
      await clearEarlierRun(folder);
      this.#port = await freePort(this.#port);
      claim(folder, this.#port);
      try {
        this.#watch(await launch(this.#place, this.#port, this.#settings));
        return;
      } catch (error) {
        if (attempt === 5 || !(portTaken(error) || forestalled(error))) throw error;
        if (portTaken(error)) this.#port = 0;
      }
    }
  }

  #watch(child: ChildProcess): void {
    this.#child = child;
    process.once("exit", this.#abandon);
    const again = (): void => {
      process.off("exit", this.#abandon);
      if (!this.#stopping) this.#starting = this.#restart();
    };
    if (hasNotEnded(child)) child.once("exit", again);
    else again();
  }

  /** Keeps trying: what kept it from starting (a full disk) may pass. Statements meanwhile wait or fail in words. */
  async #restart(): Promise<void> {
    for (let pause = 100; !this.#stopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        return await this.start();
      } catch {
        // the reason stands in postgres.log
        await sleep(pause, undefined, { ref: false });
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#starting;
    const child = this.#child;
    if (child !== null && hasNotEnded(child)) {
      const ended = new Promise<void>((done) => child.once("exit", () => done()));
      // a fast shutdown: clients are let go, what was committed is written
      child.kill("SIGINT");
      await ended;
    }
    release(this.#place.folder);
  }
}

const address = (user: string, password: string, port: number, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;

/** A server another process looks after. */
function attached(folder: string, port: number): Server {
  const passwords = passwordsOf(folder);
  if (passwords === null) throw noPasswords(join(folder, "passwords.json"));
  return {
    ownerUrl: (database = DATABASE) => address(OWNER, passwords.owner, port, database),
    applicationUrl: () => address(APPLICATION, passwords.application, port, DATABASE),
    stop: () => Promise.resolve(),
  };
}

const notAFolder = (folder: string): WorkError =>
  new WorkError(
    "LZ7005",
    { zh: `${folder} 不是工作目录`, en: `${folder} is no work folder` },
    { zh: "写 lianzhang start 所用的目录", en: "name the folder that lianzhang start was given" },
  );

/**
 * The server of a folder: started, or, when another process looks after it, the one that runs. Throws WorkError LZ7001
 * to LZ7005.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const folder = resolve(options.folder);
  if (!options.create && !isWorkFolder(folder)) throw notAFolder(folder);
  const held = claimOf(folder);
  if (isClaimed(held)) return attached(folder, held.port);
  const user = otherUser();
  makeFolder(folder, user);
  const place: Place = { folder, user, bin: programs(folder, user, options.platform) };
  const settings = options.settings ?? {};
  const made = isWorkFolder(folder);
  if (made) checkVersion(place);
  const kept = passwordsOf(folder);
  if (made && kept === null) throw noPasswords(join(folder, "passwords.json"));
  const passwords = kept ?? makePasswords(folder, options.random);
  if (!made) await makeCluster(place, passwords.owner, settings["fsync"] !== "off");
  const server = new OwnServer(place, passwords, settings);
  try {
    await server.start();
    await prepare(server.ownerUrl("postgres"), passwords.application);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
