/** A document that is kept, read and held against the decision in force. */
import type { ReadingAnswer, ReadingFinding, ReadingRow } from "@lianzhang/contract";
import type { Model } from "@lianzhang/definitions";
import type { Draft, ReadDocument } from "@lianzhang/reader";
import { draftOf, knownDecision, lintDocument, readDocument } from "@lianzhang/reader";
import type { KeptReading, ReadingVerdict } from "@lianzhang/work";
import { z } from "zod";
import type { Settled, Words } from "./findings.ts";
import {
  blockKeys,
  blockWords,
  lintKey,
  settled,
  storedIn,
  targetKeys,
  targetWords,
  taskKeys,
  taskWords,
} from "./findings.ts";

interface Body {
  readonly text: string;
  readonly title: string;
  readonly findings: number;
}
const bodyShape: z.ZodType<Body> = z.object({ text: z.string(), title: z.string(), findings: z.int() });

export const bodyText = (text: string): string => {
  const document = readDocument(text);
  const body: Body = { text, title: document.title, findings: itemsOf(document).length };
  return JSON.stringify(body);
};

export const bodyOf = (kept: KeptReading): Body =>
  kept.purged ? { text: "", title: "", findings: 0 } : bodyShape.parse(JSON.parse(kept.body));

type Verdicts = ReadonlyMap<string, ReadingVerdict>;
type Names = ReadonlyMap<string, string>;

export function rowOut(kept: KeptReading, verdicts: Verdicts, names: Names): ReadingRow {
  const { title, findings } = bodyOf(kept);
  return {
    id: kept.id,
    name: kept.name,
    title: title === "" ? kept.name : title,
    by: names.get(kept.by) ?? kept.by,
    at: kept.at,
    findings,
    decided: verdicts.size,
    purged: kept.purged,
  };
}

/** What was found, before anybody said anything of it. */
export interface Item {
  readonly key: string;
  readonly kind: ReadingFinding["kind"];
  readonly start: number;
  readonly end: number;
  readonly found: Words;
  readonly says: ReadingFinding["says"];
}

/** In the order of the text. */
export function itemsOf(document: ReadDocument): readonly Item[] {
  const targets = targetKeys(document).map(([key, t]): Item => ({
    key,
    kind: "target",
    start: t.start,
    end: t.end,
    found: targetWords(t),
    says: null,
  }));
  const tasks = taskKeys(document).map(([key, t]): Item => ({
    key,
    kind: "task",
    start: t.start,
    end: t.end,
    found: taskWords(t),
    says: null,
  }));
  const blocks = blockKeys(document).map(([key, r]): Item => ({
    key,
    kind: "responsible",
    start: r.start,
    end: r.end,
    found: blockWords(r),
    says: null,
  }));
  const lint = lintDocument(document).map((f): Item => {
    const at = document.targets.find((t) => t.start === f.start);
    const end = at?.end ?? f.start;
    const says = { zh: `${f.code} ${f.message.zh}`, en: `${f.code} ${f.message.en}` };
    return { key: lintKey(f.code, f.start), kind: "lint", start: f.start, end, found: {}, says };
  });
  const seen = new Set<string>();
  return [...targets, ...tasks, ...blocks, ...lint]
    .filter((i) => !seen.has(i.key) && seen.add(i.key))
    .toSorted((a, b) => a.start - b.start || a.end - b.end);
}

export interface Reading {
  readonly document: ReadDocument;
  readonly settled: Settled;
  readonly draft: Draft;
}

/** The document read anew, as people left it, and its draft beside the decision in force. */
export function readingOf(kept: KeptReading, verdicts: Verdicts, model: Model): Reading {
  const document = readDocument(bodyOf(kept).text);
  const left = settled(document, verdicts);
  return { document, settled: left, draft: draftOf(left.document, knownDecision(model)) };
}

function findingOut(item: Item, reading: Reading, verdicts: Verdicts, names: Names): ReadingFinding {
  const { draft, document, settled: left } = reading;
  const verdict = verdicts.get(item.key);
  const said = verdict?.verdict === "open" ? undefined : verdict;
  const target = draft.targets.find((t) => left.targets[t.read] === item.key);
  const task = draft.tasks.find((t) => left.tasks[t.read] === item.key);
  const before = target?.before ?? null;
  return {
    ...item,
    clause: target?.clause ?? task?.clause ?? null,
    quote: document.text.slice(item.start, item.end),
    change: target?.change ?? null,
    before:
      before === null
        ? null
        : {
            zh: `${before.label.zh} ${before.bound?.text ?? ""} ${before.by}`,
            en: `${before.label.en} ${before.bound?.text ?? ""} ${before.by}`,
          },
    verdict:
      verdict === undefined || said === undefined || said.verdict === "open"
        ? null
        : {
            said: said.verdict,
            corrected: storedIn(verdict).corrected,
            by: names.get(verdict.by) ?? verdict.by,
            at: verdict.at,
          },
  };
}

export function readingOut(kept: KeptReading, verdicts: Verdicts, names: Names, model: Model): ReadingAnswer {
  const reading = readingOf(kept, verdicts, model);
  const { document, draft } = reading;
  const items = itemsOf(document);
  return {
    reading: { ...rowOut(kept, verdicts, names), findings: items.length },
    issuer: document.issuer,
    date: document.date,
    text: document.text,
    kind: draft.kind,
    findings: items.map((item) => findingOut(item, reading, verdicts, names)),
    clauses: draft.clauses.map(({ id, heading, start, change }) => ({ id, heading, start, change })),
    gone: {
      clauses: draft.gone.clauses.map((c) => ({
        id: c.id,
        label: { zh: c.heading, en: c.summary?.en ?? c.heading },
      })),
      targets: draft.gone.targets.map((t) => ({ id: t.id, label: t.label })),
    },
    open: draft.open.map(({ text, start, why, near }) => ({ text, start, why, near })),
  };
}

/** What people said, as labelled examples: text, place, what was found, what it is. Nobody is named. */
export function examplesOut(kept: KeptReading, verdicts: Verdicts): unknown {
  const { text, title } = bodyOf(kept);
  return {
    title,
    hash: kept.hash,
    text,
    examples: [...verdicts.values()].map((v) => {
      const { kind, start, end, quote, found, corrected } = storedIn(v);
      return { kind, start, end, quote, said: v.verdict, found, corrected: { ...found, ...corrected } };
    }),
  };
}
