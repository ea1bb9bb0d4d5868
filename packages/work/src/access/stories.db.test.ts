/** What people of Meishan may see and change, told as it happens. On a real PostgreSQL. */
import { randomBytes } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Acting } from "../audit/link.ts";
import { openWork } from "../open.ts";
import { folderRoles } from "../people/roles.ts";
import type { NewPost } from "../people/posts.ts";
import type { Person } from "../people/vocabulary.ts";
import type { Outcome } from "../registers/keep.ts";
import { valuesAt } from "../registers/record.ts";
import type { Registers } from "../registers/registers.ts";
import { openRegisters } from "../registers/registers.ts";
import type { Staff } from "../testing/people.ts";
import { CHEAP, codeOf, staff } from "../testing/people.ts";
import { kept, meishan, month, registersIn } from "../testing/registers.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { LI, MORNING, testServer } from "../testing/work.ts";
import { openCases } from "../cases/cases.ts";
import { applyPolicy } from "./apply.ts";
import { asViewer } from "./as-viewer.ts";
import type { ViewedRegisters } from "./registers-for.ts";
import { registersFor } from "./registers-for.ts";
import { may } from "./rules.ts";
import type { Viewer } from "./viewer.ts";

let model: Model;
let postgres: TestServer;
let db: TestDatabase;
let office: Staff;
let registers: Registers;

beforeAll(async () => {
  [postgres, model] = await Promise.all([testServer(), meishan()]);
}, 30_000);
afterAll(() => postgres.stop(), 30_000);
beforeEach(async () => {
  db = await postgres.fresh();
  office = await staff(db, CHEAP, folderRoles(model));
  registers = registersIn(db, model);
  await applyPolicy(db, model.policy, model);
}, 30_000);
afterEach(async () => {
  expect(await db.trail.verify()).toMatchObject({ holds: true });
  await db.close();
});

const PENGSHAN = "511403";
const county = (id: string): NewPost => ({ role: "county_office", scope: { kind: "county", id } });
const ofCity = (role: string): NewPost => ({ role, scope: { kind: "city" } });

/** A person with posts; nobody needs to sign in for these stories. */
async function person(name: string, ...posts: readonly NewPost[]): Promise<Person> {
  const { people, as } = office;
  const made = await people.system.addPerson(as.system, { name, signInName: null, unit: "economy_bureau" });
  await db.owner.transaction((q) => q.rows("UPDATE person SET status = 'active' WHERE id = $1", [made.id]));
  for (const post of posts) await people.security.givePost(as.security, made.id, post);
  return made;
}

const viewerOf = async ({ id }: Person, onBehalfOf: string | null = null): Promise<Viewer> =>
  office.people.session.viewerOf(await office.people.reading.profile(id), onBehalfOf);

const through = (viewer: Viewer, policy = model.policy): ViewedRegisters =>
  registersFor(
    { model, database: db.database, trail: db.trail, random: randomBytes, purpose: "招商调度" },
    policy,
    viewer,
  );

const acting = (viewer: Viewer): Acting => ({
  user: viewer.person,
  onBehalfOf: viewer.posts.find((p) => p.leader !== null)?.leader ?? null,
  unit: viewer.unit,
  purpose: "招商",
});

const faults = async (outcome: Promise<Outcome>): Promise<readonly (readonly [string, string | null])[]> => {
  const found = await outcome;
  if (found.kind !== "refused") throw new Error(`it should be refused, and is ${found.kind}`);
  return found.faults.map((f) => [f.code, f.field]);
};

const JANUARY = month("2025-01");
const PROJECT = { project_name: "年产 5 万吨磷酸铁锂", project_county: PENGSHAN };
const lead = { client_name: "宏远新材(演示数据)", client_code_name: "客商 07" };
const open = (register: string, code: string, values: Readonly<Record<string, string | boolean>>) =>
  kept(registers.open(LI, register, { code, since: JANUARY, values, reason: "签约" }));

describe("posts", () => {
  test("are given of roles of the folder, within scopes the role takes and the city has", async () => {
    const { people, as } = office;
    const zhang = await person("张三");
    const give = (post: NewPost): Promise<string> =>
      codeOf(people.security.givePost(as.security, zhang.id, post));
    expect(await give({ role: "county_ofice", scope: { kind: "county", id: PENGSHAN } })).toBe("LZ7106");
    expect(await give({ role: "county_office", scope: { kind: "park", id: "shigao" } })).toBe("LZ7106");
    expect(await give({ role: "county_office", scope: { kind: "county", id: "999999" } })).toBe("LZ7106");
    expect(await give(county(PENGSHAN))).toBe("done");
  });

  test("a liaison acts for the leaders its role may act for, and sees what is theirs only then", async () => {
    const { people, as } = office;
    const leader = await person("王局长", ofCity("bureau_leader"));
    const li = await person("李联络", {
      role: "liaison",
      scope: { kind: "department", id: "economy_bureau" },
    });
    const wang = await person("王经办", county(PENGSHAN));
    const postOf = async (p: Person): Promise<string> =>
      (await people.reading.profile(p.id)).posts[0]?.id ?? "";
    const entrust = async (to: Person): Promise<string> =>
      codeOf(
        people.security.delegate(as.security, {
          leader: leader.id,
          post: await postOf(to),
          document: "眉经信〔2026〕1号",
          until: null,
        }),
      );
    expect(await entrust(wang)).toBe("LZ7133");
    expect(await entrust(li)).toBe("done");
    expect(await codeOf(viewerOf(wang, leader.id))).toBe("LZ7132");
    const firm = await open("enterprise", "91350100M000100Y43", {
      name: "甲公司",
      county: PENGSHAN,
      secret: true,
    });
    const seen = async (viewer: Viewer): Promise<boolean> =>
      (await through(viewer).find("enterprise", { id: firm.id })) !== null;
    const asHerself = await viewerOf(li);
    const forHim = await viewerOf(li, leader.id);
    expect(forHim.posts.map((p) => [p.role, p.leader])).toEqual([
      ["liaison", null],
      ["bureau_leader", leader.id],
    ]);
    expect([may(model.policy, asHerself, "runs.sign"), may(model.policy, forHim, "runs.sign")]).toEqual([
      false,
      true,
    ]);
    // 涉密: the analyst reads the whole city, and not this
    const analyst = await viewerOf(await person("赵分析", ofCity("analyst")));
    expect([await seen(asHerself), await seen(forHim), await seen(analyst)]).toEqual([false, true, false]);
    // the database looks at the delegation itself: a viewer made before it ended is not believed
    const [delegation] = (await people.reading.profile(li.id)).delegations;
    await people.security.endDelegation(as.security, delegation?.id ?? "");
    expect(await seen(forHim)).toBe(false);
  });
});

describe("a county's staff", () => {
  test("enters and changes projects of the county, and no others", async () => {
    const viewer = await viewerOf(await person("彭山经办", county(PENGSHAN)));
    const mine = through(viewer);
    const parcel = await open("parcel", "511423001", { parcel_name: "洪雅地块", parcel_county: "511423" });
    const theirs = await open("project", "P9", { ...PROJECT, project_county: "511423" });
    const enter = (code: string, values: Readonly<Record<string, string>>): Promise<Outcome> =>
      mine.open(acting(viewer), "project", {
        code,
        since: JANUARY,
        values: { ...PROJECT, ...values },
        reason: "签约",
      });
    const own = await kept(enter("P1", {}));
    expect(await faults(enter("P2", { project_county: "洪雅县" }))).toEqual([["LZ7201", null]]);
    expect(await faults(enter("P9", {}))).toEqual([["LZ7309", "code"]]);
    // a parcel elsewhere is as if it were not there
    expect(await faults(enter("P3", { project_parcel: parcel.code }))).toEqual([
      ["LZ7308", "project_parcel"],
    ]);

    const change = (id: string, values: Readonly<Record<string, string>>): Promise<Outcome> =>
      mine.change(acting(viewer), "project", {
        id,
        version: 1n,
        edit: { kind: "change", from: month("2025-03"), values },
        reason: "调度",
      });
    expect(await faults(change(own.id, { project_county: "洪雅县" }))).toEqual([["LZ7201", null]]);
    expect(await faults(change(theirs.id, { agreed_tax: "5" }))).toEqual([["LZ7310", null]]);
    expect(await change(own.id, { agreed_tax: "5" })).toMatchObject({ kind: "kept" });
    expect(await mine.history("project", theirs.id, { limit: 5 })).toEqual([]);

    const table = [
      ["代码", "项目名称"],
      ["P9", "改名"],
      ["P1", "改名"],
    ];
    const order = { table, month: month("2025-06"), exported: null, reason: "导入", apply: "look" } as const;
    const report = await mine.import(acting(viewer), "project", order);
    expect([report.changed, report.refused.map((f) => [f.record, f.code])]).toEqual([
      ["P1"],
      [["P9", "LZ7309"]],
    ]);
  });

  test("of two people, whoever acts must be the one who looks", async () => {
    const viewer = await viewerOf(await person("彭山经办", county(PENGSHAN)));
    const asked = { code: "P1", since: JANUARY, values: PROJECT, reason: "签约" };
    await expect(through(viewer).open(LI, "project", asked)).rejects.toThrow(TypeError);
  });

  test("reads of an enclave's park: its partner too, and changes nothing", async () => {
    const viewer = await viewerOf(
      await person("甘孜合作方", { role: "enclave_partner", scope: { kind: "park", id: "ganmei" } }),
    );
    const inside = await open("project", "P1", { ...PROJECT, project_park: "ganmei" });
    await open("project", "P2", PROJECT);
    const list = await through(viewer).list("project", { month: JANUARY, limit: 9 });
    expect(list).toMatchObject({ kind: "page", total: 1n, records: [{ code: "P1" }] });
    const edit = { kind: "close", from: month("2025-05") } as const;
    const close = through(viewer).change(acting(viewer), "project", {
      id: inside.id,
      version: 1n,
      edit,
      reason: "x",
    });
    expect(await faults(close)).toEqual([["LZ7201", null]]);
  });
});

describe("what the steps of a procedure write", () => {
  const FIRM = "91350100M000100Y43";
  const chainOf = (): readonly string[] =>
    (model.classifications.get("chain")?.codes ?? []).map((c) => c.code);
  const entry = (): Readonly<Record<string, string>> => ({
    entry_enterprise: FIRM,
    entry_chain: chainOf()[0] ?? "",
  });

  test("is not written by hand: nobody puts a firm on the chain list in the register's form", async () => {
    await open("enterprise", FIRM, { name: "甲公司", county: PENGSHAN });
    const viewer = await viewerOf(await person("王科长", ofCity("section_head")));
    const mine = through(viewer);
    const enter = (code: string, more: Readonly<Record<string, string | boolean>>): Promise<Outcome> =>
      mine.open(acting(viewer), "chain_entry", {
        code,
        since: JANUARY,
        values: { ...entry(), ...more },
        reason: "拟入链",
      });
    expect(await faults(enter("E1", { entry_effective: "2025-02-01" }))).toEqual([
      ["LZ7204", "entry_effective"],
    ]);
    const { id } = await kept(enter("E1", {}));
    const change = (
      version: bigint,
      values: Readonly<Record<string, string | boolean>>,
      from = month("2030-01"),
    ): Promise<Outcome> =>
      mine.change(acting(viewer), "chain_entry", {
        id,
        version,
        edit: { kind: "change", from, values },
        reason: "改",
      });
    expect(await faults(change(1n, { entry_checked: true, entry_effective: "2025-02-01" }))).toEqual([
      ["LZ7204", "entry_checked"],
      ["LZ7204", "entry_effective"],
    ]);
    const table = [
      ["代码", "名录生效月份首日"],
      ["E1", "2025-02-01"],
    ];
    const order = { table, month: month("2030-01"), exported: null, reason: "导入", apply: "all" } as const;
    const report = await mine.import(acting(viewer), "chain_entry", order);
    expect([report.applied, report.refused.map((f) => [f.code, f.field])]).toEqual([
      false,
      [["LZ7204", "entry_effective"]],
    ]);
    // while it is only proposed the chain may be put right; once it is checked it is what will be signed
    await kept(change(1n, { entry_chain: chainOf()[1] ?? "" }, JANUARY));
    const cases = openCases({ model, ...db, random: randomBytes, clock: MORNING });
    const found = await cases.takeUp(acting(viewer), "chain_listing", "E1");
    const moved = await cases.make(acting(viewer), viewer, {
      case: found?.id ?? "",
      version: found?.version ?? 0n,
      to: "checked",
      values: { entry_checked: true },
    });
    expect(moved.kind).toBe("kept");
    expect(await faults(change(3n, { entry_chain: chainOf()[0] ?? "" }))).toEqual([
      ["LZ7204", "entry_chain"],
    ]);
    expect(await faults(change(3n, { entry_leaves: true }))).toEqual([["LZ7204", "entry_leaves"]]);
    // what says nothing of the list is free
    expect(await change(3n, { entry_county: PENGSHAN })).toMatchObject({ kind: "kept" });
  });

  test("is mended by hand where the policy says so; a new record says what is known of it", async () => {
    const office = await viewerOf(await person("招商经办", ofCity("investment_office")));
    const staff = await viewerOf(await person("彭山经办", county(PENGSHAN)));
    const values = { ...PROJECT, filing_number: "川投资备〔2024〕1号" };
    const asked = { code: "P1", since: JANUARY, values, reason: "台账" };
    const { id } = await kept(through(staff).open(acting(staff), "project", asked));
    const change = (who: Viewer): Promise<Outcome> =>
      through(who).change(acting(who), "project", {
        id,
        version: 1n,
        edit: { kind: "change", from: JANUARY, values: { filing_number: "川投资备〔2024〕2号" } },
        reason: "更正",
      });
    expect(await faults(change(staff))).toEqual([["LZ7204", "filing_number"]]);
    await kept(change(office));
  });

  test("is not written before its step when a case begins", async () => {
    await open("enterprise", FIRM, { name: "甲公司", county: PENGSHAN });
    const viewer = await viewerOf(await person("王科长", ofCity("section_head")));
    const cases = openCases({ model, ...db, random: randomBytes, clock: MORNING });
    const values = { ...entry(), entry_effective: "2025-02-01" };
    const order = { procedure: "chain_listing", code: "E1", values, reason: "拟入链" };
    expect(await cases.open(acting(viewer), order)).toMatchObject({
      kind: "refused",
      faults: [{ code: "LZ7204", field: "entry_effective" }],
    });
  });
});

describe("a client before signing", () => {
  test("goes by the code name, also in lists, histories, tables and answers; signed, by the own", async () => {
    const viewer = await viewerOf(await person("彭山经办", county(PENGSHAN)));
    const mine = through(viewer);
    const { id } = await open("project", "P1", { ...PROJECT, ...lead });
    const name = async (): Promise<unknown> =>
      (await mine.find("project", { id }))?.spells[0]?.values["client_name"];
    expect(await name()).toBe("客商 07");
    const list = (sort: string): Promise<unknown> =>
      mine.list("project", { month: JANUARY, limit: 5, sort: [{ field: sort, descending: false }] });
    expect(await list("client_name")).toMatchObject({ kind: "refused", faults: [{ code: "LZ7202" }] });
    expect(JSON.stringify(await list("client_code_name"), (_, v: unknown) => String(v))).not.toContain(
      "宏远",
    );
    const told = await mine.history("project", id, { limit: 5 });
    expect(told[0]?.version?.changes.map((c) => c.field)).not.toContain("client_name");
    const { table } = await mine.export("project", "ids");
    expect(table.flat().filter((cell) => cell.startsWith("client") || cell.includes("宏远"))).toEqual([
      "client_code_name",
    ]);

    const write = (values: Readonly<Record<string, string>>): Promise<Outcome> =>
      mine.change(acting(viewer), "project", {
        id,
        version: 1n,
        edit: { kind: "change", from: month("2025-02"), values },
        reason: "调度",
      });
    // whoever may not know cannot name herself, nor try whether a guess is right
    expect(await faults(write({ client_known_to: viewer.person }))).toEqual([["LZ7202", "client_known_to"]]);
    expect(await faults(write({ client_name: "宏远新材(演示数据)" }))).toEqual([["LZ7202", "client_name"]]);
    const signed = await kept(write({ agreement_signed: "2025-02-20" }));
    expect(valuesAt(signed.spells, month("2025-02"))?.["client_name"]).toBe("宏远新材(演示数据)");
    expect(await name()).toBe("宏远新材(演示数据)");
  });

  test("is known to the investment office, and to the persons named", async () => {
    const park: NewPost = { role: "park_committee", scope: { kind: "park", id: "tianfu" } };
    const named = await person("视高经办", park);
    const { id } = await open("project", "P1", {
      ...PROJECT,
      ...lead,
      project_park: "shigao",
      client_known_to: `x ${named.id}`,
    });
    const nameFor = async (who: Person): Promise<unknown> =>
      (await through(await viewerOf(who)).find("project", { id }))?.spells[0]?.values["client_name"];
    // 视高 lies under 天府: the scope covers it
    expect(await nameFor(await person("青龙经办", park))).toBe("客商 07");
    expect(await nameFor(named)).toBe("宏远新材(演示数据)");
    expect(await nameFor(await person("招商经办", ofCity("investment_office")))).toBe("宏远新材(演示数据)");
  });
});

test("readings of confidential registers and every export are told to the chain", async () => {
  const viewer = await viewerOf(await person("彭山经办", county(PENGSHAN)));
  const { id } = await open("project", "P1", PROJECT);
  await through(viewer).find("project", { id });
  await through(viewer).find("parcel", { code: "none" });
  await through(viewer).export("parcel", "ids");
  const readings = await db.database.read((q) =>
    q.rows(
      "SELECT action, subject_kind, actor = $1 AS hers FROM audit_event WHERE action LIKE 'reading.%' ORDER BY number",
      [viewer.person],
    ),
  );
  expect(readings).toEqual([
    { action: "reading.find", subject_kind: "register.project", hers: true },
    { action: "reading.export", subject_kind: "register.parcel", hers: true },
  ]);
});

describe("the database by itself", () => {
  test("lets the viewer's role read what the posts open, and write nothing", async () => {
    const viewer = await viewerOf(await person("彭山经办", county(PENGSHAN)));
    await open("project", "P1", PROJECT);
    await open("project", "P2", { ...PROJECT, project_county: "511423" });
    const as = (sql: string): Promise<readonly unknown[]> =>
      db.database.transaction((q) => asViewer(q, viewer, () => q.rows(sql)));
    expect(await as("SELECT code FROM register_record")).toEqual([{ code: "P1" }]);
    expect(await as("SELECT count(*) AS n FROM register_spell")).toEqual([{ n: 1n }]);
    expect(await codeOf(as("UPDATE register_record SET version = 9"))).toBe("LZ7013");
    expect(await codeOf(as("SELECT * FROM audit_content"))).toBe("LZ7013");
    expect(await codeOf(as("SELECT * FROM person"))).toBe("LZ7013");
  });

  test("does so on a server of one's own too, with a user who is no superuser", async () => {
    const client = new pg.Client({ connectionString: db.ownerUrl });
    await client.connect();
    await client.query("CREATE ROLE city_owner LOGIN PASSWORD 'p'; GRANT lianzhang_app TO city_owner");
    await client.query("CREATE DATABASE city OWNER city_owner");
    await client.end();
    const url = db.ownerUrl.replace(/\/\/[^@]*@/, "//city_owner:p@").replace(/[^/]*$/, "city");
    const own = await openWork({ place: { kind: "url", url }, clock: MORNING, random: randomBytes });
    try {
      await applyPolicy(own, model.policy, model);
      const asked = {
        code: "1",
        since: JANUARY,
        values: { parcel_name: "青龙", parcel_county: PENGSHAN },
        reason: "出让",
      };
      await kept(openRegisters({ model, ...own, random: randomBytes }).open(LI, "parcel", asked));
      const nobody: Viewer = { person: "nobody", name: "", unit: null, posts: [] };
      const count = "SELECT count(*) AS n FROM register_record";
      expect(await own.database.read((q) => asViewer(q, nobody, () => q.rows(count)))).toEqual([{ n: 0n }]);
      expect(await own.database.read((q) => q.rows(count))).toEqual([{ n: 1n }]);
    } finally {
      await own.close();
    }
  });

  test("shuts at once when the post ends, and when the folder has no policy", async () => {
    const { people, as } = office;
    const who = await person("彭山经办", county(PENGSHAN));
    const viewer = await viewerOf(who);
    await open("parcel", "1", { parcel_name: "青龙 3 号", parcel_county: PENGSHAN });
    const count = async (policy = model.policy): Promise<unknown> =>
      through(viewer, policy).list("parcel", { month: JANUARY, limit: 5 });
    expect(await count()).toMatchObject({ total: 1n });
    expect(await count(null)).toMatchObject({ total: 0n });
    expect(await applyPolicy(db, null, model)).toBe("applied");
    expect(await count()).toMatchObject({ total: 0n });
    expect(await applyPolicy(db, model.policy, model)).toBe("applied");
    expect(await count()).toMatchObject({ total: 1n });
    const [post] = (await people.reading.profile(who.id)).posts;
    await people.security.endPost(as.security, post?.id ?? "");
    expect(await count()).toMatchObject({ total: 0n });
  });
});
