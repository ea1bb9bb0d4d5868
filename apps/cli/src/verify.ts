/** `verify`: whether a record is what was computed and signed, and whether its figures come out again. */
import type { RunRecord } from "@lianzhang/engine";
import { diffRuns, makeRun } from "@lianzhang/engine";
import type { Label } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { namesChain, verifyChainCommand } from "./audit.ts";
import { openCity, reportDiagnostics } from "./city.ts";
import { changeLines, differenceJson } from "./diff.ts";
import { toJson } from "./json.ts";
import { hashHolds, runAsked } from "./run-files.ts";
import { signatureHolds, trustedKey } from "./run-signing.ts";
import { requestOf, sourceOf } from "./run-source.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

interface Finding {
  readonly what: "hash" | "signature" | "key" | "figures";
  readonly holds: boolean;
  readonly said: Label;
}

function ofRecord(record: RunRecord, trusted: string | null): Finding[] {
  const hash = hashHolds(record);
  const findings: Finding[] = [
    {
      what: "hash",
      holds: hash,
      said: hash
        ? { zh: `哈希相符 ${record.hash}`, en: `the hash holds: ${record.hash}` }
        : { zh: "哈希不符:记录被改动过", en: "the hash does not hold: the record was altered" },
    },
  ];
  const s = record.signature;
  if (s === null) {
    const said = { zh: "没有签名", en: "not signed" };
    findings.push({ what: "signature", holds: trusted === null, said });
    return findings;
  }
  const holds = signatureHolds(record.hash, s);
  findings.push({
    what: "signature",
    holds,
    said: holds
      ? {
          zh: `签名有效:${s.who},${s.when},公钥 ${s.public_key}`,
          en: `signed by ${s.who} at ${s.when}, key ${s.public_key}`,
        }
      : { zh: "签名无效", en: "the signature does not hold" },
  });
  if (trusted !== null) {
    const same = s.public_key === trusted;
    const said = same
      ? { zh: "签名出自所信任的公钥", en: "the key is the trusted one" }
      : { zh: "签名不是所信任的公钥所签", en: "the key is not the trusted one" };
    findings.push({ what: "key", holds: same, said });
  }
  return findings;
}

/** `verify RUN`, or `verify --work DIR` for the audit chain. */
export async function verifyCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  if (namesChain(parsed)) return verifyChainCommand(parsed, terminal);
  if (parsed.positionals.length === 0)
    throw new UsageError(
      {
        zh: "缺少 RUN:运行记录;审计链用 --work 或 --database",
        en: "RUN is missing: a run record; for the audit chain --work or --database",
      },
      {
        zh: "例:lianzhang verify 3f9c2a --runs var/runs",
        en: "example: lianzhang verify 3f9c2a --runs var/runs",
      },
    );
  return verifyRun(parsed, terminal);
}

async function verifyRun(parsed: Parsed, terminal: Terminal): Promise<number> {
  const { record } = runAsked(terminal, parsed.positionals[0] ?? "", parsed);
  const decision = parsed.values.get("decision");
  if (decision === undefined && parsed.values.has("data"))
    throw new UsageError({ zh: "--data 要与 --decision 同用", en: "--data goes with --decision" });
  const findings = ofRecord(record, trustedKey(terminal, parsed));
  const json = parsed.switches.has("json");
  let changes: unknown = null;
  if (decision !== undefined) {
    const { city, diagnostics } = await openCity(terminal, decision, parsed.values.get("data"));
    reportDiagnostics(terminal, diagnostics);
    if (city === null) return EXIT.input;
    try {
      const difference = diffRuns(record, await makeRun(sourceOf(city), requestOf(record)));
      const count = difference.changes.length;
      findings.push({
        what: "figures",
        holds: count === 0,
        said:
          count === 0
            ? {
                zh: `重算一致:${difference.same} 个数`,
                en: `computed again: ${difference.same} figures agree`,
              }
            : {
                zh: `重算不一致:${count} 个数不同,${difference.same} 个相同`,
                en: `computed again: ${count} figures differ, ${difference.same} agree`,
              },
      });
      changes = differenceJson(difference);
      if (!json) for (const f of changeLines(difference, terminal.language)) terminal.out(f);
    } finally {
      await city.store.close();
    }
  }
  const holds = findings.every((f) => f.holds);
  if (json)
    terminal.out(
      toJson({
        hash: record.hash,
        holds,
        findings: findings.map((f) => ({ what: f.what, holds: f.holds, said: f.said[terminal.language] })),
        difference: changes,
      }),
    );
  else for (const f of findings) terminal.out(`${f.holds ? "✓" : "✗"} ${f.said[terminal.language]}`);
  return holds ? EXIT.done : EXIT.input;
}
