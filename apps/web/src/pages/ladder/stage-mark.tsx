import type { Stage } from "@lianzhang/contract";
import type { ReactElement, ReactNode } from "react";

/** The colour of a stage beside its word: the same as of classes. */
const COLOURS: Readonly<Record<Stage, string>> = {
  holding: "2",
  ready: "1",
  near: "2",
  far: "3",
  open: "none",
  risk: "4",
};

export function StageMark({
  stage,
  children,
}: {
  readonly stage: Stage;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={`grade-class grade-${COLOURS[stage]}`}>
      <i aria-hidden="true" />
      {children}
    </span>
  );
}
