/**
 * One PostgreSQL for all test files of the project `postgres`, started once a run, with a database whose tables are made:
 * every test copies it instead of making its own. Files that start or kill servers start their own.
 */
import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { migrate } from "../database/migrate.ts";
import { MIGRATIONS } from "../database/migrations/index.ts";
import { startServer } from "../database/server.ts";
import { keepSeeds, withClient } from "./reset.ts";
import { MORNING, newFolder, removeFolder, TEMPLATE } from "./work.ts";

// it may lose everything when the machine fails, which a test's machine does not; two files work at once
const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/** Starts the server before the first file and ends it after the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = newFolder();
  const server = await startServer({ folder, create: true, random: randomBytes, settings });
  await withClient(server.ownerUrl("postgres"), (client) => client.query(`CREATE DATABASE ${TEMPLATE}`));
  await migrate({ url: server.ownerUrl(TEMPLATE), migrations: MIGRATIONS, clock: MORNING, mode: "apply" });
  await keepSeeds(server.ownerUrl(TEMPLATE));
  project.provide("postgres", { owner: server.ownerUrl("postgres"), application: server.applicationUrl() });
  return async () => {
    await server.stop();
    removeFolder(folder);
  };
}
