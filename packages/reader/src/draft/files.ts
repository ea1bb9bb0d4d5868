/** A draft as the files of a folder that loads. */
import { stringify } from "yaml";
import type { ReadDocument } from "../read.ts";
import type { Draft } from "./draft.ts";
import { UNNAMED } from "./holders.ts";
import type { KnownDecision } from "./known.ts";
import { untranslated } from "./open.ts";

const HEAD =
  "# 由文件解析生成的草稿,逐项核对后使用 / Drafted from a document: confirm every entry before it is used.\n";
const yaml = (value: unknown, note = ""): string =>
  `${HEAD}${note === "" ? "" : `# ${note}\n`}${stringify(value, { lineWidth: 0 })}`;

/** A cell that begins like a formula would be run by a spreadsheet. */
const csvCell = (cell: string): string => {
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
/** RFC 4180 with a byte-order mark, which WPS and Excel need to read Chinese. */
const csv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;

const byId = <T extends { readonly id: string }>(
  all: readonly T[],
  of: (one: T) => unknown,
): Record<string, unknown> => Object.fromEntries(all.map((one) => [one.id, of(one)]));

/** Names of files and their text. */
export function draftFiles(
  draft: Draft,
  document: ReadDocument,
  known: KnownDecision | null,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const own = draft.kind === "decision" || known === null;
  const title = document.title === "" ? "(未读到标题)" : document.title;
  files.set(
    "decision.yaml",
    yaml({
      decision: {
        title: own ? untranslated(title) : known.title,
        city: known
          ? { code: known.city.code, ...known.city.name }
          : { code: "000000", zh: "待填", en: "To be named" },
        issued: draft.issued,
      },
      holders: byId([UNNAMED, ...draft.holders], (h) => h.label),
    }),
  );
  if (draft.clauses.length > 0)
    files.set(
      "clauses.yaml",
      yaml(
        {
          clauses: byId(draft.clauses, (c) => ({
            heading: c.heading,
            summary: c.summary ?? untranslated(c.heading),
          })),
        },
        "编号与标题取自原文;检索摘要暂用标题 / numbers and headings are the text's; the heading stands for the summary",
      ),
    );
  if (draft.targets.length > 0) files.set("targets.yaml", targetsFile(draft));
  const stubs = draft.indicators.filter((i) => !i.known);
  if (stubs.length > 0)
    files.set(
      "indicators.yaml",
      yaml({ indicators: byId(stubs, indicatorOut) }, "还没有公式 / nothing measures these yet"),
    );
  const bound = draft.indicators.filter((i) => i.known);
  if (bound.length > 0)
    files.set(
      "known.yaml",
      yaml(
        { indicators: byId(bound, indicatorOut) },
        "决定目录已有的指标,只为草稿能单独加载;并入决定目录时不要带上 / the decision has these: leave this file out when the draft goes into its folder",
      ),
    );
  if (draft.carriers.length > 0)
    files.set(
      "carriers.yaml",
      yaml({
        carriers: draft.carriers.map((c) => ({
          kind: c.kind,
          name: untranslated(c.name),
          clause: c.clause,
          carried_by: [],
        })),
      }),
    );
  files.set("tasks.csv", tasksFile(draft));
  if (draft.open.length > 0) files.set("open.csv", openFile(draft));
  return files;
}

const indicatorOut = (i: Draft["indicators"][number]): unknown => ({
  label: i.label,
  unit: i.unit,
  holder: i.holder,
});

const targetsFile = (draft: Draft): string =>
  yaml({
    targets: byId(draft.targets, (t) => ({
      label: t.label,
      clause: t.clause,
      ...(t.indicator === null ? {} : { indicator: t.indicator }),
      [t.bound]: t.bound === "qualitative" ? untranslated(t.amount) : t.amount,
      by: t.by,
      quote: t.quote,
      ...(t.owner === null ? {} : { owner: t.owner }),
      ...(t.note === null ? {} : { note: t.note, assumed: true }),
      order: t.read + 1,
    })),
  });

/** The heads that an import of tasks reads. */
const tasksFile = (draft: Draft): string =>
  csv([
    ["序号", "任务事项", "牵头单位", "配合单位", "完成时限", "对应条款", "对应目标"],
    ...draft.tasks.map((t, i) => [
      String(i + 1),
      t.title,
      t.lead.join("、"),
      t.support.join("、"),
      t.due ?? "",
      t.clause ?? "",
      t.targets.join("、"),
    ]),
  ]);

const WHAT: Readonly<Record<Draft["open"][number]["what"], string>> = {
  target: "目标",
  task: "任务",
  indicator: "指标",
  decision: "决定",
};

const openFile = (draft: Draft): string =>
  csv([
    ["类", "原文", "位置", "原因", "可能是"],
    ...draft.open.map((o) => [
      WHAT[o.what],
      o.text,
      o.start === null ? "" : String(o.start),
      o.why.zh,
      o.near.join(";"),
    ]),
  ]);
