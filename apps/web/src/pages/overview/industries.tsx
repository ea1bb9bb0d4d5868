/** The six industries against targets and pace. */
import type { IndustryRow, Overview } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { BarToTarget } from "../../charts/bar-to-target/bar-to-target.tsx";
import { barToTargetState } from "../../charts/bar-to-target/state.ts";
import { ChartFrame } from "../../charts/chart-frame.tsx";
import { alternative } from "../../charts/table.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { overviewWords } from "../../i18n/overview.ts";
import { add, negate, parseDecimal, toText } from "../../lib/decimal.ts";
import { CARD_HEIGHT } from "./height.ts";
import { display, joined } from "../../lib/display.ts";
import { periodText } from "../../lib/period.ts";

/** What all six still lack, exactly; null when one is missing or they are in different units. */
function gapOf(rows: readonly IndustryRow[]): IndustryRow["bound"] | null {
  const first = rows[0];
  if (first === undefined) return null;
  let sum = { digits: 0n, scale: 0 };
  for (const row of rows) {
    const bound = row.bound.text === null ? null : parseDecimal(row.bound.text);
    const now = row.now.value.text === null ? null : parseDecimal(row.now.value.text);
    if (
      bound === null ||
      now === null ||
      row.bound.unit !== first.bound.unit ||
      row.now.value.unit !== first.bound.unit
    )
      return null;
    const lack = add(bound, negate(now));
    if (lack.digits > 0n) sum = add(sum, lack);
  }
  return { ...first.bound, text: toText(sum) };
}

export function Industries({ data }: { readonly data: Overview }): ReactElement {
  const { language, money } = useFrame();
  const w = useWords(overviewWords);
  // In the order of the plan, which the targets have.
  const order = (row: IndustryRow): number => data.targets.find((t) => t.id === row.target)?.order ?? 0;
  const rows = [...data.industries].sort((a, b) => order(a) - order(b));
  const state = barToTargetState({
    rows,
    money,
    language,
    heads: [w.industryHead, w.nowHead, w.boundHead, w.expectedHead, w.growthHead, w.neededHead],
  });
  const gap = gapOf(rows);
  const first = rows[0];
  const title =
    gap === null || first === undefined
      ? w.industries
      : w.industriesGap(first.by, joined(display(gap, { language, money })));
  const unit = first === undefined ? "" : display(first.bound, { language, money }).unit;
  const period = first === undefined ? "" : periodText(first.now.period, language);
  return (
    <section className="card">
      <ChartFrame
        title={title}
        subtitle={w.industriesSub(unit, period)}
        source={w.industriesSource}
        marks={[...new Set(rows.flatMap((row) => row.now.marks))]}
        table={state.table}
        name="industries"
        height={CARD_HEIGHT}
        filled={rows.length > 0}
      >
        <BarToTarget
          state={state}
          rows={rows}
          label={alternative(title, state.table)}
          renderName={(row) =>
            row.chain === null ? (
              row.label[language]
            ) : (
              <Link to="/chains/$id" params={{ id: row.chain }}>
                {row.label[language]}
              </Link>
            )
          }
          renderFigures={(row) => (
            <IndustryFigures
              row={row}
              achieved={data.targets.find((t) => t.id === row.target)?.achieved ?? null}
            />
          )}
        />
      </ChartFrame>
    </section>
  );
}

function IndustryFigures({
  row,
  achieved,
}: {
  readonly row: IndustryRow;
  /** Of its target: shown where the answer has no figure of growth. */
  readonly achieved: IndustryRow["needed"];
}): ReactElement {
  const w = useWords(overviewWords);
  return (
    <>
      <span>
        <b>
          <Figure data={row.now} bare unmarked />
        </b>{" "}
        / <Value value={row.bound} bare short />
      </span>
      <small>
        {row.growth !== null ? (
          <Figure data={row.growth} signed unmarked />
        ) : achieved === null ? (
          "—"
        ) : (
          <Value value={achieved} signed />
        )}
        {row.needed === null ? null : (
          <>
            ,{w.need} <Value value={row.needed} signed />
          </>
        )}
      </small>
    </>
  );
}
