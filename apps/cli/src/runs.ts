/** `runs`: the records of a folder, one line each. */
import type { Parsed } from "./arguments.ts";
import { toJson } from "./json.ts";
import { hashHolds, runsIn } from "./run-files.ts";
import { signatureHolds } from "./run-signing.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT } from "./terminal.ts";

export async function runsCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const zh = terminal.language === "zh";
  const stored = runsIn(terminal, parsed.values.get("runs") ?? "").map(({ record }) => ({
    record,
    holds: hashHolds(record) && (record.signature === null || signatureHolds(record.hash, record.signature)),
  }));
  if (parsed.switches.has("json")) {
    const list = stored.map(({ record: r, holds }) => {
      const { decision, demo, request, key, hash, signature } = r;
      return { hash, holds, decision, demo, request, key, figures: r.figures.length, signature };
    });
    terminal.out(toJson(list));
    return EXIT.done;
  }
  const head = zh
    ? ["运行", "决定", "报告期", "截至", "分组", "指标", "数", "签名", "说明"]
    : ["run", "decision", "period", "known", "groupings", "indicators", "figures", "signed by", "note"];
  const rows = stored.map(({ record: r, holds }) => [
    r.hash.slice(0, 12),
    r.decision,
    r.request.period,
    r.request.known ?? "—",
    r.request.groupings.map((g) => (g.length === 0 ? (zh ? "总计" : "total") : g.join("+"))).join(" "),
    String(r.request.indicators.length),
    String(r.figures.length),
    r.signature?.who ?? "—",
    [
      ...(r.demo ? [zh ? "演示数据" : "demo data"] : []),
      ...(holds ? [] : [zh ? "核验不通过" : "does not verify"]),
    ].join(zh ? "," : ", "),
  ]);
  const sides = head.map((_, i) => (i === 5 || i === 6 ? ("right" as const) : ("left" as const)));
  for (const l of table(head, rows, sides)) terminal.out(l);
  return EXIT.done;
}
