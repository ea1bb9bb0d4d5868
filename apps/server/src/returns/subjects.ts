/** Subjects of a form's register in a month, as the engine's store has them: their names, groups, and whether a return is expected. */
import type { Form, Model } from "@lianzhang/definitions";
import type { Named } from "@lianzhang/intake";
import type { Month, Period } from "@lianzhang/kernel";
import {
  attributeColumn,
  formatPeriod,
  MEMBER,
  membershipTable,
  quote,
  SPELL,
  spellTable,
  subjectTable,
} from "@lianzhang/kernel";
import type { Viewer } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { chainMembership, REGISTER, within } from "../firms.ts";
import { expectedOf } from "./expected.ts";
import { namesOf } from "./names.ts";

export interface FormSubject extends Named {
  readonly county: string | null;
  readonly park: string | null;
  readonly chain: string | null;
  readonly expected: boolean;
  readonly secret: boolean;
}

function selectOf(context: Context, form: Form, month: Month): string {
  const model = context.instance.cleared;
  const register = model.registers.get(form.subject);
  const column = (id: string): string =>
    register?.attributes.has(id) === true ? `r.${quote(attributeColumn(id))}` : "NULL";
  const secrecy = model.policy?.secrecy;
  const secret = secrecy?.register === form.subject ? `coalesce(${column(secrecy.flag)}, FALSE)` : "FALSE";
  const membership = form.subject === REGISTER ? chainMembership(context) : null;
  const chain = membership
    ? `(SELECT min(m.${quote(MEMBER.code)}) FROM ${quote(membershipTable(membership.id))} m WHERE m.${quote(MEMBER.subject)} = r.${quote(SPELL.subject)} AND ${within("m", month)} AND m.${quote(MEMBER.primary)})`
    : "NULL";
  return `SELECT s.code, ${column("county")}::VARCHAR, ${column("park")}::VARCHAR,
      ${chain}::VARCHAR, (${secret})::BOOLEAN
    FROM ${quote(spellTable(form.subject))} r JOIN ${quote(subjectTable(form.subject))} s ON s.subject = r.${quote(SPELL.subject)}
    WHERE ${within("r", month)} ORDER BY s.code`;
}

const textOf = (v: unknown): string | null => (typeof v === "string" ? v : null);

/** Those that are there at the end of the period, in the order of their codes. */
export const subjectsOf = (context: Context, form: Form, period: Period): Promise<readonly FormSubject[]> =>
  context.onceOfRegisters(`return-subjects|${form.id}|${formatPeriod(period)}`, async () => {
    const register = context.instance.cleared.registers.get(form.subject);
    if (register === undefined) return [];
    const names = new Map((await namesOf(context.runner, register)).map((s) => [s.code, s]));
    const { rows } = await context.runner.query(selectOf(context.whole, form, period.to));
    const there = rows.map(([code, county, park, chain, secret]) => ({
      ...(names.get(String(code)) ?? { code: String(code), name: String(code) }),
      county: textOf(county),
      park: textOf(park),
      chain: textOf(chain),
      secret: secret === true,
    }));
    const expected = new Set((await expectedOf(context, form, period, there)).map((s) => s.code));
    return there.map((s) => ({ ...s, expected: expected.has(s.code) }));
  });

const withoutSecrets = new WeakMap<readonly FormSubject[], readonly FormSubject[]>();

/** Those that everybody may know of: one list for one list, so that what is made of it is made once. */
export function withoutSecret(all: readonly FormSubject[]): readonly FormSubject[] {
  const known = withoutSecrets.get(all);
  if (known !== undefined) return known;
  const open = all.some((s) => s.secret) ? all.filter((s) => !s.secret) : all;
  withoutSecrets.set(all, open);
  return open;
}

/** Whether subjects under secrecy are there for the viewer. */
export const seesSecret = (model: Model, viewer: Viewer): boolean => {
  const roles = model.policy?.secrecy?.roles ?? [];
  return viewer.posts.some((p) => roles.includes(p.role));
};
