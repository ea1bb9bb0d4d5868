/** 报送率: months down, groups across, by firms or by share of output; each cell leads to who is missing. */
import type { ReturnCoverageAnswer, ReturnForm } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { CSSProperties, ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { periodText } from "../../lib/period.ts";
import { coverageQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";

import { Bone } from "../../states/skeleton.tsx";
import { MissingDialog } from "./missing-dialog.tsx";

const BY = ["county", "park", "chain"] as const;
const WORDS = { county: "byCounty", park: "byPark", chain: "byChain" } as const;
type Group = ReturnCoverageAnswer["months"][number]["groups"][number];

export const byIn = (text: string | undefined): (typeof BY)[number] => BY.find((b) => b === text) ?? "county";

export function CoverageCard({ form }: { readonly form: ReturnForm }): ReactElement {
  const w = useWords(returnWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const by = byIn(search.by);
  const query = useQuery(coverageQuestion({ form: form.id, by }));
  const share = search.tile === "share";
  return (
    <div className="coverage-card">
      <MissingDialog form={form} by={by} />
      <div className="tools">
        {BY.map((b) => (
          <button
            key={b}
            type="button"
            className="chip"
            aria-pressed={by === b}
            onClick={() => change({ by: b === "county" ? null : b })}
          >
            {w[WORDS[b]]}
          </button>
        ))}
        {([false, true] as const).map((s) => (
          <button
            key={String(s)}
            type="button"
            className="chip"
            aria-pressed={share === s}
            onClick={() => change({ tile: s ? "share" : null })}
          >
            {s ? w.byShare : w.byCount}
          </button>
        ))}
      </div>
      <p className="quiet coverage-unit">{w.coverageUnit}</p>
      <Loaded query={query} skeleton={<Bone height={460} />}>
        {(data) => <Matrix data={data} form={form} share={share} />}
      </Loaded>
    </div>
  );
}

/** Share of 0 to 1; null: nothing to be a share of. */
const shareOf = (group: Group, byOutput: boolean): number | null => {
  if (byOutput) return group.outputShare === null ? null : Number(group.outputShare) / 100;
  return group.expected === 0 ? null : group.reported / group.expected;
};

const shade = (share: number | null): CSSProperties =>
  share === null
    ? {}
    : { background: `color-mix(in srgb, var(--accent) ${Math.round(6 + share * 30)}%, var(--paper))` };

interface MatrixProps {
  readonly data: ReturnCoverageAnswer;
  readonly form: ReturnForm;
  readonly share: boolean;
}

function Matrix({ data, form, share }: MatrixProps): ReactElement {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  const { run, busy, error } = useDoing();
  const groups = [
    ...new Map(data.months.flatMap((m) => m.groups.map((g) => [g.code ?? "", g.label] as const))),
  ];
  const text = (group: Group): string => {
    if (!share) return `${group.reported}/${group.expected}`;
    return group.outputShare === null ? "—" : `${group.outputShare} %`;
  };
  return (
    <>
      {error === null ? null : <Problem error={error} />}
      <div className="table-scroll" tabIndex={0} role="region" aria-label={w.coverageTitle}>
        <table className="data heat">
          <thead>
            <tr>
              <th scope="col">{w.monthHead}</th>
              {groups.map(([code, label]) => (
                <th key={code} scope="col" className="n">
                  {label[language]}
                </th>
              ))}
              {form.deeds.lock ? <th scope="col">{w.lock}</th> : null}
            </tr>
          </thead>
          <tbody>
            {data.months.toReversed().map((m) => {
              const period = periodText(m.period, language);
              return (
                <tr key={m.period}>
                  <th scope="row">
                    {period} {m.locked ? <span className="tag">{w.locked}</span> : null}
                  </th>
                  {groups.map(([code, label]) => {
                    const group = m.groups.find((g) => (g.code ?? "") === code);
                    return group === undefined ? (
                      <td key={code} className="n quiet">
                        —
                      </td>
                    ) : (
                      <td key={code} className="n" style={shade(shareOf(group, share))}>
                        <button
                          type="button"
                          className="heat-cell"
                          aria-label={w.coverageCell(label[language], period, text(group))}
                          onClick={() => change({ month: m.period, list: code === "" ? "all" : code })}
                        >
                          {text(group)}
                        </button>
                      </td>
                    );
                  })}
                  {form.deeds.lock ? (
                    <td>
                      <Button
                        size="small"
                        loading={busy}
                        title={w.lockHint}
                        onClick={() =>
                          run("returns/locks", { form: form.id, period: m.period, locked: !m.locked })
                        }
                      >
                        {m.locked ? w.unlockDo : w.lockDo}
                      </Button>
                    </td>
                  ) : null}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
