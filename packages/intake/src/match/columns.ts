/** Heads of one table against one form: roles, certainty, conflicts. */
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FieldDescription, FormDescription } from "../form.ts";
import type { FoundTable, Head } from "../tables/table.ts";
import { say } from "../values/said.ts";
import type { FormNames } from "./names.ts";
import { fieldsNamed } from "./names.ts";
import { atHead, cellName, headText, joined } from "./places.ts";
import type { Conflict, HeadCorrection, HeadMatch, Matching, Role } from "./recognition.ts";
import { LIKELY, SURE } from "./recognition.ts";
import { isYearAndMonth } from "./period-columns.ts";
import { roleOf, unitFor } from "./roles.ts";
import { beginsCumulative, isSumOfMonths, seriesOf } from "./series.ts";

export interface Columns {
  readonly heads: readonly HeadMatch[];
  readonly conflicts: readonly Conflict[];
  readonly findings: readonly Finding[];
}

type Kept = Matching["heads"][number];

const REMEMBERED = say("此前已确认", "confirmed before");
const SAID = say("人工指定", "said by a person");
const SAID_OF_ANOTHER = say("已人工指定另一列", "another column was said to be it");
const CHECK_HEAD: Label = say("请确认该列对应的指标", "say which field the column is");

/** Whether month and cumulative of one item stand beside each other, so that a head without either has two readings. */
const hasBothSpans = (table: FoundTable, head: Head): boolean => {
  const same = table.heads.filter((h) => h.stems.join("/") === head.stems.join("/") && h.row === head.row);
  return same.some((h) => h.span === "month") && same.some((h) => h.span === "cumulative");
};

interface Draft {
  readonly match: HeadMatch;
  readonly findings: readonly Finding[];
}

const unmatched = (head: Head, reasons: readonly Label[] = []): Draft => ({
  match: { head, role: null, certainty: 0, settled: false, reasons },
  findings: [],
});

const decided = (head: Head, role: Role, certainty: number, reasons: readonly Label[]): Draft => ({
  match: { head, role, certainty, settled: certainty >= SURE, reasons },
  findings: [],
});

/** A field with its unit; a unit that is not known, of another kind or with several readings leaves it unsettled. */
function withUnit(
  table: FoundTable,
  head: Head,
  field: FieldDescription,
  certainty: number,
  reasons: readonly Label[],
): Draft {
  const found = unitFor(field, head, table.context.units);
  if (found.kind === "unit") {
    const why =
      found.unit === null
        ? say(`没有写单位,按${field.unit}`, `no unit is written: ${field.unit} taken`)
        : say(`单位${found.unit}`, `in ${found.unit}`);
    return decided(head, { kind: "field", field: field.id, unit: found.unit }, certainty, [...reasons, why]);
  }
  const said = found.kind === "several" ? found.said.map((u) => u.text).join("、") : found.said.text;
  const message: Record<typeof found.kind, Label> = {
    unknown: say(
      `${field.label.zh}的单位“${said}”无法识别`,
      `the unit “${said}” of ${field.label.en} is not known`,
    ),
    other_kind: say(
      `${field.label.zh}的单位“${said}”与${field.unit}不是同类单位`,
      `the unit “${said}” of ${field.label.en} is of another kind than ${field.unit}`,
    ),
    several: say(
      `${field.label.zh}可能的单位有几个:${said}`,
      `${field.label.en} may be in several units: ${said}`,
    ),
  };
  const code = found.kind === "other_kind" ? "LZ8115" : "LZ8114";
  const hint = say(`在表头写明单位,如“(${field.unit})”`, `write the unit in the head, as (${field.unit})`);
  const finding = atHead(table, head, field.id, {
    strength: "must",
    code,
    message: message[found.kind],
    hint,
  });
  const at = found.kind === "several" ? found.said[0] : found.said;
  const where =
    at?.row == null || at.column === null ? finding : { ...finding, row: at.row, column: at.column };
  const role: Role = { kind: "field", field: field.id, unit: null };
  return {
    match: {
      head,
      role,
      certainty: Math.min(certainty, 0.5),
      settled: false,
      reasons: [...reasons, message[found.kind]],
    },
    findings: [where],
  };
}

function matchHead(table: FoundTable, head: Head, names: FormNames): Draft {
  const { form } = names;
  if (head.path.length === 0) return unmatched(head, [say("没有表头", "no head")]);
  if (isSumOfMonths(table, head))
    return unmatched(head, [say("是各月之和或平均", "the sum or mean of the months")]);
  const meant: Head = beginsCumulative(table, head, form) ? { ...head, span: "cumulative" } : head;
  const { candidates, refused } = fieldsNamed(meant, names, table.context.number?.text ?? null);
  const [best, second] = candidates;
  const part = roleOf(table, head, form);
  if (part && (best === undefined || best.certainty < 1))
    return decided(head, part.role, part.certainty, part.reasons);
  if (best === undefined || best.certainty < LIKELY) return unmatched(head, refused);
  const several = second !== undefined && second.certainty > best.certainty - 0.05;
  const unclear = head.span === null && best.field.as !== "stock" && hasBothSpans(table, head);
  const certainty = several || unclear ? Math.min(best.certainty, 0.7) : best.certainty;
  const more = [
    ...(several
      ? [say(`也可能是“${second.field.label.zh}”`, `it may be “${second.field.label.en}” too`)]
      : []),
    ...(unclear ? [say("未写明是本月还是累计", "month or cumulative is not said")] : []),
  ];
  return withUnit(table, head, best.field, certainty, [...best.reasons, ...more]);
}

function matchKept(table: FoundTable, head: Head, kept: Kept, form: FormDescription): Draft {
  if (kept.role.kind !== "field") return decided(head, kept.role, 1, [REMEMBERED]);
  const { field: id, unit } = kept.role;
  const field = form.fields.find((f) => f.id === id);
  if (field === undefined) return unmatched(head);
  const found = unitFor(field, head, table.context.units);
  const said = saidUnit(head, table);
  // the person's unit holds as long as the sheet says what it said then
  if (said === kept.said) return decided(head, { kind: "field", field: id, unit }, 1, [REMEMBERED]);
  if (found.kind !== "unit") return withUnit(table, head, field, 1, [REMEMBERED]);
  const now = say(
    `单位原为“${kept.said ?? ""}”,现为“${said ?? ""}”`,
    `the unit was “${kept.said ?? ""}” and is “${said ?? ""}” now`,
  );
  const lost = said === null; // a unit that is no longer written may have changed
  return decided(head, { kind: "field", field: id, unit: lost ? unit : found.unit }, lost ? 0.7 : 1, [
    REMEMBERED,
    now,
  ]);
}

/** A head a person has said: a unit she did not name is the one that is written. */
function matchSaid(table: FoundTable, head: Head, role: Role, form: FormDescription): Draft {
  const field = role.kind === "field" ? form.fields.find((f) => f.id === role.field) : undefined;
  if (role.kind !== "field") return decided(head, role, 1, [SAID]);
  if (field === undefined) return unmatched(head);
  return role.unit === null ? withUnit(table, head, field, 1, [SAID]) : decided(head, role, 1, [SAID]);
}

/** The unit that is written for a head, in it or above the table. */
export const saidUnit = (head: Head, table: Pick<FoundTable, "context">): string | null =>
  head.unit?.text ?? (table.context.units.map((u) => u.text).join("、") || null);

const sameRole = (a: Role, b: Role): boolean =>
  a.kind === b.kind && (a.kind !== "field" || (b.kind === "field" && a.field === b.field));

const OTHER_PERIOD = say("不是本表的报告期", "no period of the form");

/** Several columns of one role that do not contradict each other: months of one field, year and month of one period. */
function together(role: Role, claims: readonly HeadMatch[], form: FormDescription): readonly Head[] | null {
  const sure = claims.filter((c) => c.certainty >= SURE).map((c) => c.head);
  if (role.kind === "field") return seriesOf(sure, form);
  return role.kind === "period" && isYearAndMonth(sure) ? sure : null;
}

/**
 * One role for two heads: columns of different months share it; else the clearly surer keeps it, and where both are sure,
 * neither does.
 */
function settleClaims(
  drafts: readonly HeadMatch[],
  form: FormDescription,
): { heads: HeadMatch[]; conflicts: Conflict[] } {
  const conflicts: Conflict[] = [];
  const dropped = new Map<HeadMatch, HeadMatch>();
  const claims = drafts.filter((m) => m.role !== null && m.role.kind !== "other");
  const seen: HeadMatch[] = [];
  for (const claim of claims) {
    const { role } = claim;
    if (role === null || seen.some((s) => s.role !== null && sameRole(s.role, role))) continue;
    seen.push(claim);
    const all = claims.filter((c) => c.role !== null && sameRole(c.role, role));
    if (all.length === 1) continue;
    const shared = together(role, all, form);
    if (shared !== null) {
      for (const c of all)
        if (c.certainty >= SURE && !shared.includes(c.head))
          dropped.set(c, {
            ...c,
            role: null,
            certainty: 0,
            settled: false,
            reasons: [...c.reasons, OTHER_PERIOD],
          });
      continue;
    }
    const top = Math.max(...all.map((c) => c.certainty));
    const margin = role.kind === "field" ? top < SURE : false;
    const winners = all.filter(
      (c) => (role.kind === "field" && c.certainty >= SURE) || c.certainty === top || margin,
    );
    const reason = say("另一列更符合", "another column fits better");
    for (const c of all) {
      if (!winners.includes(c))
        dropped.set(c, { ...c, role: null, certainty: 0, settled: false, reasons: [...c.reasons, reason] });
      else if (winners.length > 1) dropped.set(c, { ...c, settled: false });
    }
    if (winners.length > 1) conflicts.push({ role, heads: winners.map((w) => w.head) });
  }
  return { heads: drafts.map((d) => dropped.get(d) ?? d), conflicts };
}

const roleName = (role: Role, form: FormDescription): Label => {
  if (role.kind === "code") return say("代码", "the code");
  if (role.kind === "name") return say("名称", "the name");
  if (role.kind === "period") return say("报告期", "the period");
  const field = role.kind === "field" ? form.fields.find((f) => f.id === role.field) : undefined;
  return field?.label ?? say("其他", "other");
};

function told(
  table: FoundTable,
  form: FormDescription,
  heads: readonly HeadMatch[],
  conflicts: readonly Conflict[],
): Finding[] {
  const inConflict = new Set(conflicts.flatMap((c) => c.heads));
  const findings: Finding[] = conflicts.map(({ role, heads: claiming }) => {
    const name = roleName(role, form);
    const where = claiming
      .map((h) => `${cellName(h.row ?? table.head.to, h.column)}“${headText(h)}”`)
      .join("、");
    const [, second] = claiming;
    return atHead(
      table,
      second ?? claiming[0] ?? table.heads[0] ?? NO_HEAD,
      role.kind === "field" ? role.field : null,
      {
        strength: "must",
        code: "LZ8112",
        message: say(`有几列都像${name.zh}:${where}`, `several columns claim ${name.en}: ${where}`),
        hint: CHECK_HEAD,
      },
    );
  });
  for (const { head, role, settled, certainty, reasons } of heads) {
    if (inConflict.has(head)) continue;
    const text = headText(head);
    const why = joined(reasons);
    if (role === null) {
      const headless = head.path.length === 0;
      findings.push(
        atHead(table, head, null, {
          strength: "note",
          code: headless ? "LZ8103" : "LZ8116",
          message: headless
            ? say(
                `${cellName(table.head.to, head.column)} 没有表头,但下面有内容,未读入`,
                `column ${cellName(table.head.to, head.column)} has no head but values under it; they were not read`,
              )
            : say(
                `“${text}”不是本表的指标,未读入${why.zh && `(${why.zh})`}`,
                `“${text}” is nothing of the form and was not read${why.en && ` (${why.en})`}`,
              ),
          hint: CHECK_HEAD,
        }),
      );
    } else if (!settled) {
      const name = roleName(role, form);
      findings.push(
        atHead(table, head, role.kind === "field" ? role.field : null, {
          strength: "must",
          code: "LZ8111",
          message: say(
            `“${text}”可能是${name.zh}(把握 ${Math.round(certainty * 100)}%:${why.zh}),确认前不读入`,
            `“${text}” may be ${name.en} (certainty ${Math.round(certainty * 100)} %: ${why.en}); not read until confirmed`,
          ),
          hint: CHECK_HEAD,
        }),
      );
    }
  }
  return findings;
}

const NO_HEAD: Head = {
  column: 1,
  row: null,
  path: [],
  key: "",
  stems: [],
  unit: null,
  period: null,
  codes: [],
  year: null,
  span: null,
  growth: false,
  start: false,
};

/** Whether two heads are of periods of their own, as two months are. */
const areApart = (a: Head | undefined, b: Head): boolean =>
  a !== undefined && a.period !== null && b.period !== null && a.period !== b.period;

/** A role that a person gave one head is no other head's, months of one field apart. */
function leftOver(table: FoundTable, draft: Draft, said: readonly HeadCorrection[]): Draft {
  const { head, role } = draft.match;
  const at = (c: HeadCorrection) => table.heads.find((h) => h.column === c.column && h.row === c.row);
  const given = said.some(
    (c) => c.role.kind !== "other" && role !== null && sameRole(c.role, role) && !areApart(at(c), head),
  );
  return given ? unmatched(head, [SAID_OF_ANOTHER]) : draft;
}

/**
 * Every head of the table against the form; `kept`: what was confirmed before, by key; `said`: what a person said of
 * these very places, which goes before everything.
 */
export function matchColumns(
  table: FoundTable,
  names: FormNames,
  kept: ReadonlyMap<string, Kept>,
  said: readonly HeadCorrection[] = [],
): Columns {
  const drafts = table.heads.map((head) => {
    const word = said.find((c) => c.column === head.column && c.row === head.row);
    if (word) return matchSaid(table, head, word.role, names.form);
    const before = kept.get(head.key);
    const found =
      before && head.path.length > 0
        ? matchKept(table, head, before, names.form)
        : matchHead(table, head, names);
    return leftOver(table, found, said);
  });
  const { heads, conflicts } = settleClaims(
    drafts.map((d) => d.match),
    names.form,
  );
  // a head whose unit is told needs no second word
  const units = drafts.flatMap((d) => d.findings);
  const unitHeads = new Set(drafts.filter((d) => d.findings.length > 0).map((d) => d.match.head));
  const rest = told(
    table,
    names.form,
    heads.filter((h) => !unitHeads.has(h.head) || h.role === null),
    conflicts,
  );
  return { heads, conflicts, findings: [...rest, ...units] };
}
