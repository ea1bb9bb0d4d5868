import type { TargetRow } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { position } from "../../lib/display.ts";
import { palettes } from "../../theme/tokens.ts";
import { sparkLayout } from "./layout.ts";

const [WIDTH, HEIGHT] = [144, 26];

/** A target's years so far, its path (dashed) and its bound (a short stroke). */
export function Spark({
  target,
  label,
}: {
  readonly target: TargetRow;
  readonly label: string;
}): ReactElement {
  const { money, theme } = useFrame();
  const p = palettes[theme];
  const layout = sparkLayout(
    {
      values: target.series.flatMap((f) =>
        /^\d{4}$/.test(f.period) ? [{ year: Number(f.period), value: position(f.value, money) }] : [],
      ),
      path: target.path.map((v) => ({ year: v.year, value: position(v.value, money) })),
      bound: target.bound.value === null ? null : position(target.bound.value, money),
      by: target.by,
    },
    WIDTH,
    HEIGHT,
  );
  if (layout === null)
    return (
      <svg className="spark" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
        <rect x="1" y="10" width={WIDTH - 2} height="5" fill="none" stroke={p.none} strokeDasharray="3 3" />
      </svg>
    );
  return (
    <svg className="spark" width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      {layout.path === null ? null : (
        <polyline points={layout.path} fill="none" stroke={p.ink3} strokeDasharray="2 3" />
      )}
      {layout.lines.map((line) => (
        <polyline key={line} points={line} fill="none" stroke={p.series[0]} strokeWidth="1.8" />
      ))}
      {layout.last === null ? null : (
        <circle cx={layout.last.x} cy={layout.last.y} r="2.6" fill={p.series[0]} />
      )}
      {layout.bound === null ? null : (
        <line
          x1={layout.bound.x - 8}
          x2={layout.bound.x + 4}
          y1={layout.bound.y}
          y2={layout.bound.y}
          stroke={p.ink}
          strokeWidth="1.8"
        />
      )}
    </svg>
  );
}
