/** A small made-up city (演示数据) on 2026-05-20 over HTTP, and those who have to do with its returns: firms, offices, a leader. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeCity } from "@lianzhang/demo";
import { loadDecision } from "@lianzhang/definitions";
import { parsePeriod } from "@lianzhang/kernel";
import type { Opened, WorkSide } from "@lianzhang/server";
import { buildApp, Context, openInstance, openWorkSide, rowsOf } from "@lianzhang/server";
import type { NewPost } from "@lianzhang/work";
import { CITY } from "@lianzhang/work";
import { MEISHAN } from "./returns-office.ts";

export const TODAY = "2026-05-20";
const LAST = "2025-12";

export interface FirmSeen {
  readonly code: string;
  readonly name: string;
  readonly county: string;
}

export interface SendersCity {
  readonly opened: Opened;
  readonly side: WorkSide;
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  /** The cookie of each person's browser: clerk, rival (of firms 0 and 1), head, county, elsewhere, leader, tax. */
  readonly cookies: ReadonlyMap<string, string>;
  /** Of designated size. */
  readonly firms: readonly FirmSeen[];
  firmAt(n: number): FirmSeen;
  close(): Promise<void>;
}

export async function sendersCity(): Promise<SendersCity> {
  const folder = mkdtempSync(join(tmpdir(), "lianzhang-senders-"));
  // under root the server runs as another user, who passes through
  chmodSync(folder, 0o711);
  const { model } = await loadDecision(MEISHAN);
  if (model === null) throw new Error("no model");
  const data = join(folder, "city");
  await writeCity({ model, firms: 100, months: 24, seed: 5, out: data });
  const none = (): void => undefined;
  const opened = await openInstance({
    decision: MEISHAN,
    data: [data],
    file: ":memory:",
    appVersion: "test",
    progress: none,
  });
  const context = new Context(opened.instance);
  const fault = (error: unknown): never => {
    throw error;
  };
  const side = await openWorkSide({
    context,
    place: { kind: "folder", folder: join(folder, "work"), create: true, settings: { fsync: "off" } },
    keyFile: join(folder, "work.key"),
    data: [data],
    kept: join(folder, "kept"),
    follow: { anew: opened.anew, rowsOf: rowsOf(context) },
    demoPeople: false,
    signOn: null,
    clock: () => new Date(`${TODAY}T09:30:00+08:00`),
    progress: none,
    fault,
  });
  const app = await buildApp(context, { web: null, work: side, fault });
  const month = parsePeriod(LAST)?.to ?? 0;
  const large = { kind: "any", field: "designated_size", of: ["1"] } as const;
  const listed = await side.registers.list("enterprise", { month, where: [large], limit: 100 });
  if (listed.kind !== "page") throw new Error("no firms");
  const firms = listed.records.map((r): FirmSeen => ({
    code: r.code,
    name: String(r.values["name"]),
    county: String(r.values["county"]),
  }));
  const firmAt = (n: number): FirmSeen => {
    const found = firms[n];
    if (found === undefined) throw new Error(`no firm ${n}`);
    return found;
  };

  const cookies = new Map<string, string>();
  async function enter(name: string, post: NewPost): Promise<void> {
    const [made] = await side.people.console.makeDemoPeople(true, [
      { name: `演示·${name}`, signInName: `returns.${name}`, unit: null, posts: [post] },
    ]);
    const { token } = await side.people.door.enterAsDemo(made?.id ?? "", "10.20.30.40");
    cookies.set(name, `lianzhang_session=${token}`);
  }
  const firm = (n: number): NewPost => ({
    role: "enterprise_user",
    scope: { kind: "enterprise", id: firmAt(n).code },
  });
  const other = firms.find((f) => f.county !== firmAt(0).county)?.county ?? "";
  await enter("clerk", firm(0));
  await enter("rival", firm(1));
  await enter("head", { role: "section_head", scope: CITY });
  await enter("county", { role: "county_office", scope: { kind: "county", id: firmAt(0).county } });
  await enter("elsewhere", { role: "county_office", scope: { kind: "county", id: other } });
  await enter("leader", { role: "bureau_leader", scope: CITY });
  await enter("tax", { role: "department_office", scope: { kind: "department", id: "tax_office" } });

  const close = async (): Promise<void> => {
    await app.close();
    await side.close();
    await opened.store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { opened, side, app, cookies, firms, firmAt, close };
}
