/** One line a rung: who holds it, who is reviewed, and how far the candidates are; a number chooses its firms. */
import type { LadderAnswer, Rung, Stage } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";

const STAGES = ["ready", "near", "far", "open"] as const satisfies readonly Stage[];

export function RungsCard({ data }: { readonly data: LadderAnswer }): ReactElement {
  const w = useWords(ladderWords);
  return (
    <section className="card">
      <h2>
        {w.rungs} <small>{w.rungsSub}</small>
      </h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={w.rungs}>
        <table className="plain grade-table ladder-rungs">
          <thead>
            <tr>
              <th scope="col">{w.rung}</th>
              <th scope="col" className="right">
                {w.holding}
              </th>
              <th scope="col" className="right wide">
                {w.recognised}
              </th>
              <th scope="col" className="right">
                {w.expiring}
              </th>
              <th scope="col" className="right wide">
                {w.short}
              </th>
              <th scope="col" className="right">
                {w.candidates}
              </th>
              {STAGES.map((s) => (
                <th key={s} scope="col" className="right">
                  {w[s]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.rungs.map((r) => (
              <Row key={r.id} rung={r} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ rung }: { readonly rung: Rung }): ReactElement {
  const w = useWords(ladderWords);
  const { language, search } = useFrame();
  const watch = rung.kind === "watch";
  return (
    <tr className={search.rung === rung.id ? "on" : undefined}>
      <th scope="row">
        <Chosen rung={rung.id} state={watch ? "risk" : null} text={rung.label[language]} />
        <Marks marks={rung.marks} compact />
        <small>
          {rung.source}
          {rung.clause === null ? null : (
            <>
              {" · "}
              <Link to="/decision" hash={`clause-${rung.clause.id}`}>
                {w.clause} {rung.clause.id}
              </Link>
            </>
          )}
        </small>
      </th>
      <Count n={rung.holding} rung={rung.id} state="holding" />
      <Count n={rung.recognised} className="wide" />
      <Count n={rung.expiring} rung={rung.id} state="holding" sort="review" />
      <Count n={rung.short} className="wide" />
      <Count n={rung.candidates} rung={rung.id} state={watch ? "risk" : null} />
      {STAGES.map((s) => (
        <Count key={s} n={watch && s !== "open" ? null : rung[s]} rung={rung.id} state={s} />
      ))}
    </tr>
  );
}

interface CountProps {
  readonly n: number | null;
  readonly rung?: string;
  readonly state?: Stage | null;
  readonly sort?: string;
  readonly className?: string;
}

function Count({ n, rung, state = null, sort, className = "" }: CountProps): ReactElement {
  const text = n === null ? "—" : n.toLocaleString("en-US");
  return (
    <td className={`right ${className}`}>
      {rung === undefined || n === null || n === 0 ? (
        text
      ) : (
        <Chosen rung={rung} state={state} sort={sort} text={text} />
      )}
    </td>
  );
}

/** Shows the firms behind it in the table below; for a visitor it is the text alone. */
function Chosen({
  rung,
  state,
  sort,
  text,
}: {
  readonly rung: string;
  readonly state: Stage | null;
  readonly sort?: string | undefined;
  readonly text: string;
}): ReactElement {
  const change = useChangeSearch();
  if (useDoor().data?.guest !== false) return <>{text}</>;
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        change({ rung, state, sort: sort ?? null, page: null });
        document.querySelector("#ladder-firms")?.scrollIntoView({ block: "nearest" });
      }}
    >
      {text}
    </button>
  );
}
