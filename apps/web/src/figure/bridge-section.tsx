/** 两数之差: this figure beside another of its name, and which firms make the difference. Asks only when told to. */
import type { BridgeQuery, IndicatorAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../app/address.ts";
import { bridgeQuestion, sessionQuestion } from "../app/client.ts";
import { bridgeWords } from "../i18n/bridge.ts";
import { useWords } from "../i18n/dictionary.ts";
import { display, joined } from "../lib/display.ts";
import { Problem } from "../states/problem.tsx";
import { Bone } from "../states/skeleton.tsx";
import { versionDay, yearBefore } from "./bridge-state.ts";
import { BridgeTable } from "./bridge-table.tsx";
import type { FigureReference } from "./reference.ts";

type Against = "year" | "beside" | "version";
/** Firms listed of each part: at first, and when more are asked for. */
const LISTED = 10;
const MOST = 200;

export function BridgeSection({
  data,
  reference,
}: {
  readonly data: IndicatorAnswer;
  readonly reference: FigureReference;
}): ReactElement | null {
  const { question } = useFrame();
  const w = useWords(bridgeWords);
  const session = useQuery(sessionQuestion());
  const days = session.data?.knownDays ?? [];
  const [against, setAgainst] = useState<Against | null>(null);
  const [chosenDay, setDay] = useState<string | null>(null);
  const day = chosenDay ?? versionDay(days, reference.period);
  if (data.definition.formula === null || data.definition.of !== null) return null;
  const beside = data.calibre.population === null ? w.computed : w.published;
  const options: { readonly value: Against; readonly label: string }[] = [
    { value: "year", label: w.year },
    ...(days.length < 2 ? [] : [{ value: "version" as const, label: w.version }]),
    ...(data.beside === null ? [] : [{ value: "beside" as const, label: beside }]),
  ];
  const other = againstQuery(against, reference.period, day);
  return (
    <section data-bridge-section>
      <h3>{w.title}</h3>
      <BesideLine data={data} />
      <Segmented<Against | "">
        size="small"
        aria-label={w.against}
        value={against ?? ""}
        options={options}
        onChange={(chosen) => setAgainst(chosen === "" ? null : chosen)}
      />
      {against === null ? <p className="quiet">{w.hint}</p> : null}
      {against === "version" ? (
        <p>
          {w.knownOn}{" "}
          <Select<string>
            size="small"
            aria-label={w.knownOn}
            value={day}
            options={days.map((d) => ({ value: d, label: d }))}
            popupMatchSelectWidth={false}
            onChange={setDay}
          />
        </p>
      ) : null}
      {other === null ? null : (
        <Differences
          key={JSON.stringify(other)}
          query={{
            ...other,
            indicator: reference.indicator,
            period: reference.period,
            ...(reference.group === "" ? {} : { group: reference.group }),
            ...(question.known === undefined ? {} : { known: question.known }),
          }}
        />
      )}
    </section>
  );
}

type Other = Pick<BridgeQuery, "against" | "against_period" | "against_known">;

function againstQuery(against: Against | null, period: string, day: string): Other | null {
  if (against === "beside") return { against: "published" };
  if (against === "version") return day === "" ? null : { against_known: day };
  const before = against === "year" ? yearBefore(period) : null;
  return before === null ? null : { against_period: before };
}

/** The published figure beside a computed one, whatever is chosen: shown, never blended. */
function BesideLine({ data }: { readonly data: IndicatorAnswer }): ReactElement | null {
  const { language, money } = useFrame();
  const w = useWords(bridgeWords);
  const { beside } = data;
  if (beside === null || beside.figure.value.text === null) return null;
  const value = joined(display(beside.figure.value, { language, money }));
  const difference = joined(display(beside.difference, { language, money, signed: true }));
  return (
    <p className="quiet" data-beside>
      {w.beside(beside.figure.label[language], value, difference)}
      <br />
      {beside.why[language]}
    </p>
  );
}

type Asked = Omit<BridgeQuery, "limit" | "offset">;

export function Differences({ query }: { readonly query: Asked }): ReactElement {
  const { language } = useFrame();
  const w = useWords(bridgeWords);
  const [limit, setLimit] = useState(LISTED);
  const answer = useQuery(bridgeQuestion({ ...query, limit }));
  if (answer.isError) return <Problem error={answer.error} retry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Bone height={180} />;
  const { data } = answer;
  return (
    <>
      {data.divisions.map((d) =>
        d.difference.text === "0" && d.parts.length === 0 ? (
          <p key={d.name} className="quiet">
            {w.equal}
          </p>
        ) : (
          <BridgeTable
            key={d.name}
            answer={data}
            division={d}
            onMore={limit < MOST ? () => setLimit(MOST) : null}
          />
        ),
      )}
      {data.divisions.some((d) => d.incident !== null) ? (
        <p className="incident" role="alert">
          {w.incident} {data.divisions.map((d) => d.incident ?? "").join(" ")} {data.asOf.run}
        </p>
      ) : null}
      <p className="quiet">{w.againstCalibre(data.from.calibre.line[language])}</p>
    </>
  );
}
