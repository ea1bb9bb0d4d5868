/** 数据商请: a figure that is missing for want of a return asks whoever holds it, with one click. */
import type { AskableAnswer, CaseOutcomeAnswer, FigureData } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { question } from "../app/client.ts";
import { useDoing } from "../app/use-doing.ts";
import { useDoor } from "../app/use-door.ts";
import { useWords } from "../i18n/dictionary.ts";
import { operationWords } from "../i18n/operation.ts";
import { periodText } from "../lib/period.ts";
import { Problem } from "../states/problem.tsx";
import type { FigureReference } from "./reference.ts";

/** Reasons that a return would mend. */
const FOR_WANT_OF_A_RETURN: ReadonlySet<string> = new Set(["not_reported", "no_rows", "incomplete", "blank"]);

interface AskProps {
  readonly figure: FigureData;
  readonly reference: FigureReference;
}

export function AskSection({ figure, reference }: AskProps): ReactElement | null {
  const may = useDoor().data?.may;
  const wanted = figure.value.reason !== null && FOR_WANT_OF_A_RETURN.has(figure.value.reason);
  const address = {
    indicator: reference.indicator,
    period: reference.period,
    ...(reference.group === "" ? {} : { group: reference.group }),
    ...(reference.subject === "" ? {} : { subject: reference.subject }),
  };
  const known = may?.figures === true && may.registers.includes("data_request");
  const found = useQuery({ ...question<AskableAnswer>("operation/asks", address), enabled: known });
  if (found.data === undefined || (!wanted && found.data.request === null)) return null;
  return <Asked answer={found.data} address={address} wanted={wanted} />;
}

function Asked({
  answer,
  address,
  wanted,
}: {
  readonly answer: AskableAnswer;
  readonly address: Readonly<Record<string, string>>;
  readonly wanted: boolean;
}): ReactElement | null {
  const w = useWords(operationWords);
  const { language } = useFrame();
  const doing = useDoing();
  const { form, period, holder, request } = answer;
  const asks = wanted && form !== null && period !== null && holder !== null;
  if (!asks && request === null) return null;
  const open = request !== null && !request.final;
  return (
    <section data-ask-section>
      <h3>{w.askTitle}</h3>
      {asks ? (
        <p>{w.askHolder(form.label[language], holder[language], periodText(period, language))}</p>
      ) : null}
      {request === null ? null : (
        <p>
          <Link to="/data-requests/$id" params={{ id: request.id }}>
            {w.askedBy(request.code, request.state[language])}
          </Link>
          {request.due === null || request.final ? "" : ` · ${w.askedDue(request.due)}`}
          {request.arrived === null ? "" : ` · ${w.arrivedOn(request.arrived)}`}
          {request.reason === null ? "" : ` · ${w.refusedWhy(request.reason)}`}
        </p>
      )}
      {asks && answer.may && !open ? (
        <Button
          size="small"
          type="primary"
          loading={doing.busy}
          onClick={() => doing.run<CaseOutcomeAnswer>("operation/asks", { ...address, due: null })}
        >
          {w.ask}
        </Button>
      ) : null}
      {doing.error === null ? null : <Problem error={doing.error} />}
    </section>
  );
}
