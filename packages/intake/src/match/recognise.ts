/** Which form a table is, and which of its heads is which field: with certainty and reasons, never silently guessed. */
import type { Label } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { FoundTable } from "../tables/table.ts";
import { canonical } from "../tables/words.ts";
import { say } from "../values/said.ts";
import type { Columns } from "./columns.ts";
import { matchColumns } from "./columns.ts";
import type { FormNames } from "./names.ts";
import { formNames, isNumberOf } from "./names.ts";
import { placed } from "./places.ts";
import type { HeadCorrection, HeadMatch, Matching, Recognition } from "./recognition.ts";
import { LIKELY, readerVersion, SURE } from "./recognition.ts";
import type { Fit } from "./remember.ts";
import { fitOf } from "./remember.ts";
import { whoseRows } from "./whose.ts";

interface Scored {
  readonly names: FormNames;
  readonly columns: Columns;
  readonly score: number;
  readonly reasons: readonly Label[];
}

const isValue = (m: HeadMatch): boolean =>
  m.head.path.length > 0 && (m.role === null || m.role.kind === "field");
/** A head that is refused for a reason names an item of the form all the same: its month, its last year, its growth. */
const weight = (m: HeadMatch): number =>
  m.role === null ? (m.reasons.length > 0 ? SURE : 0) : Math.max(m.certainty, LIKELY);

/** How well a table is a form: its number and title, how many of its heads are the form's, how many of the form's required fields it has. */
function scored(table: FoundTable, names: FormNames): Scored {
  const { form } = names;
  const columns = matchColumns(table, names, new Map());
  const values = columns.heads.filter(isValue);
  const sum = values.reduce((n, m) => n + weight(m), 0);
  const precision = values.length === 0 ? 0 : sum / values.length;
  const fields = new Set(columns.heads.flatMap((m) => (m.role?.kind === "field" ? [m.role.field] : [])));
  const required = form.fields.filter((f) => f.required);
  const had = required.filter((f) => fields.has(f.id)).length;
  const recall = required.length === 0 ? Math.min(1, precision * 2) : had / required.length;
  const { number, title } = table.context;
  const numbered = number !== null && isNumberOf(number.text, form);
  const bare = canonical(form.label.zh).replace(/\([^()]*\)/g, "");
  const titled = title !== null && canonical(title.text).includes(bare);
  const reasons = [
    say(
      `${fields.size}/${values.length}列是本表指标`,
      `${fields.size} of ${values.length} columns are the form's`,
    ),
    ...(required.length === 0
      ? []
      : [say(`必填指标有${had}/${required.length}`, `${had} of ${required.length} required fields`)]),
    ...(numbered ? [say(`表号${number.text}`, `table number ${number.text}`)] : []),
    ...(titled ? [say("标题相同", "the title is the form's")] : []),
  ];
  if (fields.size === 0) return { names, columns, score: 0, reasons };
  const heads = 0.35 * precision + 0.5 * recall;
  const score = heads + (precision >= 0.99 ? 0.1 : 0.05) + (numbered ? 0.3 : 0) + (titled ? 0.1 : 0);
  return { names, columns, score, reasons };
}

/** How far the second form must stay behind the first. */
const APART = 0.1;

function bestFit(
  table: FoundTable,
  remembered: readonly Matching[],
  forms: readonly FormNames[],
): (Fit & { names: FormNames }) | null {
  const fits = remembered.flatMap((matching) => {
    const names = forms.find((f) => f.form.id === matching.form);
    return names ? [{ ...fitOf(table, matching), names }] : [];
  });
  const [best] = fits.filter((f) => f.share >= 0.5).toSorted((a, b) => b.share - a.share);
  return best ?? null;
}

/**
 * Recognises tables among `forms`. `remembered`: matchings of this sender; the one that fits best goes before everything
 * else. `sender`: the subject a table is about that names none. Proposals below certainty are in `confirm`, claims of
 * several heads in `conflicts`; neither is read.
 */
export function recognise(
  tables: readonly FoundTable[],
  forms: readonly FormDescription[],
  remembered: readonly Matching[] = [],
  sender: string | null = null,
): Recognition[] {
  const names = forms.map((f) => formNames(f));
  return tables.map((table) => recogniseOne(table, names, remembered, sender));
}

function recogniseOne(
  table: FoundTable,
  forms: readonly FormNames[],
  remembered: readonly Matching[],
  sender: string | null,
): Recognition {
  const fit = bestFit(table, remembered, forms);
  if (fit) {
    const kept = new Map(fit.matching.heads.filter((h) => !fit.gone.includes(h.key)).map((h) => [h.key, h]));
    const columns = matchColumns(table, fit.names, kept);
    const gone = fit.gone.map((key) => goneFinding(table, key));
    const certainty = gone.length === 0 ? 1 : SURE;
    const reasons = [say("与此前确认的表头相同", "the heads confirmed before")];
    return result(table, fit.names, columns, { certainty, reasons, others: [], gone, kept: true, sender });
  }
  const all = forms.map((f) => scored(table, f)).toSorted((a, b) => b.score - a.score);
  const [best, second] = all;
  const others = all
    .slice(1)
    .filter((s) => s.score >= LIKELY)
    .map((s) => ({ form: s.names.form.id, certainty: Math.min(1, s.score) }));
  // with one form to choose from, somebody has said which it is
  const said = forms.length === 1;
  if (best === undefined || best.score < (said ? ANY : LIKE))
    return {
      ...empty(table),
      others:
        best && best.score > 0 ? [{ form: best.names.form.id, certainty: best.score }, ...others] : others,
      // a sheet of instructions or codes is no return: for attention only
      findings: [
        { ...noForm(table, say("没有报表与这张表的表头相符", "no form has these heads")), strength: "note" },
      ],
    };
  const close = second !== undefined && second.score > best.score - APART;
  const certainty = close
    ? Math.min(best.score, 0.6)
    : Math.min(1, said ? Math.max(best.score, FORM_SURE) : best.score);
  const rival = close ? second.names.form.label : null;
  const reasons = rival
    ? [...best.reasons, say(`也像“${rival.zh}”`, `it is like “${rival.en}” too`)]
    : best.reasons;
  return result(table, best.names, best.columns, {
    certainty,
    reasons,
    others,
    gone: [],
    kept: false,
    sender,
  });
}

/** The form a person means by naming its fields, where the table itself is like none. */
function formMeant(
  before: Recognition,
  forms: readonly FormDescription[],
  said: readonly HeadCorrection[],
): FormDescription | undefined {
  if (before.form !== null) return forms.find((f) => f.id === before.form);
  const fields = said.flatMap((c) => (c.role.kind === "field" ? [c.role.field] : []));
  if (fields.length === 0) return forms.length === 1 ? forms[0] : undefined;
  return forms.find((form) => fields.every((id) => form.fields.some((f) => f.id === id)));
}

/**
 * The recognition of a table with a person's word on its heads, which goes before everything else; naming a field also
 * says the form. A word on a place without a head changes nothing.
 */
export function recogniseSaid(
  table: FoundTable,
  before: Recognition,
  said: readonly HeadCorrection[],
  forms: readonly FormDescription[],
  remembered: readonly Matching[] = [],
  sender: string | null = null,
): Recognition {
  const mine = said.filter((c) => table.heads.some((h) => h.column === c.column && h.row === c.row));
  const form = formMeant(before, forms, mine);
  if (mine.length === 0 || form === undefined) return before;
  const names = formNames(form);
  const fit = before.remembered === "none" ? null : bestFit(table, remembered, [names]);
  const kept = new Map(
    (fit?.matching.heads ?? []).filter((h) => !fit?.gone.includes(h.key)).map((h) => [h.key, h]),
  );
  const columns = matchColumns(table, names, kept, mine);
  const reasons = [say("人工指定", "said by a person")];
  return result(table, names, columns, {
    certainty: 1,
    reasons,
    others: [],
    gone: [],
    kept: fit !== null,
    sender,
  });
}

interface About {
  readonly certainty: number;
  readonly reasons: readonly Label[];
  readonly others: Recognition["others"];
  readonly gone: readonly Finding[];
  /** A remembered matching was used. */
  readonly kept: boolean;
  readonly sender: string | null;
}

/** Below it no form is even proposed, unless there is only one to choose from. */
const LIKE = 0.25;
const ANY = 0.01;
/** Below it a person says which form it is. */
const FORM_SURE = 0.65;

function result(table: FoundTable, { form }: FormNames, columns: Columns, about: About): Recognition {
  const contested = new Set(columns.conflicts.flatMap((c) => c.heads));
  const confirm = columns.heads.filter((m) => m.role !== null && !m.settled && !contested.has(m.head));
  const held = new Set(columns.heads.flatMap((m) => (m.role?.kind === "field" ? [m.role.field] : [])));
  const lacking = form.fields.filter((f) => f.required && !held.has(f.id));
  const told = whoseRows(table, form, columns.heads, about.sender);
  const sure = about.certainty >= FORM_SURE;
  const findings: Finding[] = [
    ...(sure
      ? []
      : [noForm(table, say(`像“${form.label.zh}”,但把握不足`, `like “${form.label.en}”, but not surely`))]),
    ...about.gone,
    ...columns.findings,
    ...lacking.map((f) =>
      placed(
        table,
        { row: table.head.to, column: null, field: f.id },
        {
          strength: "must",
          code: "LZ8113",
          message: say(`没有“${f.label.zh}”列,该项必填`, `no column “${f.label.en}”, which is required`),
          hint: say("补上该列,或指明哪一列是它", "add the column, or say which one it is"),
        },
      ),
    ),
    ...told,
  ];
  return {
    ...empty(table),
    form: form.id,
    certainty: about.certainty,
    reasons: about.reasons,
    others: about.others,
    heads: columns.heads,
    confirm,
    conflicts: columns.conflicts,
    unmatched: columns.heads.filter((m) => m.role === null).map((m) => m.head),
    lacking: lacking.map((f) => f.id),
    remembered: !about.kept ? "none" : about.gone.length > 0 ? "changed" : "fits",
    certain:
      sure &&
      told.every((f) => f.strength === "note") &&
      about.gone.length === 0 &&
      confirm.length === 0 &&
      columns.conflicts.length === 0 &&
      (lacking.length === 0 || about.kept),
    findings,
  };
}

const empty = (table: FoundTable): Recognition => ({
  reader: readerVersion,
  file: table.file,
  sheet: table.sheet,
  table: table.index,
  form: null,
  certainty: 0,
  reasons: [],
  others: [],
  heads: [],
  confirm: [],
  conflicts: [],
  unmatched: table.heads,
  lacking: [],
  remembered: "none",
  certain: false,
  findings: [],
});

const noForm = (table: FoundTable, message: Label): Finding =>
  placed(
    table,
    { row: table.head.from, column: null },
    {
      strength: "must",
      code: "LZ8110",
      message,
      hint: say("请指明是哪张报表", "say which form it is"),
    },
  );

const goneFinding = (table: FoundTable, key: string): Finding =>
  placed(
    table,
    { row: table.head.to, column: null },
    {
      strength: "must",
      code: "LZ8117",
      message: say(
        `此前确认过的表头“${key}”不见了,或出现了几次`,
        `the head “${key}” that was confirmed before is gone, or stands there more than once`,
      ),
      hint: say("请重新确认各列", "confirm the columns again"),
    },
  );
