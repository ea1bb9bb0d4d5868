/** Who sees which return: every person of a made-up city against going through every return by hand. */
import type { Input, Model } from "@lianzhang/definitions";
import { INPUTS } from "@lianzhang/definitions";
import { NO_END } from "@lianzhang/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyPolicy } from "../access/apply.ts";
import { asViewer } from "../access/as-viewer.ts";
import { codesUnder } from "../access/under.ts";
import type { Viewer } from "../access/viewer.ts";
import { text } from "../database/queries.ts";
import type { AccessCity } from "../testing/access-city.ts";
import { accessCity, pick } from "../testing/access-city.ts";
import { leadersOf, postsOfLooker } from "../testing/brute-force.ts";
import { seeded } from "../testing/random.ts";
import { meishan, registersIn } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, MORNING, newFolder, removeFolder, testServer } from "../testing/work.ts";
import { keptFiles } from "./kept-files.ts";
import type { KeptReturns } from "./returns.ts";
import { openReturns } from "./returns.ts";
import type { Sender } from "./submission.ts";

interface Plain {
  readonly id: string;
  readonly input: Input;
  readonly sender: Sender;
}

const random = seeded(20250601);
const folder = newFolder();
let model: Model;
let postgres: TestServer;
let db: TestDatabase;
let city: AccessCity;
let returns: KeptReturns;
const all: Plain[] = [];

const OFFICES = ["county", "park", "department", "city"] as const;

function senderFor(): Sender {
  if (random(3) > 0) return { kind: "enterprise", id: `E${random(14)}` };
  const kind = pick(OFFICES, random);
  if (kind === "city") return { kind, id: "511400" };
  // a department is a holder; the others are codes
  const codes =
    kind === "department"
      ? [...model.holders.keys()]
      : model.classifications.get(kind)?.codes.map((c) => c.code);
  return { kind, id: pick(codes ?? [], random) };
}

beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
  db = await postgres.fresh();
  await applyPolicy(db, model.policy, model);
  city = await accessCity(db, model, random);
  const common = { model, database: db.database, trail: db.trail, random: (n: number) => Buffer.alloc(n) };
  returns = openReturns({ ...common, files: keptFiles(folder), clock: MORNING });
  for (let i = 0; i < 200; i++) all.push({ id: `s${i}`, input: pick(INPUTS, random), sender: senderFor() });
  await db.owner.transaction(async (queries) => {
    for (const { id, input, sender } of all)
      await queries.rows(
        `INSERT INTO submission (id, form, input, period, sender_kind, sender, sender_register, state, version, made_by, made_at)
           VALUES ($1, 'f', $2, '2025-05', $3, $4, $5, 'draft', 1, 'x', '2026-01-01')`,
        [id, input, sender.kind, sender.id, sender.kind === "enterprise" ? "enterprise" : ""],
      );
  });
}, 60_000);
afterAll(async () => {
  await db.close();
  await postgres.stop();
  removeFolder(folder);
});

const firmOf = (code: string) => city.things.find((t) => t.register === "enterprise" && t.code === code);

/** Whether one post opens a return for reading, said plainly. */
function opens({ role: id, scope }: Viewer["posts"][number], { input, sender }: Plain): boolean {
  const role = model.roles.get(id);
  const extent = model.policy?.roles.get(id)?.returns.get(input)?.get("read");
  if (role === undefined || role.administers !== null || extent === undefined) return false;
  const values = sender.kind === "enterprise" ? firmOf(sender.id)?.spells.at(-1)?.values : undefined;
  if (values?.["secret"] === true && model.policy?.secrecy?.roles.includes(id) !== true) return false;
  if (extent === "all") return true;
  if (!role.scopes.includes(scope.kind)) return false;
  if (scope.kind === "city") return true;
  if (scope.kind === "enterprise") return sender.kind === "enterprise" && sender.id === scope.id;
  const under = (classification: string): readonly string[] => codesUnder(model, classification, scope.id);
  if (sender.kind !== "enterprise")
    return sender.kind === scope.kind && under(scope.kind).includes(sender.id);
  // which register's attribute says so: that of the firms who send this kind of input
  const senders = [...model.forms.values()].find((f) => f.input === input && f.subject === "enterprise");
  const whose = model.policy?.scopes.get("enterprise")?.get(scope.kind);
  // a signed list says whose firms are, not whose returns
  const attribute = whose?.list === null ? whose.attribute : undefined;
  const value = attribute === undefined || senders === undefined ? undefined : values?.[attribute];
  const type = model.registers.get("enterprise")?.attributes.get(attribute ?? "")?.type;
  return (
    typeof value === "string" &&
    under(type?.kind === "code" ? type.classification : scope.kind).includes(value)
  );
}

test("the program and the database both show what the posts open, and nothing else", async () => {
  let shown = 0;
  for (const person of city.persons)
    for (const leader of [null, ...leadersOf(city, person)]) {
      const viewer: Viewer = {
        person,
        name: person,
        unit: null,
        posts: postsOfLooker(city, model, { person, leader }).map((p) => ({
          role: p.role,
          scope: p.scope,
          leader: p.person === person ? null : p.person,
        })),
      };
      const expected = all
        .filter((s) => viewer.posts.some((post) => opens(post, s)))
        .map((s) => s.id)
        .toSorted();
      const listed = (await returns.list(viewer, { limit: 500 })).map((s) => s.id).toSorted();
      const byDatabase = await db.database.read((queries) =>
        asViewer(queries, viewer, () => queries.rows("SELECT id FROM submission")),
      );
      expect(listed, person).toEqual(expected);
      expect(byDatabase.map((row) => text(row, "id")).toSorted(), person).toEqual(expected);
      shown += expected.length;
    }
  expect(shown).toBeGreaterThan(500);
});

test("a firm that moves to another county takes its returns along", async () => {
  const copy = all.find(
    (s) => s.input === "own_copy" && s.sender.kind === "enterprise" && firmOf(s.sender.id),
  );
  const registers = registersIn(db, model);
  const record = await registers.find("enterprise", { code: copy?.sender.id ?? "" });
  if (record === null || copy === undefined) throw new Error("no firm");
  const owners = async (): Promise<string> => {
    const rows = await db.owner.read((q) =>
      q.rows("SELECT array_to_string(owners, ' ') AS owners FROM submission WHERE id = $1", [copy.id]),
    );
    return rows.map((row) => text(row, "owners")).join("");
  };
  for (const [version, county] of [
    [record.version, "511402"],
    [record.version + 1n, "511403"],
  ] as const) {
    const since = record.spells[0]?.since ?? 0;
    const spells = [{ since, until: NO_END, values: { name: "演示公司", county } }];
    const edit = { kind: "restate", spells } as const;
    const done = await registers.change(LI, "enterprise", { id: record.id, version, edit, reason: "迁址" });
    expect(
      done.kind,
      JSON.stringify(done, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)),
    ).toBe("kept");
    expect(await owners()).toContain(`return:own_copy/county/${county}`);
  }
  expect(await owners()).not.toContain("return:own_copy/county/511402");
});
