/** Starts one instance: lock, data, first figures, then the port. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Label } from "@lianzhang/kernel";
import { periodLength } from "@lianzhang/kernel";
import { buildApp } from "./app.ts";
import { frameOf } from "./asked.ts";
import { Context } from "./context.ts";
import { StartError } from "./errors.ts";
import { openInstance } from "./load.ts";
import { dropLock, holderOf, takeLock, writableFolder } from "./lock.ts";
import { rowsOfAccepted } from "./returns/rows-of.ts";
import { chains } from "./routes/chains.ts";
import { catalogue } from "./routes/indicators.ts";
import type { SignOn, TodoList } from "@lianzhang/work";
import { addressBookAt } from "./door/address-book.ts";
import type { WorkSide } from "./door/work-side.ts";
import { openWorkSide } from "./door/work-side.ts";
import { overview } from "./routes/overview.ts";
import { firmTable } from "./firms.ts";

export interface StartOptions {
  readonly decision: string;
  readonly data: readonly string[];
  /** Folder under which each instance keeps its database: `<store>/<instance>/facts.duckdb`. */
  readonly store: string;
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  /** A PostgreSQL of one's own; absent: the embedded one under the instance's folder. */
  readonly database?: string;
  /** The key file of second factors; default: `work.key` in the instance's folder. */
  readonly key?: string;
  /** Made-up people who come in by one click; production refuses them. */
  readonly demoPeople?: boolean;
  /** A proxy before this server says how requests came. */
  readonly trustProxy?: boolean;
  /** Lists, exports and figures one person may ask for in a minute. */
  readonly requestsAMinute?: number;
  /** The city's sign-on, when it has one. */
  readonly signOn?: SignOn | null;
  /** The city's to-do list, when it has one. */
  readonly todoList?: TodoList | null;
  /** Where the city's address book is: an address, or a CSV or xlsx file. */
  readonly addressBook?: { readonly source: string; readonly token: string | null } | null;
  readonly progress?: (step: Label) => void;
  /** Folder of the built page; default: the one beside the server. */
  readonly web?: string;
}

export interface Server {
  readonly address: string;
  /** True: another process serves this instance already, at this address; nothing was started. */
  readonly alreadyRunning: boolean;
  close(): Promise<void>;
}

const WEB = fileURLToPath(new URL("../../web/dist", import.meta.url));

function appVersion(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof parsed === "object" &&
    parsed !== null &&
    "version" in parsed &&
    typeof parsed.version === "string"
    ? parsed.version
    : "0";
}

/** One decision over one set of data folders: demo and real data never share a file. */
function instanceFolder(options: StartOptions): string {
  const data = options.data.map((d) => resolve(d)).join("|");
  const id = createHash("sha256")
    .update(`${resolve(options.decision)}|${data}`)
    .digest("hex")
    .slice(0, 8);
  return join(options.store, `${basename(resolve(options.decision))}-${id}`);
}

/** Opens the address in the person's browser; a machine without one is no failure. */
function openBrowser(address: string): void {
  const [command, ...words] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", "", address]
        : ["xdg-open", address];
  const child = spawn(command ?? "xdg-open", words, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

const display = (host: string): string =>
  host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;

function listenError(error: unknown, options: StartOptions): unknown {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE")
    return new StartError(
      "LZ6110",
      {
        zh: `端口 ${options.port} 已被别的程序占用`,
        en: `port ${options.port} is in use by another program`,
      },
      {
        zh: `先停掉它,或换一个端口:--port ${options.port + 1}`,
        en: `stop that program, or take another port: --port ${options.port + 1}`,
      },
    );
  if (code === "EACCES" || code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new StartError(
      "LZ6114",
      {
        zh: `不能在 ${options.host}:${options.port} 监听(${String(code)})`,
        en: `cannot listen on ${options.host}:${options.port} (${String(code)})`,
      },
      {
        zh: "用 --port 选 1024 以上的端口,--host 用本机地址",
        en: "choose a port above 1023 with --port, and an address of this machine with --host",
      },
    );
  return error;
}

/** Told on the server's own output; the page gets a code. */
const fault = (error: unknown, what: string): void => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${what}: ${text}\n`);
};

const workSide = (
  options: StartOptions,
  { context, anew }: { readonly context: Context; readonly anew: () => Promise<number> },
  folder: string,
  progress: (step: Label) => void,
): Promise<WorkSide> =>
  openWorkSide({
    context,
    place:
      options.database === undefined
        ? { kind: "folder", folder: join(folder, "work"), create: true }
        : { kind: "url", url: options.database },
    keyFile: options.key ?? join(folder, "work.key"),
    data: options.data,
    kept: join(folder, "kept"),
    files: join(folder, "files"),
    follow: { anew, rowsOf: rowsOfAccepted(context) },
    demoPeople: options.demoPeople ?? false,
    signOn: options.signOn ?? null,
    todoList: options.todoList ?? null,
    addressBook:
      options.addressBook == null
        ? null
        : addressBookAt(options.addressBook.source, options.addressBook.token),
    progress,
    fault: (error) => fault(error, "registers"),
  });

/** What the first page needs, so that the first visitor does not wait. */
async function warm(context: Context): Promise<void> {
  const frame = frameOf(context, {});
  await firmTable(context, frame);
  await overview(context, frame, undefined);
  await catalogue(context, frame);
}

/** What the next pages need, one after the other, while the server answers already. */
async function warmLater(context: Context, stopped: () => boolean): Promise<void> {
  const frame = frameOf(context, {});
  const { periods } = context.instance.timeline;
  const years = periods.filter((p) => periodLength(p) === "year").slice(0, WARM_YEARS);
  const steps = [
    () => chains(context, frame),
    ...years.map((period) => () => firmTable(context, { ...frame, period })),
    ...years.slice(1, 3).map((period) => () => overview(context, { ...frame, period }, undefined)),
  ];
  for (const step of steps) {
    if (stopped()) return;
    await step();
  }
}

/** Years whose tables of firms are made ahead: those a firm's profile shows. */
const WARM_YEARS = 8;

/**
 * Starts the server of one instance and resolves when it answers. A second start of the same instance starts
 * nothing and gives the address of the first. Throws StartError (LZ61xx) or StoreError with what to do.
 */
export async function startServer(options: StartOptions): Promise<Server> {
  const progress = options.progress ?? (() => undefined);
  const folder = instanceFolder(options);
  writableFolder(options.store);
  writableFolder(folder);
  const holder = holderOf(folder);
  if (holder) {
    if (options.open) openBrowser(holder.address);
    return { address: holder.address, alreadyRunning: true, close: () => Promise.resolve() };
  }
  const { instance, store, anew } = await openInstance({
    decision: options.decision,
    data: options.data,
    file: join(folder, "facts.duckdb"),
    appVersion: appVersion(),
    progress,
  });
  const context = new Context(instance);
  const side = await workSide(options, { context, anew }, folder, progress).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const app = await buildApp(context, {
    web: options.web ?? WEB,
    work: side,
    trustProxy: options.trustProxy ?? false,
    ...(options.requestsAMinute === undefined ? {} : { requestsAMinute: options.requestsAMinute }),
    fault,
  });
  let stopped = false;
  let later: Promise<void> = Promise.resolve();
  const close = async (): Promise<void> => {
    stopped = true;
    await later;
    await app.close();
    await side.close();
    await store.close();
    dropLock(folder);
  };
  try {
    progress({ zh: "计算首页", en: "computing the first page" });
    await warm(context);
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await close();
    throw listenError(error, options);
  }
  const bound = app.server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : options.port;
  const address = `http://${display(options.host)}:${port}`;
  takeLock(folder, address);
  // A failure here is met again, and told, by the request that needs the same figures.
  later = warmLater(context, () => stopped).catch(() => undefined);
  if (options.open) openBrowser(address);
  return { address, alreadyRunning: false, close };
}
