/** A small made-up city (演示数据) with its demo people, over HTTP: what the tests of the month's pages and papers begin with. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { doorSchema } from "@lianzhang/contract";
import { loadDecision } from "@lianzhang/definitions";
import { writeCity } from "@lianzhang/demo";
import type { WorkSide } from "@lianzhang/server";
import { buildApp, Context, openInstance, openWorkSide, rowsOf } from "@lianzhang/server";
import { OWN } from "./door-city.ts";
import { copied, prepared } from "./prepared.ts";

const MEISHAN = new URL("../../decisions/meishan-2023", import.meta.url).pathname;

type App = Awaited<ReturnType<typeof buildApp>>;

export interface Person {
  readonly cookie: string;
  /** 代办: the leader acted for. */
  readonly leader: string | null;
}

/** A schema of the contract. */
export interface Schema<T> {
  parse(value: unknown): T;
}

export interface OfficeOptions {
  readonly clock: () => Date;
}

export interface DemoOffice {
  /** The folder of the city's files, which all these tests read. */
  readonly city: string;
  readonly context: Context;
  readonly side: WorkSide;
  readonly app: App;
  /** The demo person whose name has these words. */
  signIn(words: string): Promise<Person>;
  /** The liaison, acting for a leader with this post. */
  leader(post: string): Promise<Person>;
  /** GET; with a body POST, of bytes as they are. */
  ask(who: Person, url: string, body?: unknown): ReturnType<typeof request>;
  /** The same, which is to answer 200 and what the schema says. */
  answer<T>(who: Person, url: string, schema: Schema<T>, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

function request(app: App, who: Person, url: string, body?: unknown) {
  const bytes = body instanceof Uint8Array;
  return app.inject({
    method: body === undefined ? "GET" : "POST",
    url,
    headers: {
      ...OWN,
      ...(bytes ? { "content-type": "application/octet-stream" } : {}),
      cookie: who.cookie,
      ...(who.leader === null ? {} : { "x-on-behalf-of": who.leader }),
    },
    ...(body === undefined ? {} : { payload: bytes ? Buffer.from(body) : JSON.stringify(body) }),
  });
}

/** The city of all these tests: forty months to December 2025. */
const CITY = { firms: 120, months: 40, seed: 11 };
/** The day the office was set up, before anything that a test does. */
const SET_UP = (): Date => new Date("2026-01-05T09:30:00+08:00");

const fault = (error: unknown): never => {
  throw error;
};

/** Facts, work and files in `folder`, of the city in `data`. */
async function opened(folder: string, data: readonly string[], clock: () => Date) {
  const progress = (): void => undefined;
  const facts = await openInstance({
    decision: MEISHAN,
    data,
    file: join(folder, "facts.duckdb"),
    appVersion: "test",
    progress,
  });
  const context = new Context(facts.instance);
  const side = await openWorkSide({
    context,
    place: { kind: "folder", folder: join(folder, "work"), create: true, settings: { fsync: "off" } },
    keyFile: join(folder, "work.key"),
    data,
    kept: join(folder, "kept"),
    follow: { anew: facts.anew, rowsOf: rowsOf(context) },
    demoPeople: true,
    demoWork: false,
    signOn: null,
    clock,
    progress,
    fault,
  });
  const close = async (): Promise<void> => {
    await side.close();
    await facts.store.close();
  };
  return { context, side, close };
}

async function setUp(folder: string): Promise<void> {
  const { model } = await loadDecision(MEISHAN);
  if (model === null) throw new Error("no model");
  const out = join(folder, "city");
  await writeCity({ model, ...CITY, out });
  const { close } = await opened(folder, [out], SET_UP);
  await close();
}

export async function demoOffice({ clock }: OfficeOptions): Promise<DemoOffice> {
  const first = await prepared("office", setUp);
  const folder = copied(first, "office");
  const city = join(first, "city");
  const { context, side, close } = await opened(folder, [city], clock);
  const app = await buildApp(context, { web: null, work: side, fault });
  const people = new Map<string, Promise<string>>();

  async function enter(words: string): Promise<string> {
    const { demo } = doorSchema.parse((await app.inject({ url: "/api/door" })).json());
    const found = demo.find((p) => p.name.includes(words));
    if (found === undefined) throw new Error(`nobody is called ${words}`);
    const payload = JSON.stringify({ person: found.id });
    const entered = await app.inject({ method: "POST", url: "/api/demo-sign-in", headers: OWN, payload });
    return String(entered.headers["set-cookie"]).split(";")[0] ?? "";
  }
  const office: DemoOffice = {
    city,
    context,
    side,
    app,
    async signIn(words) {
      const there = people.get(words) ?? enter(words);
      people.set(words, there);
      return { cookie: await there, leader: null };
    },
    async leader(post) {
      const liaison = await office.signIn("联络员");
      const { who } = await office.answer(liaison, "/api/door", doorSchema);
      const found = who?.leaders.find((l) => l.posts.some((p) => p.zh === post));
      if (found === undefined) throw new Error(`no ${post}`);
      return { ...liaison, leader: found.id };
    },
    ask: (who, url, body) => request(app, who, url, body),
    async answer(who, url, schema, body) {
      const found = await request(app, who, url, body);
      if (found.statusCode !== 200)
        throw new Error(`${url}: ${found.statusCode} ${found.body.slice(0, 600)}`);
      return schema.parse(found.json());
    },
    async close() {
      await app.close();
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return office;
}
