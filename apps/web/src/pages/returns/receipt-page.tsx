/** 报送回执: on one A4 page, black on white in every theme. */
import type { ReceiptAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement, ReactNode } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { returnWords } from "../../i18n/returns.ts";
import { momentText } from "../../lib/moment.ts";
import { periodText } from "../../lib/period.ts";
import { exportFile, receiptQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { SurveyMark } from "./survey-mark.tsx";

export default function ReceiptPage(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const receipt = useQuery(receiptQuestion(id));
  return (
    <Loaded query={receipt} skeleton={<PageSkeleton columns={[720]} />}>
      {(data) => <Body data={data} />}
    </Loaded>
  );
}

function Body({ data }: { readonly data: ReceiptAnswer }): ReactElement {
  const w = useWords(fillingWords);
  const r = useWords(returnWords);
  const { language } = useFrame();
  const city = useDoor().data?.city[language] ?? "";
  const lines: readonly (readonly [string, ReactNode])[] = [
    [w.receiptForm, `${data.formLabel[language]} ${periodText(data.period, language)}`],
    [w.receiptSender, `${data.sender.label[language]} ${data.sender.id}`],
    [w.receiptState, r[`state_${data.state}`]],
    [
      w.receiptFiles,
      data.files.map((f) => (
        <div key={f.place}>
          {f.name}
          <br />
          <code>{f.hash}</code>
        </div>
      )),
    ],
    [w.receiptEvent, data.event],
    [w.receiptHash, <code key="hash">{data.hash ?? "—"}</code>],
  ];
  return (
    <>
      <div className="finding-row">
        <h1 className="finding">{w.receiptFinding(data.number)}</h1>
        <span className="card-actions">
          <Link to="/returns/$id" params={{ id: data.id }}>
            {w.receiptBack}
          </Link>
          <a href={exportFile(data.id, "xlsx")} download>
            {w.exportForm}
          </a>
          <Button type="primary" onClick={() => print()}>
            {w.print}
          </Button>
        </span>
      </div>
      <p className="sub no-print">{w.receiptHint}</p>
      <article className="sheet receipt" lang={language === "zh" ? "zh-CN" : "en"}>
        <SurveyMark form={data.form} />
        <p className="sheet-city">{city}</p>
        <h2>{w.receiptTitle}</h2>
        <p className="sheet-number">
          <span>
            {w.receiptNumber}:{data.number}
          </span>
          <span>
            {w.receiptAt}:{momentText(data.at, language)}
          </span>
        </p>
        <table>
          <tbody>
            {lines.map(([label, text]) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className="sheet-signs">
          {[
            [w.headUnit, data.signatories.unitHead],
            [w.headStatistics, data.signatories.statisticsHead],
            [w.filledBy, data.filledBy],
          ].map(([label, name]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{name}</dd>
            </div>
          ))}
        </dl>
      </article>
    </>
  );
}
