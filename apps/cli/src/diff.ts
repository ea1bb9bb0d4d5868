/** `diff`: which figures of two runs differ, by how much, and why. */
import type { Cause, FigureChange, RunDifference, RunFigure } from "@lianzhang/engine";
import { diffRuns } from "@lianzhang/engine";
import type { Language } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { toJson } from "./json.ts";
import { hashHolds, runAsked } from "./run-files.ts";
import { figureText, groupCodes } from "./run-text.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT } from "./terminal.ts";
import { REASON_WORDS } from "./words.ts";

export async function diffCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const [a, b] = [0, 1].map((i) => runAsked(terminal, parsed.positionals[i] ?? "", parsed).record);
  if (!a || !b) return EXIT.usage;
  for (const record of [a, b])
    if (!hashHolds(record))
      terminal.err(
        terminal.language === "zh"
          ? `警告:${record.hash.slice(0, 12)} 的哈希不符,记录被改动过`
          : `warning: the hash of ${record.hash.slice(0, 12)} does not hold: the record was altered`,
      );
  const difference = diffRuns(a, b);
  if (parsed.switches.has("json")) {
    terminal.out(toJson({ from: a.hash, to: b.hash, ...differenceJson(difference) }));
    return EXIT.done;
  }
  const zh = terminal.language === "zh";
  const count = difference.changes.length;
  terminal.out(
    zh
      ? `${a.hash.slice(0, 12)} → ${b.hash.slice(0, 12)}:${count} 个数不同,${difference.same} 个相同`
      : `${a.hash.slice(0, 12)} → ${b.hash.slice(0, 12)}: ${count} figures differ, ${difference.same} agree`,
  );
  for (const l of changeLines(difference, terminal.language)) terminal.out(l);
  return EXIT.done;
}

const KIND_WORDS = {
  data: { zh: "数据", en: "data" },
  rule: { zh: "规则", en: "rule" },
  register: { zh: "名录", en: "register" },
  request: { zh: "口径", en: "request" },
  code: { zh: "程序", en: "code" },
} as const;

function causeText(cause: Cause, language: Language): string {
  const word = KIND_WORDS[cause.kind][language];
  const side = (v: string | number | null): string => (v === null ? "—" : String(v));
  if (cause.kind === "data" || cause.kind === "register") {
    const [before, after] = cause.rows;
    const rows = before === after ? "" : language === "zh" ? " 行" : " rows";
    return `${word} ${cause.name}${rows === "" ? "" : ` (${side(before)} → ${side(after)}${rows})`}`;
  }
  const [before, after] = cause.text;
  return before === after
    ? `${word} ${cause.name}`
    : `${word} ${cause.name} (${side(before)} → ${side(after)})`;
}

/** The figure's value, or why there is none. */
function sideText(figure: RunFigure | null, change: FigureChange, language: Language): string {
  if (figure === null) return "—";
  if (figure.value === null) return figure.reason === null ? "—" : REASON_WORDS[figure.reason][language];
  return change.how === null ? figure.value : figureText(BigInt(figure.value), change.how);
}

const STATE_WORDS = {
  changed: { zh: "变动", en: "changed" },
  entered: { zh: "新增", en: "entered" },
  left: { zh: "退出", en: "left" },
} as const;

/** A line a change, and why below the last of those with the same causes. Causes of the whole run come first. */
export function changeLines(difference: RunDifference, language: Language): string[] {
  const zh = language === "zh";
  const general = difference.general.map((c) => causeText(c, language));
  const runs = zh ? "两次运行的不同" : "the runs differ in";
  const lines = general.length === 0 ? [] : [`${runs}: ${general.join("; ")}`];
  let above: string | null = null;
  const close = (): void => {
    if (above !== null) lines.push(`  ${zh ? "原因" : "because"}: ${above}`);
  };
  for (const c of difference.changes) {
    const causes = c.causes.map((x) => causeText(x, language));
    const none = general.length > 0 ? runs : zh ? "不明" : "not known";
    const why = causes.length > 0 ? causes.join("; ") : none;
    if (above !== null && why !== above) close();
    above = why;
    lines.push(changeLine(c, language));
  }
  close();
  return lines;
}

function changeLine(c: FigureChange, language: Language): string {
  const name = c.how?.label[language] ?? c.indicator;
  const group = c.subject ?? groupCodes(c.group, language);
  const moved =
    c.difference === null || c.how === null
      ? ""
      : ` (${c.difference > 0n ? "+" : ""}${figureText(c.difference, c.how)})`;
  const unit = c.how === null ? "" : ` ${c.how.unit}`;
  const [old, now] = [sideText(c.old, c, language), sideText(c.new, c, language)];
  const used = countersText(c, language).map((t) => `, ${t}`);
  return `${STATE_WORDS[c.state][language]} ${name} ${c.indicator} ${group}: ${old} → ${now}${moved}${unit}${used.join("")}`;
}

/** A figure may keep its value while fewer subjects stand behind it. */
function countersText(c: FigureChange, language: Language): string[] {
  const [before, after] = [c.old?.counters?.used, c.new?.counters?.used];
  if (before === undefined || after === undefined || before === after) return [];
  return [language === "zh" ? `采用 ${before} → ${after} 户` : `${before} → ${after} subjects used`];
}

const sideJson = (f: RunFigure | null): Record<string, unknown> | null =>
  f === null ? null : { value: f.value, reason: f.reason, counters: f.counters };

export const differenceJson = (d: RunDifference): Record<string, unknown> => ({
  same: d.same,
  general: d.general,
  changes: d.changes.map((c) => ({
    state: c.state,
    indicator: c.indicator,
    label: c.how?.label.zh ?? c.indicator,
    unit: c.how?.unit ?? null,
    numeric: c.how?.numeric ?? null,
    group: c.group,
    subject: c.subject,
    old: sideJson(c.old),
    new: sideJson(c.new),
    difference: c.difference === null ? null : String(c.difference),
    causes: c.causes,
  })),
});
