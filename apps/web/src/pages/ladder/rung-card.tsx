/** One rung as it is for a firm: every line of the rule with the figure, what is asked, the gap, the document and who holds it. */
import type { AskedCondition, LadderFirm } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { Fragment } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure, Value } from "../../figure/figure.tsx";
import { Marks } from "../../figure/marks.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";
import { signText } from "./lack-text.tsx";
import { StageMark } from "./stage-mark.tsx";

type Own = LadderFirm["rungs"][number];

export function RungCard({ own, open }: { readonly own: Own; readonly open: boolean }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  const { rung } = own;
  const held =
    own.held === null
      ? null
      : [own.held.batch, own.held.review === null ? null : `${w.reviewOn} ${own.held.review}`];
  return (
    <details className="card spaced ladder-rung" open={open}>
      <summary>
        <h2>
          {rung.label[language]} <Marks marks={rung.marks} />
        </h2>
        <StageMark stage={own.stage}>
          {held === null
            ? own.rung.kind === "watch" && own.stage === "ready"
              ? w.noRisk
              : w.ownLacks(own.unmet, own.unknown)
            : [w.holding, ...held.filter((t) => t !== null)].join(" · ")}
        </StageMark>
      </summary>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={rung.label[language]}>
        <table className="plain grade-table ladder-conditions">
          <thead>
            <tr>
              <th scope="col">{w.condition}</th>
              <th scope="col" className="right">
                {w.value}
              </th>
              <th scope="col" className="right">
                {w.needed}
              </th>
              <th scope="col" className="right">
                {w.gap}
              </th>
              <th scope="col">{w.result}</th>
              <th scope="col" className="wide">
                {w.basis}
              </th>
            </tr>
          </thead>
          <tbody>
            {own.lines.map((line) => (
              <Line key={line.ways.map(wayKey).join("|")} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      {own.score === null ? null : (
        <p className="quiet">
          {w.score} <Figure data={own.score} unmarked />
        </p>
      )}
      {own.points.length === 0 ? null : <Points own={own} />}
      <p className="quiet grade-note">
        {[rung.source === null ? null : `${w.source}: ${rung.source}`, rung.note?.[language]]
          .filter((t) => t !== null && t !== undefined)
          .join(w.semicolon)}
      </p>
    </details>
  );
}

const wayKey = (way: readonly AskedCondition[]): string =>
  way.map((c) => `${c.label.zh}${c.comparison ?? ""}${c.need?.text ?? ""}`).join("&");

/** The nearest way first; the others stand under it as what would do as well. */
function Line({ line }: { readonly line: Own["lines"][number] }): ReactElement {
  const w = useWords(ladderWords);
  const [first = [], ...others] = line.ways;
  return (
    <>
      {first.map((c) => (
        <Condition key={`${c.label.zh}${c.need?.text ?? ""}`} condition={c} aside={false} />
      ))}
      {others.length === 0 ? null : (
        <tr className="ladder-or">
          <td colSpan={6} aria-label={w.ways}>
            <details>
              <summary className="quiet">
                {w.or} ({others.length}): {w.ways}
              </summary>
              <table className="plain grade-table">
                <tbody>
                  {others.map((way) => (
                    <Fragment key={wayKey(way)}>
                      {way.map((c) => (
                        <Condition key={`${c.label.zh}${c.need?.text ?? ""}`} condition={c} aside />
                      ))}
                    </Fragment>
                  ))}
                </tbody>
              </table>
            </details>
          </td>
        </tr>
      )}
    </>
  );
}

const STAGE = { met: "ready", unmet: "risk", unknown: "open" } as const;

function Condition({
  condition: c,
  aside,
}: {
  readonly condition: AskedCondition;
  readonly aside: boolean;
}): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  const who = c.holders.map((h) => h[language]).join(w.and);
  return (
    <tr className={aside ? "quiet" : undefined}>
      <th scope="row">
        {c.label[language]}
        {c.assumed ? <Marks marks={["assumed"]} compact /> : null}
      </th>
      <td className="right">
        {c.value === null ? c.status === "unknown" ? "—" : yesNo(w, c) : <Figure data={c.value} unmarked />}
      </td>
      <td className="right">
        {c.need === null ? (
          "—"
        ) : (
          <>
            {signText(c)} <Value value={c.need} short />
          </>
        )}
      </td>
      <td className="right">{c.gap === null ? "—" : <Value value={c.gap} signed />}</td>
      <td>
        <StageMark stage={STAGE[c.status]}>{c.status === "unknown" ? w.unknown : w[c.status]}</StageMark>
      </td>
      <td className="quiet wide">
        {[c.source, who === "" ? null : w.from(who)].filter((t) => t !== null).join(w.semicolon)}
      </td>
    </tr>
  );
}

const yesNo = (w: (typeof ladderWords)["zh"], c: AskedCondition): string =>
  c.status === "met" ? w.yes : w.no;

function Points({ own }: { readonly own: Own }): ReactElement {
  const w = useWords(ladderWords);
  const { language } = useFrame();
  return (
    <details className="ladder-points">
      <summary className="quiet">{w.points}</summary>
      <dl>
        {own.points.map((p) => (
          <div key={p.label.zh}>
            <dt>{p.label[language]}</dt>
            <dd>
              <Figure data={p.points} bare unmarked />
              {p.max === null ? null : <span className="quiet"> / {p.max}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
