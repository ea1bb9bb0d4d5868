/** The text as extracted, with what was found marked in it. */
import type { ReadingAnswer, ReadingFinding } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useEffect, useMemo, useRef } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import type { Line, Segment } from "./segments.ts";
import { linesOf } from "./segments.ts";

interface TextProps {
  readonly data: ReadingAnswer;
  readonly shown: readonly ReadingFinding[];
  readonly at: string | null;
  readonly onAt: (key: string) => void;
}

/** A heading with its text behind it is a paragraph like others. */
const LONGEST_HEAD = 60;
const isHead = ({ segments }: Line): boolean =>
  segments.reduce((n, s) => n + s.text.length, 0) <= LONGEST_HEAD;

export function TextCard({ data, shown, at, onAt }: TextProps): ReactElement {
  const w = useWords(readerWords);
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(data.text, shown), [data.text, shown]);
  const heads = useMemo(
    () => new Set(data.clauses.flatMap((c) => (c.id === "0" ? [] : [c.start]))),
    [data.clauses],
  );
  const kinds = useMemo(() => new Map(shown.map((f) => [f.key, f])), [shown]);
  useEffect(() => {
    if (at === null) return;
    const mark = box.current?.querySelector(`[data-over~="${CSS.escape(at)}"]`);
    const within = box.current;
    if (!(mark instanceof HTMLElement) || within === null) return;
    // only the text moves, not the page
    within.scrollTo({ top: mark.offsetTop - within.clientHeight / 3 });
  }, [at]);
  return (
    <section className="card reading-text">
      <h2>{w.text}</h2>
      <div className="reading-scroll" ref={box} tabIndex={0} role="region" aria-label={w.text} lang="zh">
        {lines.map((line) => (
          <p
            key={line.from}
            className={isHead(line) && heads.has(line.segments[0]?.from ?? -1) ? "is-head" : undefined}
          >
            {line.segments.map((segment) => (
              <Marked key={segment.from} segment={segment} kinds={kinds} at={at} onAt={onAt} />
            ))}
          </p>
        ))}
      </div>
    </section>
  );
}

function Marked({
  segment,
  kinds,
  at,
  onAt,
}: {
  readonly segment: Segment;
  readonly kinds: ReadonlyMap<string, ReadingFinding>;
  readonly at: string | null;
  readonly onAt: (key: string) => void;
}): ReactElement {
  const inner = segment.over.at(-1);
  if (inner === undefined) return <>{segment.text}</>;
  const over = segment.over.flatMap((key) => kinds.get(key) ?? []);
  const rejected = over.every((f) => f.verdict?.said === "rejected");
  const names = [
    ...new Set(over.map((f) => `is-${f.kind}`)),
    ...(at !== null && segment.over.includes(at) ? ["is-at"] : []),
    ...(rejected ? ["is-rejected"] : []),
  ];
  // the list beside it has the same findings for the keyboard
  return (
    <mark className={names.join(" ")} data-over={segment.over.join(" ")} onClick={() => onAt(inner)}>
      {segment.text}
    </mark>
  );
}
