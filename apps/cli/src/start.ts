/** `start`: server and page on the embedded store; without data, on the demo city. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import { startServer, StartError } from "@lianzhang/server";
import type { Parsed } from "./arguments.ts";
import { citySystemsFrom } from "./city-systems.ts";
import { existingFolder, hasErrors, reportDiagnostics } from "./city.ts";
import { SHIPPED, wholeNumber } from "./demo.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, OutsideError } from "./terminal.ts";

const DEMO = { firms: 900, months: 72, seed: 1 } as const;

/** The demo city under the store folder, made on the first start. Null when the decision has errors. */
export async function demoCity(terminal: Terminal, decision: string, store: string): Promise<string | null> {
  const out = join(store, "demo");
  if (existsSync(join(out, "returns"))) return out;
  const { model, diagnostics } = await loadDecision(decision);
  if (model === null || hasErrors(diagnostics)) {
    reportDiagnostics(terminal, diagnostics);
    return null;
  }
  terminal.progress({
    zh: `第一次启动:生成演示城市(${DEMO.firms} 户),写入 ${out}`,
    en: `first start: making up the demo city (${DEMO.firms} firms) in ${out}`,
  });
  await writeCity({ model, ...DEMO, out });
  return out;
}

/** Resolves when the process is told to end (Ctrl-C, SIGTERM). */
const ended = (): Promise<void> =>
  new Promise((done) => {
    process.once("SIGINT", () => done());
    process.once("SIGTERM", () => done());
  });

/** Runs `work`; what keeps an instance from opening is said, as exit 1 where it lies in the folders and else as exit 3. */
export async function startRefused(terminal: Terminal, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    if (error.diagnostics.length > 0) {
      reportDiagnostics(terminal, error.diagnostics);
      return EXIT.input;
    }
    throw new OutsideError(
      { zh: `${error.code} ${error.said.zh}`, en: `${error.code} ${error.said.en}` },
      error.hint,
      error,
    );
  }
}

export async function start(parsed: Parsed, terminal: Terminal): Promise<number> {
  const { language } = terminal;
  const given = parsed.values.get("decision");
  const decision = given === undefined ? SHIPPED : existingFolder(terminal, given);
  const store = resolve(terminal.cwd, parsed.values.get("store") ?? "var");
  const asked = parsed.values.get("data");
  const database = parsed.values.get("database") ?? process.env["DATABASE_URL"];
  const key = parsed.values.get("key");
  return startRefused(terminal, async () => {
    const data =
      asked === undefined ? await demoCity(terminal, decision, store) : existingFolder(terminal, asked);
    if (data === null) return EXIT.input;
    const server = await startServer({
      decision,
      data: [data],
      store,
      port: wholeNumber(parsed, "port", 4180, 1),
      host: parsed.values.get("host") ?? "127.0.0.1",
      open: parsed.switches.has("open"),
      ...(database === undefined ? {} : { database }),
      ...(key === undefined ? {} : { key: resolve(terminal.cwd, key) }),
      // the made-up city comes with made-up people
      demoPeople: asked === undefined || parsed.switches.has("demo-people"),
      trustProxy: parsed.switches.has("trust-proxy"),
      requestsAMinute: wholeNumber(parsed, "requests-a-minute", 1200, 1),
      ...citySystemsFrom(process.env),
      progress: (step) => terminal.progress(step),
    });
    terminal.out(
      language === "zh"
        ? server.alreadyRunning
          ? `已在运行:${server.address}`
          : `已启动:${server.address}(Ctrl-C 结束)`
        : server.alreadyRunning
          ? `already running at ${server.address}`
          : `running at ${server.address} (Ctrl-C ends it)`,
    );
    if (server.alreadyRunning) return EXIT.done;
    await ended();
    await server.close();
    return EXIT.done;
  });
}
