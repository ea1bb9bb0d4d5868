/** One finding: what it says, beside what is in force, and what a person says of it. */
import type { ReadingFinding } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import { momentText } from "../../lib/moment.ts";
import { CorrectForm } from "./correct-form.tsx";
import { wordsOf } from "./words-of.ts";

interface ItemProps {
  readonly finding: ReadingFinding;
  readonly current: boolean;
  readonly correcting: boolean;
  readonly onAt: () => void;
  readonly onSay: (
    said: "accepted" | "corrected" | "rejected" | "open",
    corrected?: Readonly<Record<string, string>>,
  ) => void;
  readonly onCorrect: (open: boolean) => void;
}

export function FindingItem({
  finding,
  current,
  correcting,
  onAt,
  onSay,
  onCorrect,
}: ItemProps): ReactElement {
  const w = useWords(readerWords);
  const { language } = useFrame();
  const { kind, verdict, change, before, clause } = finding;
  const now = { ...finding.found, ...verdict?.corrected };
  const [name, rest] = wordsOf(finding, now, w, language);
  const changeText = { new: w.changeNew, same: w.changeSame, changed: w.changeChanged };
  return (
    <li
      className={current ? "is-current" : undefined}
      data-finding={finding.key}
      data-said={verdict?.said ?? ""}
    >
      <div className="reading-line">
        <span className={`tag reading-kind is-${kind}`}>{w[kind]}</span>
        <button
          type="button"
          className="reading-name"
          aria-current={current}
          tabIndex={current ? 0 : -1}
          lang="zh"
          onClick={onAt}
        >
          {name}
        </button>
        {verdict === null ? null : <SaidMark said={verdict.said} />}
      </div>
      <p className="quiet" lang={kind === "lint" ? undefined : "zh"}>
        {rest}
      </p>
      {kind === "lint" ? null : (
        <p className="quiet">
          {clause === null ? (kind === "responsible" ? "" : w.noClause) : w.clause(clause)}
          {change === null ? "" : ` · ${changeText[change]}`}
          {before === null || change === "same" ? "" : ` · ${w.before(before[language])}`}
        </p>
      )}
      {verdict === null ? null : (
        <p className="quiet">
          <span lang="zh">{verdict.by}</span> {momentText(verdict.at, language)}
        </p>
      )}
      {correcting ? (
        <CorrectForm
          finding={finding}
          now={now}
          onSave={(c) => onSay("corrected", c)}
          onCancel={() => onCorrect(false)}
        />
      ) : (
        <div className="reading-acts no-print">
          <button
            type="button"
            className="link"
            tabIndex={current ? 0 : -1}
            onClick={() => onSay("accepted")}
          >
            {w.accept}
          </button>
          {kind === "lint" ? null : (
            <button
              type="button"
              className="link"
              tabIndex={current ? 0 : -1}
              onClick={() => onCorrect(true)}
            >
              {w.correct}
            </button>
          )}
          <button
            type="button"
            className="link"
            tabIndex={current ? 0 : -1}
            onClick={() => onSay("rejected")}
          >
            {w.reject}
          </button>
          {verdict === null ? null : (
            <button type="button" className="link" tabIndex={current ? 0 : -1} onClick={() => onSay("open")}>
              {w.undo}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

const MARKS = { accepted: "on_course", corrected: "met", rejected: "will_miss" } as const;

/** In words and with a mark: colour is never the only sign. */
function SaidMark({ said }: { readonly said: keyof typeof MARKS }): ReactElement {
  const w = useWords(readerWords);
  return (
    <span className={`status status-${MARKS[said]}`}>
      <i aria-hidden />
      {w[said]}
    </span>
  );
}
