/** Starts one instance: lock, data, first figures, then the port. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { periodLength } from "@lianzhang/kernel";
import { buildApp } from "./app.ts";
import { frameOf } from "./asked.ts";
import type { Context } from "./context.ts";
import { StartError } from "./errors.ts";
import { summary } from "./evaluation/summary.ts";
import { ladderSummary } from "./ladder/summary.ts";
import { firmTable } from "./firms.ts";
import { dropLock, holderOf, takeLock } from "./lock.ts";
import type { ProductOptions } from "./product.ts";
import { fault, instanceFolder, openProduct } from "./product.ts";
import { chains } from "./routes/chains.ts";
import { catalogue } from "./routes/indicators.ts";
import { overview } from "./routes/overview.ts";

export interface StartOptions extends ProductOptions {
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  /** A proxy before this server says how requests came. */
  readonly trustProxy?: boolean;
  /** Lists, exports and figures one person may ask for in a minute. */
  readonly requestsAMinute?: number;
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
    () => summary(context, frame, undefined),
    () => ladderSummary(context, frame),
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
  const holder = holderOf(folder);
  if (holder) {
    if (options.open) openBrowser(holder.address);
    return { address: holder.address, alreadyRunning: true, close: () => Promise.resolve() };
  }
  const product = await openProduct(options);
  const { context, side } = product;
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
    await product.close();
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
