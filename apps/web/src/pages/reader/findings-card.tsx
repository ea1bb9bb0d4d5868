/** What was found, one after the other: accepted, corrected or rejected, by mouse or by keyboard. */
import type { ReadingFinding, ReadingSaidAnswer } from "@lianzhang/contract";
import type { KeyboardEvent, ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import { Empty, Problem } from "../../states/problem.tsx";
import { FindingItem } from "./finding-item.tsx";

type Said = "accepted" | "corrected" | "rejected" | "open";

interface FindingsProps {
  readonly id: string;
  readonly findings: readonly ReadingFinding[];
  readonly at: string | null;
  readonly onAt: (key: string) => void;
  readonly onSaid: (key: string) => void;
}

const KEYS: Readonly<Record<string, "accepted" | "rejected" | "open">> = {
  a: "accepted",
  x: "rejected",
  u: "open",
};

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement;

export function FindingsCard({ id, findings, at, onAt, onSaid }: FindingsProps): ReactElement {
  const w = useWords(readerWords);
  const doing = useDoing();
  const list = useRef<HTMLOListElement>(null);
  const [correcting, setCorrecting] = useState<string | null>(null);
  const index = Math.max(
    0,
    findings.findIndex((f) => f.key === at),
  );
  const say = (finding: string, said: Said, corrected: Readonly<Record<string, string>> = {}): void => {
    setCorrecting(null);
    onSaid(finding);
    doing.run<ReadingSaidAnswer>(`readings/${id}/verdicts`, { finding, said, corrected });
  };
  const focus = (to: number): void => {
    const next = findings[Math.min(findings.length - 1, Math.max(0, to))];
    if (next === undefined) return;
    onAt(next.key);
    list.current
      ?.querySelector<HTMLElement>(`[data-finding="${CSS.escape(next.key)}"] .reading-name`)
      ?.focus();
  };
  useEffect(() => {
    if (at === null) return;
    list.current?.querySelector(`[data-finding="${CSS.escape(at)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);
  // the keys named above work from the start, unless the keyboard is somewhere already
  useEffect(() => {
    if (document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>(".is-current .reading-name")?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (e: KeyboardEvent): void => {
    const current = findings[index];
    if (current === undefined || isField(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
    const key = e.key.toLowerCase();
    const said = KEYS[key];
    if (key === "arrowdown" || key === "j") focus(index + 1);
    else if (key === "arrowup" || key === "k") focus(index - 1);
    else if (key === "c" && current.kind !== "lint") setCorrecting(current.key);
    else if (said !== undefined && (said !== "open" || current.verdict !== null)) {
      say(current.key, said);
      if (said !== "open") focus(index + 1);
    } else return;
    e.preventDefault();
  };
  return (
    <section className="card reading-findings">
      <h2>
        {w.findings} <span className="quiet no-print">{w.keys}</span>
      </h2>
      {doing.error === null ? null : <Problem error={doing.error} />}
      {findings.length === 0 ? (
        <Empty title={w.nothing}>{w.nothingHow}</Empty>
      ) : (
        <ol className="reading-list" ref={list} onKeyDown={onKeyDown}>
          {findings.map((f, i) => (
            <FindingItem
              key={f.key}
              finding={f}
              current={i === index}
              correcting={correcting === f.key}
              onAt={() => onAt(f.key)}
              onSay={(said, corrected) => say(f.key, said, corrected)}
              onCorrect={(open) => {
                onAt(f.key);
                setCorrecting(open ? f.key : null);
                if (!open) focus(i);
              }}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
