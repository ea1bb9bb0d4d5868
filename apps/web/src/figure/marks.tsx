/** 演示 and 暂定口径 on the figure itself; a target's status as shape and words. */
import type { FigureData, Mark, Status } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { notMet, statusShort, statusWords } from "../i18n/status.ts";
import { notBefore } from "./release.ts";

export function Marks({
  marks,
  compact = false,
}: {
  readonly marks: readonly Mark[];
  readonly compact?: boolean;
}): ReactElement | null {
  const w = useWords(figureWords);
  if (marks.length === 0) return null;
  const [demo, assumed] = compact ? [w.demoShort, w.assumedShort] : [w.demo, w.assumed];
  return (
    <>
      {marks.map((mark) => (
        <span
          key={mark}
          className={compact ? "mark mark-compact" : "mark"}
          title={mark === "demo" ? w.demoLong : w.assumedLong}
        >
          {mark === "demo" ? demo : assumed}
        </span>
      ))}
    </>
  );
}

/** 未发布 on a figure that is seen before its release. */
export function EarlyMark({ data }: { readonly data: FigureData }): ReactElement | null {
  const w = useWords(figureWords);
  const day = notBefore(data);
  return day === null || data.value.reason !== null ? null : (
    <span className="mark" title={w.earlyLong(day)}>
      {w.early}
    </span>
  );
}

export function StatusWord({
  status,
  short = false,
  over = false,
}: {
  readonly status: Status;
  readonly short?: boolean;
  /** The time is over: what is not met then is not met, rather than unlikely to be. */
  readonly over?: boolean;
}): ReactElement {
  const { language } = useFrame();
  const words = over && status === "will_miss" ? notMet : (short ? statusShort : statusWords)[status];
  return (
    <span className={`status status-${status}`}>
      <i aria-hidden="true" />
      {words[language]}
    </span>
  );
}
