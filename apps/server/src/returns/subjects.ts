/** Subjects of a form's register in a month, as the engine's store has them: their names, groups, and whether a return is expected. */
import type { Form, Model } from "@lianzhang/definitions";
import type { BooleanCore } from "@lianzhang/formula";
import type { Named } from "@lianzhang/intake";
import type { Month } from "@lianzhang/kernel";
import {
  attributeColumn,
  MEMBER,
  membershipTable,
  quote,
  SPELL,
  spellTable,
  subjectTable,
} from "@lianzhang/kernel";
import type { Viewer } from "@lianzhang/work";
import { nameField } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { chainMembership, REGISTER } from "../firms.ts";

export interface FormSubject extends Named {
  readonly county: string | null;
  readonly park: string | null;
  readonly chain: string | null;
  /** Null: the form says it in a way that only its figures count. */
  readonly expected: boolean | null;
  readonly secret: boolean;
}

/** SQL of the condition over a register's spell `r`; null: it asks for more than marks of the subject itself. */
function conditionSql(core: BooleanCore, register: string): string | null {
  switch (core.op) {
    case "flag":
      return core.register === register
        ? `coalesce(r.${quote(attributeColumn(core.attribute))}, FALSE)`
        : null;
    case "not": {
      const inner = conditionSql(core.argument, register);
      return inner === null ? null : `NOT (${inner})`;
    }
    case "and":
    case "or": {
      const [left, right] = [conditionSql(core.left, register), conditionSql(core.right, register)];
      return left === null || right === null ? null : `(${left} ${core.op.toUpperCase()} ${right})`;
    }
    default:
      return null;
  }
}

const holds = (alias: string, month: Month): string =>
  `${alias}.${quote(SPELL.since)} <= ${month} AND ${alias}.${quote(SPELL.until)} > ${month}`;

function selectOf(context: Context, form: Form, month: Month): string {
  const model = context.instance.cleared;
  const register = model.registers.get(form.subject);
  const column = (id: string | null): string =>
    id !== null && register?.attributes.has(id) === true ? `r.${quote(attributeColumn(id))}` : "NULL";
  const expected = form.expected === null ? "TRUE" : (conditionSql(form.expected, form.subject) ?? "NULL");
  const secrecy = model.policy?.secrecy;
  const secret = secrecy?.register === form.subject ? `coalesce(${column(secrecy.flag)}, FALSE)` : "FALSE";
  const membership = form.subject === REGISTER ? chainMembership(context) : null;
  const chain = membership
    ? `(SELECT min(m.${quote(MEMBER.code)}) FROM ${quote(membershipTable(membership.id))} m WHERE m.${quote(MEMBER.subject)} = r.${quote(SPELL.subject)} AND ${holds("m", month)} AND m.${quote(MEMBER.primary)})`
    : "NULL";
  const name = register === undefined ? null : nameField(register);
  return `SELECT s.code, coalesce(${column(name)}, s.code)::VARCHAR, ${column("county")}::VARCHAR, ${column("park")}::VARCHAR,
      ${chain}::VARCHAR, (${expected})::BOOLEAN, (${secret})::BOOLEAN
    FROM ${quote(spellTable(form.subject))} r JOIN ${quote(subjectTable(form.subject))} s ON s.subject = r.${quote(SPELL.subject)}
    WHERE ${holds("r", month)} ORDER BY s.code`;
}

const textOf = (v: unknown): string | null => (typeof v === "string" ? v : null);

/** In the order of their codes. */
export const subjectsOf = (context: Context, form: Form, month: Month): Promise<readonly FormSubject[]> =>
  context.whole.once(`return-subjects|${form.id}|${month}`, async () => {
    const { rows } = await context.runner.query(selectOf(context.whole, form, month));
    return rows.map(([code, name, county, park, chain, expected, secret]) => ({
      code: String(code),
      name: String(name),
      county: textOf(county),
      park: textOf(park),
      chain: textOf(chain),
      expected: typeof expected === "boolean" ? expected : null,
      secret: secret === true,
    }));
  });

/** Whether subjects under secrecy are there for the viewer. */
export const seesSecret = (model: Model, viewer: Viewer): boolean => {
  const roles = model.policy?.secrecy?.roles ?? [];
  return viewer.posts.some((p) => roles.includes(p.role));
};
