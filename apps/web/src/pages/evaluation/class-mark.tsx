import type { ReactElement, ReactNode } from "react";

/** The colour of a class beside its name: the same as in the chart. */
export function ClassMark({
  number,
  children,
}: {
  readonly number: number | null;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className={`grade-class grade-${number === null || number > 4 ? "none" : number}`}>
      <i aria-hidden="true" />
      {children}
    </span>
  );
}
