/** A file or a pasted table of the clerk's, read in her browser into the form; heads that are unsure are asked. */
import type { Finding, Sheet } from "@lianzhang/intake";
import { pastedSheet, readSheets } from "@lianzhang/intake";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import type { AskedHead, Figures, OwnFigures, SaidHead } from "../../returns/check/own-check.ts";
import { ownFigures } from "../../returns/check/own-check.ts";
import { DropZone } from "../../returns/drop-zone.tsx";
import type { Given } from "../../returns/given.ts";
import { templateFile } from "../../returns/questions.ts";
import type { FillProps } from "./fill-page.tsx";

interface ReadProps extends FillProps {
  /** The file itself is what would be sent. */
  readonly whole: boolean;
  /** `whole`: the file alone says it, no head had to be asked. */
  readonly onRead: (given: Given, figures: Figures, whole: boolean) => void;
}

interface Read {
  readonly given: Given;
  readonly sheets: readonly Sheet[];
  readonly findings: readonly Finding[];
  readonly own: OwnFigures;
  readonly said: readonly SaidHead[];
}

async function sheetsIn({ name, kind, bytes }: Given) {
  if (kind === "file") return readSheets(name, bytes);
  return { sheets: [{ ...pastedSheet(new TextDecoder().decode(bytes)), file: name }], findings: [] };
}

const headKey = (h: Pick<AskedHead, "file" | "sheet" | "table" | "column" | "row">): string =>
  [h.file, h.sheet ?? "", h.table, h.column, h.row ?? ""].join("\u0000");

export function ReadFile(props: ReadProps): ReactElement {
  const { description, firm, period, periodId, form, whole, onRead } = props;
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const [read, setRead] = useState<Read | null>(null);
  const take = async ([given]: readonly Given[]): Promise<void> => {
    if (given === undefined) return;
    const { sheets, findings } = await sheetsIn(given);
    const own = ownFigures(sheets, description, firm, period);
    setRead({ given, sheets, findings, own, said: [] });
    if (own.figures !== null)
      onRead(given, own.figures, own.clean && findings.every((f) => f.strength === "note"));
  };
  const say = (said: readonly SaidHead[]): void => {
    if (read === null) return;
    const own = ownFigures(read.sheets, description, firm, period, said);
    setRead({ ...read, own: { ...own, asked: read.own.asked }, said });
    if (own.figures !== null) onRead(read.given, own.figures, false);
  };
  const told = read === null ? [] : [...read.findings, ...read.own.findings];
  return (
    <section className="card">
      <DropZone several={false} onGiven={(given) => void take(given)} />
      <p className="template-links">
        <a href={templateFile(form.id, periodId, "xlsx")} download>
          {w.template} xlsx
        </a>{" "}
        <a href={templateFile(form.id, periodId, "csv")} download>
          csv
        </a>
      </p>
      {read === null ? null : (
        <div role="status">
          <p className={read.own.figures === null ? "fault" : "strong"}>
            {read.own.figures === null ? w.readNothing(read.given.name) : w.readFrom(read.given.name)}
          </p>
          {read.own.others === 0 ? null : <p className="quiet">{w.readOthers(read.own.others)}</p>}
          {read.own.figures === null ? null : <p className="quiet">{whole ? w.readWhole : w.readTyped}</p>}
          {read.own.asked.length === 0 ? null : (
            <AskHeads key={read.given.name} {...props} asked={read.own.asked} onSay={say} />
          )}
          {told.length === 0 ? null : (
            <details>
              <summary>
                {w.readCheck} {told.length}
              </summary>
              <ul className="finding-list">
                {told.map((f) => (
                  <li key={`${f.code}.${f.row ?? ""}.${f.column ?? ""}.${f.message.zh}`}>
                    {f.message[language]} <span className="quiet">{f.hint[language]}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </section>
  );
}

function AskHeads({
  description,
  asked,
  onSay,
}: Pick<FillProps, "description"> & {
  readonly asked: readonly AskedHead[];
  readonly onSay: (said: readonly SaidHead[]) => void;
}): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const [said, setSaid] = useState<ReadonlyMap<string, SaidHead>>(new Map(asked.map((h) => [headKey(h), h])));
  return (
    <div className="conflict">
      <p>{w.readUnsure}</p>
      <ul className="confirm-heads">
        {asked.map((head) => {
          const now = said.get(headKey(head)) ?? head;
          return (
            <li key={headKey(head)}>
              <b>{head.words}</b>
              <Select
                size="small"
                aria-label={head.words}
                value={now.field ?? ""}
                popupMatchSelectWidth={false}
                options={[
                  ...description.fields.map((f) => ({ value: f.id, label: f.label[language] })),
                  { value: "", label: w.readUnsureOther },
                ]}
                onChange={(field) =>
                  setSaid(
                    new Map([...said, [headKey(head), { ...head, field: field === "" ? null : field }]]),
                  )
                }
              />
            </li>
          );
        })}
      </ul>
      <Button size="small" onClick={() => onSay([...said.values()])}>
        {w.fill}
      </Button>
    </div>
  );
}
