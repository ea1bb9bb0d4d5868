/** A real PostgreSQL for the tests of this package, with as many databases as they like. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Acting, Exact } from "../audit/link.ts";
import type { Algorithm } from "../audit/hashing.ts";
import type { Change } from "../audit/trail.ts";
import type { Database } from "../database/connect.ts";
import { connect } from "../database/connect.ts";
import type { Server } from "../database/server.ts";
import { startServer } from "../database/server.ts";
import type { Work } from "../open.ts";
import { openWork } from "../open.ts";

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

export interface TestServer {
  readonly server: Server;
  /** An empty database with its tables and a chain of one link. */
  fresh(algorithm?: Algorithm): Promise<TestDatabase>;
  stop(): Promise<void>;
}

// CREATE DATABASE does not go into a transaction
async function createDatabase(ownerUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}

/** Starts a server that may lose everything when the machine fails, which a test's machine does not. */
export async function testServer(): Promise<TestServer> {
  const folder = newFolder();
  const settings = { fsync: "off" };
  const server = await startServer({ folder, create: true, random: randomBytes, settings });
  let made = 0;
  const fresh = async (algorithm?: Algorithm): Promise<TestDatabase> => {
    const name = `t${++made}`;
    await createDatabase(server.ownerUrl("postgres"), name);
    const url = server.applicationUrl().replace(/[^/]*$/, name);
    const ownerUrl = server.ownerUrl(name);
    const place = { kind: "url", url, ownerUrl } as const;
    const asked = algorithm === undefined ? {} : { algorithm };
    const work = await openWork({ place, clock: MORNING, random: randomBytes, ...asked });
    const owner = connect({ url: () => ownerUrl, as: "owner", connections: 2 });
    const close = async (): Promise<void> => {
      await owner.close();
      await work.close();
    };
    return { ...work, owner, url, ownerUrl, close };
  };
  const stop = async (): Promise<void> => {
    await server.stop();
    removeFolder(folder);
  };
  return { server, fresh, stop };
}
