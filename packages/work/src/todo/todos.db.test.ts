/** The city's to-do list: told of every change once, of none that was rolled back, and of nothing one may not see. */
import { createHmac } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { coversValues } from "../access/rows.ts";
import { rowRule } from "../access/rules.ts";
import type { Viewer } from "../access/viewer.ts";
import { httpTodoList } from "../people/sign-on/http-todo.ts";
import type { Desk } from "../testing/cases.ts";
import { caseIn, day, deskIn, enterFirm, faultsOf, FIRM, PEOPLE } from "../testing/cases.ts";
import { meishan } from "../testing/registers.ts";
import type { TodoServer } from "../testing/todo-server.ts";
import { todoServer } from "../testing/todo-server.ts";
import type { TestDatabase, TestServer } from "../testing/work.ts";
import { testServer } from "../testing/work.ts";
import { markCase } from "./marks.ts";
import type { Addressee } from "./plan.ts";
import type { Todos } from "./todos.ts";
import { openTodos, pauseAfter } from "./todos.ts";

const SECRET = "a secret the city's list shares";

/** As the folder's roles have it: a county's officer has a post in the county. */
const inCounty = (viewer: Viewer): Viewer => ({
  ...viewer,
  posts: viewer.posts.map((post) =>
    post.scope.kind === "unit" ? { ...post, scope: { kind: "county", id: post.scope.id } } : post,
  ),
});
const { county, department, firm, otherCounty } = Object.fromEntries(
  Object.entries(PEOPLE).map(([who, viewer]) => [who, inCounty(viewer)]),
) as typeof PEOPLE;
const OFFICERS: readonly Addressee[] = Object.values(PEOPLE)
  .map(inCounty)
  .map((viewer) => ({ externalId: `id ${viewer.person}`, viewer }));

let model: Model;
let postgres: TestServer;
let city: TestDatabase;
let desk: Desk;
let list: TodoServer;
let people: readonly Addressee[];
let now: number;
let faults: unknown[];

beforeAll(async () => {
  [postgres, model, list] = await Promise.all([testServer(), meishan(), todoServer()]);
}, 60_000);
afterAll(() => Promise.all([postgres.stop(), list.stop()]));
beforeEach(async () => {
  city = await postgres.fresh();
  desk = deskIn(city, model);
  people = OFFICERS;
  now = Date.parse("2025-03-03T01:00:00.000Z");
  faults = [];
  list.told.length = 0;
  list.answers(200);
  await enterFirm(desk);
});
afterEach(() => city.close());

/** The product, as if it had just been started. */
const started = (): Todos => {
  const clock = (): Date => new Date(now);
  return openTodos({
    model,
    database: city.database,
    clock,
    list: httpTodoList({ url: list.url, secret: SECRET, address: "https://chain.city.example", clock }),
    addressees: () => Promise.resolve(people),
    path: (procedure, id) => `/${procedure}/${id}`,
    fault: (error) => faults.push(error),
  });
};

const ASKED = {
  request_title: "变电站容量不足",
  request_enterprise: FIRM,
  request_county: "东坡区",
  request_department: "economy_bureau",
  request_came_on: "2025-03-03",
};

const told = (): readonly string[] =>
  list.told.map(({ word }) => {
    const person = (word["person"] as { readonly name?: string } | undefined)?.name;
    return `${String(word["deed"])} ${person ?? String(word["id"]).split(".")[1]}`;
  });

test("a request to be taken up is in the list of whoever may, signed, with a link; taken up, it goes to the next", async () => {
  const { id } = await desk.open(county, "request", "R1", ASKED);
  await started().run();
  expect(told()).toContain("push 东坡区经办");
  expect(told()).not.toContain("push 彭山区经办");
  const own = list.told.find((t) => (t.word["person"] as { name?: string }).name === county.person);
  expect(own?.word).toMatchObject({
    deed: "push",
    id: `${id}.${county.person}`,
    person: { externalId: `id ${county.person}`, name: county.person },
    url: `https://chain.city.example/request/${id}`,
  });
  expect(own?.word["title"]).toMatch(/待受理:变电站容量不足/u);
  const seconds = Math.floor(now / 1000);
  const mac = createHmac("sha256", SECRET).update(`${seconds}.${own?.body}`).digest("hex");
  expect(own?.signature).toBe(`t=${seconds},v1=${mac}`);

  list.told.length = 0;
  caseIn(await desk.make(county, id, "handled", { values: { request_handler: "周工" } }));
  await started().run();
  expect(told()).toContain(`push ${department.person}`);
  list.told.length = 0;
  const document = { number: "复 1 号", title: "关于变电站容量的答复", on: "2025-03-10" };
  caseIn(
    await desk.make(department, id, "answered", { values: { request_answered_on: "2025-03-10" }, document }),
  );
  await started().run();
  expect(told()).toContain(`withdraw ${department.person}`);
  expect(told()).toContain(`push ${firm.person}`);
  list.told.length = 0;
  caseIn(await desk.make(firm, id, "closed", { values: { request_satisfied: true } }));
  await started().run();
  await started().run();
  expect(told()).toContain(`withdraw ${firm.person}`);
  expect(told().filter((t) => t.startsWith("push"))).toEqual([]);
});

test("what is in the list is what waits for the person in the product", async () => {
  await desk.open(county, "request", "R1", ASKED);
  const second = await desk.open(otherCounty, "request", "R2", { ...ASKED, request_county: "彭山区" });
  caseIn(await desk.make(otherCounty, second.id, "handled", { values: { request_handler: "王工" } }));
  await started().run();
  expect(list.told.length).toBeGreaterThan(2);
  for (const { viewer } of OFFICERS) {
    const waits = await desk.cases.list({ procedure: "request", mine: viewer, limit: 10 }, day("2025-03-03"));
    // nobody is told of a record that the posts do not open
    const rule = rowRule(model.policy, model, viewer, "request", "read");
    const ids = (waits.kind === "page" ? waits.cases : []).flatMap(({ case: c, values }) =>
      coversValues(rule, { code: c.record.code, values }) ? [c.id] : [],
    );
    const shown = list.told
      .filter(({ word }) => String(word["id"]).endsWith(`.${viewer.person}`))
      .map(({ word }) => String(word["id"]).split(".")[0] ?? "");
    expect({ who: viewer.person, shown: shown.toSorted() }).toEqual({
      who: viewer.person,
      shown: ids.toSorted(),
    });
  }
});

test("of a change that was refused or rolled back nothing is sent", async () => {
  const { id } = await desk.open(county, "request", "R1", ASKED);
  await started().run();
  list.told.length = 0;
  expect(faultsOf(await desk.make(county, id, "handled"))).toEqual(["LZ7405 request_handler"]);
  const broken = city.database.transaction(async (queries) => {
    await queries.rows("UPDATE work_case SET state = 'handled' WHERE id = $1", [id]);
    await markCase(queries, id);
    throw new Error("the machine stopped here");
  });
  await expect(broken).rejects.toThrow();
  await started().run();
  expect(list.told).toEqual([]);
});

test("a list that is away loses nothing: it is asked again, later and later, in the order things happened", async () => {
  list.answers(503);
  const { id } = await desk.open(county, "request", "R1", ASKED);
  await started().run();
  caseIn(await desk.make(county, id, "handled", { values: { request_handler: "周工" } }));
  await started().run();
  expect(list.told).toEqual([]);
  expect(faults[0]).toMatchObject({ code: "LZ7151" });
  const once = faults.length;
  list.answers(200);
  // before its time nothing is asked again
  now += pauseAfter(0) - 1000;
  await started().run();
  expect(list.told).toEqual([]);
  now += 1000;
  await started().run();
  const mine = list.told.filter(({ word }) => String(word["id"]) === `${id}.${county.person}`);
  const first = mine.map(({ word }) => String(word["deed"]));
  expect(first[0]).toBe("push");
  expect(told()).toContain(`push ${department.person}`);
  expect(faults).toHaveLength(once);
  expect(await city.database.read((q) => q.rows("SELECT number FROM todo_send"))).toEqual([]);
  expect([0, 1, 2, 20].map(pauseAfter)).toEqual([30_000, 60_000, 120_000, 3_600_000]);
});

test("who leaves, or is given another post, is no longer asked; who comes is", async () => {
  await desk.open(county, "request", "R1", ASKED);
  people = OFFICERS.filter((o) => o.viewer.person !== county.person);
  await started().run();
  expect(told()).not.toContain("push 东坡区经办");
  people = OFFICERS;
  await started().all();
  await started().run();
  expect(told()).toContain("push 东坡区经办");
  list.told.length = 0;
  people = [];
  await started().all();
  await started().run();
  expect(told()).toContain("withdraw 东坡区经办");
});

test("of a firm under secrecy only those named are told, and by a client's code name before signing", async () => {
  await desk.open(county, "request", "R1", ASKED);
  await city.owner.transaction((q) =>
    q.rows("UPDATE register_record SET secret = TRUE WHERE code = $1", [FIRM]),
  );
  await started().run();
  expect(told().filter((t) => t.startsWith("push") && t !== "push 联络员")).toEqual([]);
  list.told.length = 0;
  await desk.open(PEOPLE.investment, "investment_project", "P1", {
    project_name: "宁德时代二期",
    client_name: "宁德时代新能源",
    client_code_name: "N 项目",
    project_county: "东坡区",
  });
  await started().run();
  expect(list.told.map((t) => String(t.word["title"])).join()).not.toContain("新能源");
});
