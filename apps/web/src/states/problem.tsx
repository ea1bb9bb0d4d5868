/** Error, empty, not found: what happened, what is safe, what to do, a code from the catalogue. */
import { Button } from "antd";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../app/address.ts";
import { Refusal } from "../app/client.ts";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";

export function Problem({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: () => void;
}): ReactElement {
  const { language } = useFrame();
  const w = useWords(frameWords);
  const problem = error instanceof Refusal ? error.problem : null;
  const broken = !(error instanceof Refusal);
  return (
    <div className="problem" role="alert">
      <h2>{broken ? w.pageBroken : error.change ? w.notDone : w.problemTitle}</h2>
      <p>{broken ? w.pageBrokenText : (problem?.message[language] ?? w.problemNetwork)}</p>
      {problem?.hint ? <p>{problem.hint[language]}</p> : null}
      {broken ? (
        <pre>{error instanceof Error ? error.message : String(error)}</pre>
      ) : (
        <p className="quiet">{w.problemSafe}</p>
      )}
      {problem === null ? null : (
        <p className="quiet">
          {w.problemCode} <code>{problem.code}</code>
        </p>
      )}
      {retry === undefined ? null : <Button onClick={retry}>{w.problemRetry}</Button>}
    </div>
  );
}

/** What would be here and how to get it. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="empty">
      <b>{title}</b>
      {children === undefined ? null : <p>{children}</p>}
    </div>
  );
}
