/** Opens an instance: its decision, its database file, its data; loads the data only when it has changed. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import {
  expiryFindings,
  lintModel,
  loadDecision,
  withholdEmpty,
  withholdExpired,
} from "@lianzhang/definitions";
import type { LoadResult, Model } from "@lianzhang/definitions";
import type { Day, Diagnostic, Label } from "@lianzhang/kernel";
import { textLiteral } from "@lianzhang/kernel";
import { emptyRegisters, loadData } from "@lianzhang/returns";
import type { Store } from "@lianzhang/store";
import { openStore } from "@lianzhang/store";
import type { Instance } from "./context.ts";
import { StartError } from "./errors.ts";
import { pageFacts } from "./page-facts.ts";
import { timelineOf } from "./timeline.ts";

/** Bump when tables of the same data would look different. */
const LOADER_VERSION = 3;
const META = "lianzhang_instance";

export interface LoadRequest {
  readonly decision: string;
  readonly data: readonly string[];
  /** Database file, or `:memory:`. */
  readonly file: string;
  readonly appVersion: string;
  readonly progress: (step: Label) => void;
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .toSorted();
}

/** Decision key and the bytes of every data file: equal keys, equal tables. */
function keyOf(model: Model, folders: readonly string[]): string {
  const hash = createHash("sha256").update(`${LOADER_VERSION}|${model.key}`);
  for (const [n, folder] of folders.entries())
    for (const file of filesUnder(folder)) {
      const { size, mtimeMs } = statSync(file);
      hash
        .update(`|${n}|${file.slice(folder.length)}|${size}|${mtimeMs}|`)
        .update(createHash("sha256").update(readFileSync(file)).digest());
    }
  return hash.digest("hex");
}

interface Meta {
  readonly key: string;
  readonly commit: number;
  readonly diagnostics: readonly Diagnostic[];
}

async function keptMeta(store: Store): Promise<Meta | null> {
  const there = await store.query(
    `SELECT count(*)::BIGINT FROM information_schema.tables WHERE table_name = ${textLiteral(META)} ORDER BY 1`,
  );
  if (there.rows[0]?.[0] !== 1n) return null;
  const { rows } = await store.query(`SELECT key, commit_no::BIGINT, diagnostics FROM ${META} ORDER BY key`);
  const [key, commit, diagnostics] = rows[0] ?? [];
  if (typeof key !== "string" || typeof diagnostics !== "string") return null;
  const parsed: unknown = JSON.parse(diagnostics);
  return {
    key,
    commit: Number(commit),
    diagnostics: Array.isArray(parsed) ? parsed.filter(isDiagnostic) : [],
  };
}

const isDiagnostic = (v: unknown): v is Diagnostic =>
  typeof v === "object" && v !== null && "code" in v && "file" in v && "message" in v;

async function keep(store: Store, meta: Meta): Promise<void> {
  await store.execute(`CREATE OR REPLACE TABLE ${META} (key VARCHAR, commit_no BIGINT, diagnostics VARCHAR);
    INSERT INTO ${META} VALUES (${textLiteral(meta.key)}, ${meta.commit}, ${textLiteral(JSON.stringify(meta.diagnostics))})`);
}

/** A folder with `demo: true` in folder.yaml holds made-up data. */
export const isDemo = (folder: string): boolean => {
  const marker = join(folder, "folder.yaml");
  return existsSync(marker) && /^demo:\s*true\s*$/m.test(readFileSync(marker, "utf8"));
};

/** Places are shown on pages: as seen from where the product runs, not from the root of the disk. */
const fromHere = (folder: string): string => relative(process.cwd(), folder) || ".";

async function decisionOf(folder: string): Promise<LoadResult & { readonly model: Model }> {
  const result = await loadDecision(fromHere(folder));
  const { model } = result;
  if (model === null)
    throw new StartError(
      "LZ6112",
      { zh: `决定目录有错误:${folder}`, en: `the decision folder has errors: ${folder}` },
      { zh: "按列出的位置改正后再启动", en: "mend what is listed, then start again" },
      result.diagnostics.filter((d) => d.severity === "error"),
    );
  return { ...result, model, diagnostics: [...result.diagnostics, ...lintModel(model)] };
}

/** An instance and the store it holds open. */
export interface Opened {
  readonly instance: Instance;
  readonly store: Store;
  /** Fills the store anew from the data folders, without anything that people have sent; gives the commit. */
  readonly anew: () => Promise<number>;
}

/** The day on the wall where the server runs. */
const today = (now: Date = new Date()): Day =>
  Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86_400_000;

export async function openInstance(request: LoadRequest): Promise<Opened> {
  request.progress({ zh: "读取决定目录", en: "reading the decision" });
  const decision = await decisionOf(request.decision);
  const own = join(request.decision, "facts");
  const folders = [...(existsSync(own) ? [own] : []), ...request.data].map(fromHere);
  const key = keyOf(decision.model, folders);
  const { store, meta } = await loaded(request, decision.model, folders, key);
  const day = today();
  const expired = expiryFindings(decision.model, day);
  // A clearance that has run out clears nothing: figures that rest on it are not computed.
  const cleared = withholdExpired(decision.model, day);
  const instance: Instance = {
    folder: request.decision,
    model: withholdEmpty(cleared, await emptyRegisters(cleared, store)),
    cleared,
    decision: {
      diagnostics: [...decision.diagnostics, ...expired],
      counts: decision.counts,
      coverage: decision.coverage,
    },
    dataDiagnostics: meta.diagnostics,
    runner: store,
    versions: { store: store.version, commit: meta.commit },
    registers: null,
    demo: request.data.some(isDemo),
    timeline: await timelineOf(decision.model, store),
    facts: pageFacts(request.decision),
    appVersion: request.appVersion,
  };
  const anew = async (): Promise<number> => (await fill(store, decision.model, folders, key)).commit;
  return { instance, store, anew };
}

async function fill(store: Store, model: Model, folders: readonly string[], key: string): Promise<Meta> {
  const result = await loadData(model, store, folders, {});
  const meta = { key, commit: result.commit, diagnostics: result.diagnostics };
  await keep(store, meta);
  return meta;
}

async function loaded(
  request: LoadRequest,
  model: Model,
  folders: readonly string[],
  key: string,
): Promise<{ readonly store: Store; readonly meta: Meta }> {
  let store = await openStore(request.file);
  try {
    const kept = await keptMeta(store);
    if (kept?.key === key) return { store, meta: kept };
    if (kept !== null && request.file !== ":memory:") {
      // Tables of another decision or of older data: a new file is smaller than one rewritten in place.
      await store.close();
      rmSync(request.file, { force: true });
      rmSync(`${request.file}.wal`, { force: true });
      store = await openStore(request.file);
    }
    request.progress({
      zh: "装入数据(第一次或数据有变化时需要一会儿)",
      en: "loading the data (the first time, and when it has changed)",
    });
    return { store, meta: await fill(store, model, folders, key) };
  } catch (error) {
    await store.close();
    throw error;
  }
}
