/** Grey shapes in the place and size of what comes, so that nothing moves when it does. */
import type { ReactElement } from "react";
import { useWords } from "../i18n/dictionary.ts";
import { frameWords } from "../i18n/frame.ts";

export function Bone({
  width = "100%",
  height = 16,
}: {
  readonly width?: number | string;
  readonly height?: number;
}): ReactElement {
  return <span className="bone" style={{ width, height }} />;
}

/** A page's first lines and its cards, each by its height. */
export function PageSkeleton({
  columns,
  table = 0,
}: {
  readonly columns: readonly number[];
  readonly table?: number;
}): ReactElement {
  const w = useWords(frameWords);
  return (
    <div role="status" aria-label={w.loading} className="skeleton">
      <p className="finding">
        <Bone width="64%" height={27} />
      </p>
      <p className="sub">
        <Bone width="82%" height={21} />
      </p>
      <div className={`grid g${columns.length}`}>
        {columns.map((height, i) => (
          <div key={i} className="card" style={{ height }} />
        ))}
      </div>
      {table === 0 ? null : <div className="card" style={{ height: table, marginTop: 16 }} />}
    </div>
  );
}
