/** People who send and accept returns in a database of their own, for tests. Firms are made up (演示数据). */
import { randomBytes } from "node:crypto";
import type { Model } from "@lianzhang/definitions";
import type { Day, Period } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import { applyPolicy } from "../access/apply.ts";
import type { Held, Viewer } from "../access/viewer.ts";
import type { Acting } from "../audit/link.ts";
import type { KeptFiles } from "../returns/kept-files.ts";
import { keptFiles } from "../returns/kept-files.ts";
import type { OnSubmission } from "../returns/ground.ts";
import type { Checked } from "../returns/moves.ts";
import type { KeptReturns } from "../returns/returns.ts";
import { openReturns } from "../returns/returns.ts";
import type { Sender } from "../returns/submission.ts";
import { openRegisters } from "../registers/registers.ts";
import type { Clock } from "../database/sources.ts";
import type { TestDatabase } from "./work.ts";

const MORNING: Clock = () => new Date("2026-03-10T01:00:00.000Z");
const DAY = 86_400_000;

export const FIRM_A = "91110000600037341L";
export const FIRM_B = "91511400MA0000015X";

export type Clerk =
  | "firmA"
  | "firmB"
  | "county"
  | "otherCounty"
  | "bureau"
  | "leader"
  | "statistics"
  | "tax"
  | "keeper";

const POSTS: Readonly<Record<Clerk, Omit<Held, "leader">>> = {
  firmA: { role: "enterprise_user", scope: { kind: "enterprise", id: FIRM_A } },
  firmB: { role: "enterprise_user", scope: { kind: "enterprise", id: FIRM_B } },
  county: { role: "county_office", scope: { kind: "county", id: "511402" } },
  otherCounty: { role: "county_office", scope: { kind: "county", id: "511403" } },
  bureau: { role: "section_head", scope: { kind: "city" } },
  leader: { role: "bureau_leader", scope: { kind: "city" } },
  statistics: { role: "statistics_office", scope: { kind: "city" } },
  tax: { role: "department_office", scope: { kind: "department", id: "tax_office" } },
  keeper: { role: "system_admin", scope: { kind: "city" } },
};

export const viewerOf = (who: Clerk): Viewer => ({
  person: who,
  name: who,
  unit: null,
  posts: [{ ...POSTS[who], leader: null }],
});
export const actingOf = (who: Clerk): Acting => ({
  user: who,
  onBehalfOf: null,
  unit: null,
  purpose: "报表",
});

export const MAY: Period = periodOf("2025-05");
export const TODAY: Day = Date.parse("2025-06-20") / DAY;
export const CLEAN: Checked = { must: 0, unexplained: 0 };

export function periodOf(text: string): Period {
  const found = parsePeriod(text);
  if (found === null) throw new Error(text);
  return found;
}

export interface ReturnsDesk {
  readonly returns: KeptReturns;
  readonly files: KeptFiles;
  /** A return with one file, sent; as its version stands. */
  sent(who: Clerk, form: string, sender: Sender, content: string): Promise<OnSubmission>;
  consent(who: Clerk, firm: string, form: string): Promise<string>;
}

export const firm = (id: string): Sender => ({ kind: "enterprise", id });

type Db = Pick<TestDatabase, "database" | "trail" | "owner">;

/** Enters people, posts, a firm and the policy. */
export async function enterReturnsOffice(
  db: Db,
  model: Model,
  firms: readonly string[] = [FIRM_A],
): Promise<void> {
  await db.owner.transaction(async (queries) => {
    const at = MORNING().toISOString();
    for (const [id, { role, scope }] of Object.entries(POSTS)) {
      await queries.rows(
        "INSERT INTO person (id, name, status, duty, demo, made_at) VALUES ($1, $1, 'active', $3, TRUE, $2)",
        [id, at, id === "keeper" ? "system" : "business"],
      );
      await queries.rows(
        `INSERT INTO post (id, person, role, scope_kind, scope_id, duty, since) VALUES ($1, $1, $2, $3, $4, $5, $6)`,
        [
          id,
          role,
          scope.kind,
          scope.kind !== "city" ? scope.id : "",
          id === "keeper" ? "system" : "business",
          at,
        ],
      );
    }
  });
  await applyPolicy(db, model.policy, model);
  const registers = openRegisters({ ...db, model, random: randomBytes });
  for (const code of firms) {
    const outcome = await registers.open(actingOf("statistics"), "enterprise", {
      code,
      since: periodOf("2025-01").from,
      values: { name: `演示公司${code.slice(-4)}`, county: "东坡区" },
      reason: "演示数据",
    });
    if (outcome.kind !== "kept") throw new Error(JSON.stringify(outcome));
  }
}

/** Enters the office, and opens the returns over it. */
export async function returnsDesk(db: Db, model: Model, folder: string): Promise<ReturnsDesk> {
  await enterReturnsOffice(db, model);
  const common = { model, database: db.database, trail: db.trail, random: randomBytes };
  const files = keptFiles(folder);
  const returns = openReturns({ ...common, files, clock: MORNING });
  return {
    returns,
    files,
    sent: async (who, form, sender, content) => {
      const [acting, viewer] = [actingOf(who), viewerOf(who)];
      const begun = await returns.begin(acting, viewer, { form, period: MAY, sender });
      const bytes = Buffer.from(content);
      const version = await returns.addFile(acting, viewer, {
        ...begun,
        name: "五月.xlsx",
        kind: "file",
        bytes,
      });
      const { id } = begun;
      return { id, version: await returns.send(acting, viewer, { id, version, checked: CLEAN }) };
    },
    consent: (who, code, form) =>
      returns.giveConsent(actingOf(who), viewerOf(who), {
        firm: code,
        form,
        purposes: ["analysis"],
        since: Date.parse("2025-06-01") / DAY,
      }),
  };
}
