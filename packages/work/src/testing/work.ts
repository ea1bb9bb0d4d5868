/** A real PostgreSQL for the tests of this package, with as many databases as they like. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { Acting, Exact } from "../audit/link.ts";
import type { Algorithm } from "../audit/hashing.ts";
import type { Change } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import { connect } from "../database/connect.ts";
import type { Work } from "../open.ts";
import { openWork } from "../open.ts";
import { reset, shapeOf, withClient } from "./reset.ts";

/** A clock that stands at an office morning. */
export const MORNING = (): Date => new Date("2026-03-10T01:00:00.000Z");

export const LI: Acting = { user: "li.na", onBehalfOf: null, unit: "economy_bureau", purpose: "招商 stage" };

export const newFolder = (): string => mkdtempSync(join(tmpdir(), "lianzhang-work-"));

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Records that a project is at a stage. */
export const stage =
  (id: string, before: Exact, after: Exact) =>
  (change: Change): Promise<void> => {
    change.record({ action: "project.stage", subject: { kind: "project", id }, before, after });
    return Promise.resolve();
  };

export interface TestDatabase extends Work {
  /** The same database as its owner, whom grants do not hold. */
  readonly owner: Database;
  readonly url: string;
  readonly ownerUrl: string;
}

/** Addresses of the server all files share; `testing/postgres.ts` starts it. */
interface SharedServer {
  readonly owner: string;
  readonly application: string;
}

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- it adds to an interface of vitest
  export interface ProvidedContext {
    readonly postgres: SharedServer;
  }
}

/** The database every fresh one is a copy of: its tables are made, its chain is not begun. */
export const TEMPLATE = "lianzhang_template";

export interface TestServer {
  /** An empty database with its tables and a chain of one link; gone when closed. */
  fresh(algorithm?: Algorithm): Promise<TestDatabase>;
  /** Address of the owner of a database without any table. */
  empty(): Promise<string>;
  stop(): Promise<void>;
}

const withName = (url: string, name: string): string => url.replace(/[^/]*$/, name);

// CREATE DATABASE and DROP DATABASE do not go into a transaction
const command = (ownerUrl: string, sql: string): Promise<void> =>
  withClient(ownerUrl, async (client) => void (await client.query(sql)));

/** Databases of one file: one that was closed is put back to how it was made and used again. */
class Shelf {
  readonly #shared: SharedServer;
  readonly #all = new Set<string>();
  readonly #free: string[] = [];
  #shape: string | null = null;

  constructor(shared: SharedServer) {
    this.#shared = shared;
  }

  readonly ownerUrl = (name: string): string => withName(this.#shared.owner, name);
  readonly applicationUrl = (name: string): string => withName(this.#shared.application, name);

  async create(template: string): Promise<string> {
    const name = `t${randomBytes(6).toString("hex")}`;
    await command(this.#shared.owner, `CREATE DATABASE ${name} TEMPLATE ${template}`);
    this.#all.add(name);
    return name;
  }

  async take(): Promise<string> {
    const kept = this.#free.pop();
    if (kept !== undefined) return kept;
    const name = await this.create(TEMPLATE);
    this.#shape ??= await shapeOf(this.ownerUrl(name));
    return name;
  }

  async giveBack(name: string): Promise<void> {
    if (await reset(this.ownerUrl(name), this.#shape ?? "")) this.#free.push(name);
    else await this.#drop(name);
  }

  async #drop(name: string): Promise<void> {
    this.#all.delete(name);
    await command(this.#shared.owner, `DROP DATABASE ${name} WITH (FORCE)`);
  }

  async clear(): Promise<void> {
    for (const name of this.#all) await this.#drop(name);
  }
}

/** The server of this run, with databases of one file's own. */
export function testServer(): Promise<TestServer> {
  const shelf = new Shelf(inject("postgres"));
  const fresh = async (algorithm?: Algorithm): Promise<TestDatabase> => {
    const name = await shelf.take();
    const url = shelf.applicationUrl(name);
    const ownerUrl = shelf.ownerUrl(name);
    const place = { kind: "url", url, ownerUrl } as const;
    const asked = algorithm === undefined ? {} : { algorithm };
    const work = await openWork({ place, clock: MORNING, random: randomBytes, ...asked });
    const owner = connect({ url: () => ownerUrl, as: "owner", connections: 2 });
    const close = async (): Promise<void> => {
      await owner.close();
      await work.close();
      await shelf.giveBack(name);
    };
    return { ...work, owner, url, ownerUrl, close };
  };
  return Promise.resolve({
    fresh,
    empty: async () => shelf.ownerUrl(await shelf.create("template0")),
    stop: () => shelf.clear(),
  });
}
