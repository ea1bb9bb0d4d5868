/** The embedded server through what befalls it, and the words for what it cannot mend. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server as NetServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WorkError } from "../errors.ts";
import { openWork } from "../open.ts";
import { MORNING, newFolder, removeFolder } from "../testing/work.ts";
import { postmasterFile } from "./cluster.ts";
import { connect } from "./connect.ts";
import { claimOf } from "./folder.ts";
import { markOf } from "./processes.ts";
import { only, text, whole } from "./queries.ts";
import type { Server } from "./server.ts";
import { startServer } from "./server.ts";

const folder = newFolder();
const settings = { fsync: "off" };
const start = (): Promise<Server> => startServer({ folder, create: true, random: randomBytes, settings });

/** Runs `work` over a started server and stops it. */
async function running<T>(work: (server: Server) => Promise<T>): Promise<T> {
  const server = await start();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** What the owner's notebook in the database says. */
async function notes(server: Server): Promise<bigint> {
  const database = connect({ url: () => server.ownerUrl(), as: "owner", connections: 1 });
  const [row] = await database.read((q) => q.rows("SELECT count(*) AS n FROM public.note"));
  await database.close();
  return whole(row ?? {}, "n");
}

const failure = async (work: () => Promise<unknown>): Promise<WorkError> => {
  const error: unknown = await work().catch((e: unknown) => e);
  if (error instanceof WorkError) return error;
  throw new Error(`expected a WorkError, found ${String(error)}`);
};

beforeAll(() =>
  running(async (server) => {
    const owner = connect({ url: () => server.ownerUrl(), as: "owner" });
    await owner.transaction(async (q) => {
      await q.rows("CREATE TABLE public.note AS SELECT 1 AS n");
      await q.rows("GRANT SELECT, INSERT ON public.note TO lianzhang_app");
    });
    await owner.close();
  }),
);
afterAll(() => removeFolder(folder));

describe("an embedded server", () => {
  test("keeps its data, its port and its passwords from one start to the next", async () => {
    const first = await running(async (server) => server.ownerUrl());
    await running(async (server) => {
      expect(server.ownerUrl()).toBe(first);
      expect(await notes(server)).toBe(1n);
    });
    expect(statSync(join(folder, "passwords.json")).mode & 0o777).toBe(0o600);
  });

  test("lets nobody in without the password, and listens on this machine only", async () => {
    await running(async (server) => {
      for (const wrong of ["", ":guess"]) {
        const url = server.ownerUrl().replace(/:[0-9a-f]{48}@/, `${wrong}@`);
        await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow();
      }
      const database = connect({ url: () => server.ownerUrl(), as: "owner" });
      const found: string[] = [];
      for (const name of ["listen_addresses", "unix_socket_directories", "server_encoding"])
        found.push(text(only(await database.read((q) => q.rows(`SHOW ${name}`))), name));
      expect(found).toEqual(["127.0.0.1", "", "UTF8"]);
      await database.close();
    });
  });

  test("is shared with one who opens the same folder while it runs", async () => {
    await running(async (server) => {
      const second = await start();
      expect(second.ownerUrl()).toBe(server.ownerUrl());
      await second.stop();
      expect(await notes(server)).toBe(1n);
    });
  });

  test("takes another port when its own is taken", async () => {
    const port = claimOf(folder)?.port ?? 0;
    const stranger: NetServer = createServer();
    await new Promise<void>((done) => stranger.listen(port, "127.0.0.1", done));
    try {
      await running(async (server) => {
        expect(new URL(server.ownerUrl()).port).not.toBe(String(port));
        expect(await notes(server)).toBe(1n);
      });
    } finally {
      stranger.close();
    }
  });

  test("starts over a postmaster.pid whose number is a stranger's by now", async () => {
    const stranger = spawn("sleep", ["60"]);
    try {
      const lines = [stranger.pid, join(folder, "pg/data"), 0, 5432, "", "127.0.0.1", "", "ready"];
      writeFileSync(join(folder, "pg/data/postmaster.pid"), lines.join("\n"));
      expect(await running(notes)).toBe(1n);
    } finally {
      stranger.kill();
    }
  });

  test("comes back by itself when it is killed, and a transaction meanwhile waits", async () => {
    await running(async (server) => {
      const database = connect({ url: () => server.applicationUrl() });
      const insert = (): Promise<unknown> =>
        database.transaction((q) => q.rows("INSERT INTO public.note VALUES (2)"));
      await insert();
      process.kill(Number(postmasterFile(folder)[0]), "SIGKILL");
      try {
        await insert();
      } catch (error) {
        // the kill fell into COMMIT: whether it was kept is asked, not guessed
        if (!(error instanceof WorkError && error.code === "LZ7012")) throw error;
        if ((await notes(server)) === 2n) await insert();
      }
      expect(await notes(server)).toBe(3n);
      await database.close();
    });
  });

  test("left half made by a start that was broken off, is made anew", async () => {
    const half = newFolder();
    mkdirSync(join(half, "pg/data.new"), { recursive: true });
    writeFileSync(join(half, "pg/data.new/PG_VERSION"), "18\n");
    const server = await startServer({ folder: half, create: true, random: randomBytes, settings });
    await server.stop();
    removeFolder(half);
  });

  test("is not taken from a program that died and left its claim", async () => {
    const dead = { ...markOf(process.pid), started: "another time", port: claimOf(folder)?.port ?? 0 };
    writeFileSync(join(folder, "claim.json"), JSON.stringify(dead));
    expect(await running(notes)).toBe(3n);
  });
});

describe("what it cannot mend is told with what to do", () => {
  test("a folder another user may not enter, or that is a file", async () => {
    const closed = newFolder();
    const inner = join(closed, "a/b");
    mkdirSync(inner, { recursive: true });
    if (process.getuid?.() === 0) {
      chmodSync(join(closed, "a"), 0o700);
      const error = await failure(() => startServer({ folder: inner, create: true, random: randomBytes }));
      expect(error).toMatchObject({ code: "LZ7001", said: { en: expect.stringContaining("nobody") } });
    }
    writeFileSync(join(closed, "file"), "");
    const file = join(closed, "file");
    expect((await failure(() => startServer({ folder: file, create: true, random: randomBytes }))).code).toBe(
      "LZ7001",
    );
    removeFolder(closed);
  });

  test("a data folder of another major version, which is left as it is", async () => {
    const path = join(folder, "pg/data/PG_VERSION");
    const own = readFileSync(path, "utf8");
    writeFileSync(path, "17\n");
    const error = await failure(start);
    writeFileSync(path, own);
    expect(error).toMatchObject({ code: "LZ7002", said: { zh: expect.stringContaining("PostgreSQL 17") } });
  });

  test("a platform without a server", async () => {
    const on = { folder, create: true, random: randomBytes, platform: "linux-loong64" };
    expect((await failure(() => startServer(on))).hint.en).toContain("set DATABASE_URL");
  });

  test("a setting PostgreSQL does not take, with PostgreSQL's words", async () => {
    const on = { folder, create: true, random: randomBytes, settings: { shared_buffers: "none" } };
    const error = await failure(() => startServer(on));
    expect(error).toMatchObject({ code: "LZ7004", said: { en: expect.stringContaining("shared_buffers") } });
  });

  test("a folder nothing was started in, and one without its passwords", async () => {
    const empty = newFolder();
    expect(
      (await failure(() => startServer({ folder: empty, create: false, random: randomBytes }))).code,
    ).toBe("LZ7005");
    removeFolder(empty);
    const kept = readFileSync(join(folder, "passwords.json"));
    rmSync(join(folder, "passwords.json"));
    expect((await failure(start)).code).toBe("LZ7005");
    writeFileSync(join(folder, "passwords.json"), kept, { mode: 0o600 });
  });
});

/** A server that says it is PostgreSQL 13: the few messages of the protocol that asking takes. */
function oldServer(): Promise<NetServer> {
  const message = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const ready = message("Z", Buffer.from("I"));
  const column = Buffer.concat([
    Buffer.from("\0\u0001server_version\0"),
    Buffer.alloc(6),
    Buffer.from([0, 0, 0, 25]),
    Buffer.alloc(8),
  ]);
  const cell = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 4]), Buffer.from("13.4")]);
  const answer = [message("T", column), message("D", cell), message("C", Buffer.from("SHOW\0")), ready];
  const server = createServer((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.concat([message("R", Buffer.alloc(4)), ready]));
      socket.on("data", (chunk) => void (chunk[0] === 0x51 && socket.write(Buffer.concat(answer))));
    });
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

describe("DATABASE_URL", () => {
  const open = (url: string): Promise<WorkError> =>
    failure(() => openWork({ place: { kind: "url", url }, clock: MORNING, random: randomBytes }));

  test("that nobody answers at", async () => {
    const error = await open("postgres://li:secret@127.0.0.1:1/lianzhang");
    expect(error.code).toBe("LZ7006");
    expect(error.message).toContain("li@127.0.0.1:1/lianzhang");
    expect(error.message).not.toContain("secret");
  });

  test("that refuses the password, or has no such database", async () => {
    await running(async (server) => {
      const url = server.applicationUrl();
      expect((await open(url.replace(/:[0-9a-f]{48}@/, ":guess@"))).code).toBe("LZ7007");
      expect((await open(url.replace(/[^/]*$/, "nowhere"))).code).toBe("LZ7007");
    });
  });

  test("of a user who may not make the application's role", async () => {
    await running(async (server) => {
      const owner = connect({ url: () => server.ownerUrl(), as: "owner" });
      await owner.transaction((q) => q.rows("CREATE ROLE guest LOGIN PASSWORD 'guest'"));
      await owner.close();
      const url = server.ownerUrl().replace(/\/\/[^@]*@/, "//guest:guest@");
      expect(await open(url)).toMatchObject({
        code: "LZ7011",
        hint: { en: expect.stringContaining("GRANT lianzhang_app") },
      });
    });
  });

  test("of a server that is too old", async () => {
    const server = await oldServer();
    const { port } = server.address() as AddressInfo;
    const error = await open(`postgres://li@127.0.0.1:${port}/lianzhang`);
    server.close();
    expect(error).toMatchObject({ code: "LZ7008", said: { en: expect.stringContaining("PostgreSQL 13.4") } });
  });
});
