/** Officers of the city at cases, for tests: who they are, and a desk that knows the version they look at. */
import { randomBytes } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import type { Day } from "@lianzhang/kernel";
import { parseDay } from "@lianzhang/kernel";
import type { Held, Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import type { Case } from "../cases/case.ts";
import type { Cases } from "../cases/cases.ts";
import { openCases } from "../cases/cases.ts";
import type { Facts } from "../cases/ground.ts";
import type { MoveOrder } from "../cases/make.ts";
import type { CaseOutcome } from "../cases/stage.ts";
import type { WrittenValues } from "../registers/edit.ts";
import type { Registers } from "../registers/registers.ts";
import { openRegisters } from "../registers/registers.ts";
import type { TestDatabase } from "./work.ts";

/** A day of a test. */
export function day(text: string): Day {
  const found = parseDay(text);
  if (found === null) throw new Error(`${text} is no day`);
  return found;
}

const viewer = (name: string, unit: string | null, ...posts: readonly Held[]): Viewer => ({
  person: name,
  name,
  unit,
  posts,
});

const own = (role: string, scope: Held["scope"]): Held => ({ role, scope, leader: null });
/** Code of the firm that asks, is owed, sets challenges. */
export const FIRM = "91110000600037341L";

const CITY = { kind: "city" } as const;
const DONGPO = { kind: "unit", id: "511402" } as const;
const bureau = { kind: "department", id: "economy_bureau" } as const;

type Officer =
  | "county"
  | "otherCounty"
  | "investment"
  | "department"
  | "section"
  | "statistics"
  | "supervision"
  | "chainOffice"
  | "liaison"
  | "firm"
  | "stranger";

export const PEOPLE: Readonly<Record<Officer, Viewer>> = {
  county: viewer("东坡区经办", "511402", own("county_office", DONGPO)),
  otherCounty: viewer("彭山区经办", "511403", own("county_office", { kind: "unit", id: "511403" })),
  investment: viewer("招商局经办", "commerce_bureau", own("investment_office", CITY)),
  department: viewer("经信局经办", "economy_bureau", own("department_office", bureau)),
  section: viewer("科长", "economy_bureau", own("section_head", CITY)),
  statistics: viewer("统计局经办", "statistics_bureau", own("statistics_office", CITY)),
  supervision: viewer("督查室", "supervision_office", own("supervision_office", CITY)),
  chainOffice: viewer("链长办", "chain_office", own("chain_office", CITY)),
  /** Acts for 局领导 陈 beside the own post. */
  liaison: viewer("联络员", "economy_bureau", own("liaison", CITY), {
    role: "bureau_leader",
    scope: CITY,
    leader: "陈局长",
  }),
  firm: viewer("企业经办", null, own("enterprise_user", { kind: "enterprise", id: FIRM })),
  stranger: viewer("审计", "audit", own("auditor", CITY)),
};

export const actingAs = (who: Viewer): Acting => ({
  user: who.person,
  onBehalfOf: null,
  unit: who.unit,
  purpose: "办理",
});

/** A file that begins as a PDF does. */
export const pdf = (content = "一"): Uint8Array => Buffer.from(`%PDF-1.7\n${content}\n%%EOF`);

type Asked = Omit<MoveOrder, "case" | "version" | "to">;

export interface Desk {
  readonly cases: Cases;
  readonly registers: Registers;
  /** The day it is. */
  today(text: string): void;
  open(who: Viewer, procedure: string, code: string, values: WrittenValues): Promise<Case>;
  /** Makes a move on the case as it stands. */
  make(who: Viewer, id: string, to: string, asked?: Asked): Promise<CaseOutcome>;
  sign(who: Viewer, id: string, forLeader?: string): Promise<CaseOutcome>;
  state(id: string): Promise<string>;
  version(id: string): Promise<bigint>;
  /** Codes of the cases a query finds. */
  codes(query: Omit<Parameters<Cases["list"]>[0], "limit">): Promise<readonly string[]>;
}

export interface DeskOptions {
  readonly facts?: Facts;
  readonly fileLimit?: number;
}

/** The desk in a database of its own. */
export function deskIn(city: TestDatabase, model: Model, options: DeskOptions = {}): Desk {
  let now = day("2025-03-03");
  // nine in the morning, in the city
  const clock = (): Date => new Date(now * 86_400_000 + 3_600_000);
  const common = { model, database: city.database, trail: city.trail, random: randomBytes };
  const cases = openCases({ ...common, clock, ...options });
  const seen = async (id: string): Promise<Case> => {
    const found = await cases.find(id, now);
    if (found === null) throw new Error(`no case ${id}`);
    return found.case;
  };
  const version = async (id: string): Promise<bigint> => (await seen(id)).version;
  return {
    cases,
    registers: openRegisters(common),
    today: (text) => {
      now = day(text);
    },
    open: async (who, procedure, code, values) =>
      caseIn(await cases.open(actingAs(who), { procedure, code, values, reason: "登记" })),
    make: async (who, id, to, asked = {}) =>
      cases.make(actingAs(who), who, { case: id, version: await version(id), to, ...asked }),
    sign: async (who, id, forLeader) =>
      cases.countersign(actingAs(who), who, {
        case: id,
        version: await version(id),
        forLeader: forLeader ?? null,
      }),
    state: async (id) => (await seen(id)).state,
    version,
    codes: async (query) => {
      const answer = await cases.list({ ...query, limit: 100 }, now);
      if (answer.kind === "refused") throw new Error(JSON.stringify(answer.faults));
      return answer.cases.map((c) => c.case.record.code);
    },
  };
}

/** The case of a change that must have been kept. */
export function caseIn(outcome: CaseOutcome): Case {
  if (outcome.kind === "kept") return outcome.case;
  throw new Error(JSON.stringify(outcome, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)));
}

/** The faults of a change that must have been refused, as `code field`. */
export function faultsOf(outcome: CaseOutcome): readonly string[] {
  if (outcome.kind === "refused") return outcome.faults.map((f) => `${f.code} ${f.field ?? "-"}`);
  throw new Error(`expected a refusal, found ${outcome.kind}`);
}

/** Enters the firm (演示数据). */
export const enterFirm = async (desk: Desk): Promise<void> => {
  const since = day("2025-01-01");
  const month = new Date(since * 86_400_000).getUTCFullYear() * 12;
  await desk.registers.open(actingAs(PEOPLE.county), "enterprise", {
    code: FIRM,
    since: month,
    values: { name: "演示新材料公司", county: "东坡区" },
    reason: "登记",
  });
};
