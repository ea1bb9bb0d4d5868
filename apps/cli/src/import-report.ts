/** The report of an import: one line a finding, a summary, or one JSON document. */
import type { Finding, Named } from "@lianzhang/intake";
import type { Diagnostic, Label } from "@lianzhang/kernel";
import { formatDiagnostic, formatPeriod } from "@lianzhang/kernel";
import type { ImportReport } from "@lianzhang/server";
import { inLanguage } from "./diagnostic-text.ts";
import type { Terminal } from "./terminal.ts";

const SEVERITY = { refused: "error", must: "error", explain: "warning", note: "note" } as const;

/** Whether it keeps something from going in. */
const holds = (f: Finding): boolean => f.strength === "refused" || f.strength === "must";

/** Whether anything was refused. */
export const isRefused = ({ findings, read, plain }: ImportReport): boolean =>
  read.waiting.length > 0 || (plain.held && plain.rows > 0) || findings.some((f) => holds(f));

/** A finding in the place of a diagnostic; what is about a whole sheet stands at its first cell. */
function diagnosticOf(f: Finding, shown: (file: string) => string): Diagnostic {
  const zh = f.sheet === null ? "" : `工作表“${f.sheet}”:`;
  const en = f.sheet === null ? "" : `sheet “${f.sheet}”: `;
  return {
    file: shown(f.file),
    line: f.row ?? 1,
    column: f.column ?? 1,
    severity: SEVERITY[f.strength],
    code: f.code,
    message: `${en}${f.message.en}`,
    hint: f.hint.en,
    zh: { message: `${zh}${f.message.zh}`, hint: f.hint.zh },
  };
}

/** Findings on standard error, one line each; with `--quiet` those only that keep something out. */
export function tellFindings(
  terminal: Terminal,
  { findings }: ImportReport,
  shown: (file: string) => string,
): void {
  for (const f of findings)
    if (holds(f) || !terminal.quiet)
      terminal.err(formatDiagnostic(inLanguage(diagnosticOf(f, shown), terminal.language)));
}

interface Counts {
  readonly rows: number;
  readonly accepted: number;
  readonly waiting: number;
  readonly findings: Readonly<Record<Finding["strength"], number>>;
}

export function countsOf({ read, plain, findings }: ImportReport): Counts {
  const strengths = { refused: 0, must: 0, explain: 0, note: 0 };
  for (const f of findings) strengths[f.strength]++;
  return {
    rows: read.rows.length + plain.rows,
    accepted: read.ready.length + (plain.held ? 0 : plain.rows),
    waiting: read.waiting.length + (plain.held ? plain.rows : 0),
    findings: strengths,
  };
}

export function summary(report: ImportReport): readonly Label[] {
  const { submission, already, form, period, files, read } = report;
  const { rows, accepted, waiting, findings } = countsOf(report);
  const when = formatPeriod(period);
  const held = findings.refused + findings.must;
  const { chase } = read;
  return [
    already
      ? {
          zh: `这些文件已经导入过(报表 ${submission}),没有变化`,
          en: `these files are in already (return ${submission}); nothing was changed`,
        }
      : {
          zh: `已导入“${form.label.zh}”${when}:报表 ${submission},${files.length} 个文件`,
          en: `imported “${form.label.en}” ${when}: return ${submission}, ${files.length} files`,
        },
    {
      zh: `${rows} 行:${accepted} 行接收,${waiting} 行待更正;必须改正 ${held} 处,需要说明 ${findings.explain} 处,提示 ${findings.note} 处`,
      en: `${rows} rows: ${accepted} accepted, ${waiting} wait to be mended; ${held} findings to mend, ${findings.explain} to explain, ${findings.note} notes`,
    },
    ...(chase === null
      ? []
      : [
          {
            zh: `催报:未报 ${chase.unanswered.length} 户,必填项不全 ${chase.partly.length} 户,重复 ${chase.twice.length} 户,齐全 ${chase.complete.length} 户`,
            en: `to chase: ${chase.unanswered.length} have not answered, ${chase.partly.length} in part, ${chase.twice.length} twice; ${chase.complete.length} in full`,
          },
        ]),
    ...(waiting === 0
      ? []
      : [
          {
            zh: "待更正的行连同原文件留在该报表中;改正文件后再导入",
            en: "the rows that wait stay in the return with their file; mend the file and import it again",
          },
        ]),
  ];
}

const named = ({ code, name }: Named): { readonly code: string; readonly name: string } => ({ code, name });

/** The document of `--json`. Numbers are in the fields' integers, as text. */
export function documentOf(report: ImportReport): unknown {
  const { submission, already, form, period, sender, files, read, findings } = report;
  const { chase, conflicts, match } = read;
  return {
    submission,
    already,
    form: form.id,
    period: formatPeriod(period),
    sender,
    reader: read.reader,
    files,
    tables: read.tables.map(({ table, recognition, rows, skipped }) => ({
      file: table.file,
      sheet: table.sheet,
      table: table.index,
      layout: table.layout,
      form: recognition.form,
      certainty: recognition.certainty,
      certain: recognition.certain,
      rows,
      skipped: skipped.map(({ row, reason, text }) => ({ row, reason, text })),
      heads: recognition.heads.map(({ head, role, certainty, settled }) => ({
        column: head.column,
        row: head.row,
        head: head.path.join(" "),
        role,
        certainty,
        settled,
      })),
      lacking: recognition.lacking,
    })),
    counts: countsOf(report),
    findings,
    conflicts: conflicts.conflicts.map((c) => ({
      subject: c.subject,
      period: formatPeriod(c.period),
      field: c.field,
      places: c.places.map((p) => ({ ...p, value: String(p.value) })),
    })),
    duplicates: conflicts.duplicates.map((d) => ({
      subject: d.subject,
      period: formatPeriod(d.period),
      places: d.rows.map(({ file, sheet, row }) => ({ file, sheet, row })),
    })),
    waiting: read.waiting.map(({ file, sheet, row, subject, subjectName }) => ({
      file,
      sheet,
      row,
      subject,
      name: subjectName,
    })),
    chase: chase && {
      unanswered: chase.unanswered.map(named),
      partly: chase.partly.map((p) => ({ ...named(p.subject), lacking: p.lacking.map((l) => l.field) })),
      twice: chase.twice.map((t) => ({
        ...named(t.subject),
        places: t.rows.map(({ file, sheet, row }) => ({ file, sheet, row })),
      })),
      complete: chase.complete.map(named),
    },
    match: match?.counts ?? null,
  };
}
