/** The product of one instance without its port: its figures, its people's half, and figures that follow returns. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type { PlainLimits } from "@lianzhang/returns";
import { PlainReader } from "@lianzhang/returns";
import type { SignOn, TodoList } from "@lianzhang/work";
import { Context } from "./context.ts";
import { addressBookAt } from "./door/address-book.ts";
import type { WorkSide } from "./door/work-side.ts";
import { openWorkSide } from "./door/work-side.ts";
import type { Opened } from "./load.ts";
import { openInstance } from "./load.ts";
import { writableFolder } from "./lock.ts";
import { rowsOf } from "./returns/rows-of.ts";

export interface ProductOptions {
  readonly decision: string;
  readonly data: readonly string[];
  /** Folder under which each instance keeps its database: `<store>/<instance>/facts.duckdb`. */
  readonly store: string;
  /** A PostgreSQL of one's own; absent: the embedded one under the instance's folder. */
  readonly database?: string;
  /** The key file of second factors; default: `work.key` in the instance's folder. */
  readonly key?: string;
  /** Made-up people who come in by one click; production refuses them. */
  readonly demoPeople?: boolean;
  /** The city's sign-on, when it has one. */
  readonly signOn?: SignOn | null;
  /** The city's to-do list, when it has one. */
  readonly todoList?: TodoList | null;
  /** Where the city's address book is: an address, or a CSV or xlsx file. */
  readonly addressBook?: { readonly source: string; readonly token: string | null } | null;
  readonly progress?: (step: Label) => void;
  /** From when on, and how far, the database reads a plain table itself. */
  readonly large?: Partial<PlainLimits>;
}

export interface Product {
  readonly context: Context;
  readonly side: WorkSide;
  /** Reads large plain tables. */
  readonly plain: PlainReader;
  /** The instance's own folder. */
  readonly folder: string;
  close(): Promise<void>;
}

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
export function instanceFolder(options: Pick<ProductOptions, "decision" | "data" | "store">): string {
  const data = options.data.map((d) => resolve(d)).join("|");
  const id = createHash("sha256")
    .update(`${resolve(options.decision)}|${data}`)
    .digest("hex")
    .slice(0, 8);
  return join(options.store, `${basename(resolve(options.decision))}-${id}`);
}

/** Told on the server's own output; the page gets a code. */
export const fault = (error: unknown, what: string): void => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${what}: ${text}\n`);
};

const workSide = (
  options: ProductOptions,
  { context, plain }: Pick<Product, "context" | "plain">,
  anew: Opened["anew"],
  folder: string,
  progress: (step: Label) => void,
): Promise<WorkSide> =>
  openWorkSide({
    context,
    follow: { anew, rowsOf: rowsOf(context, plain) },
    place:
      options.database === undefined
        ? { kind: "folder", folder: join(folder, "work"), create: true }
        : { kind: "url", url: options.database },
    keyFile: options.key ?? join(folder, "work.key"),
    data: options.data,
    kept: join(folder, "kept"),
    files: join(folder, "files"),
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

/** Opens an instance, made at the first time. Throws StartError (LZ61xx), StoreError and WorkError with what to do. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const progress = options.progress ?? (() => undefined);
  const folder = instanceFolder(options);
  writableFolder(options.store);
  writableFolder(folder);
  const { instance, store, anew } = await openInstance({
    decision: options.decision,
    data: options.data,
    file: join(folder, "facts.duckdb"),
    appVersion: appVersion(),
    progress,
  });
  const context = new Context(instance);
  const plain = new PlainReader(context.runner, options.large);
  const side = await workSide(options, { context, plain }, anew, folder, progress).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  const close = async (): Promise<void> => {
    await side.close();
    await store.close();
  };
  return { context, side, plain, folder, close };
}
