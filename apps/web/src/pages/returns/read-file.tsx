/** A file or a pasted table of the clerk's, read in her browser into the form; heads that are unsure are asked. */
import type { Finding } from "@lianzhang/intake";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import type { Stage } from "../../returns/check/messages.ts";
import type { AskedHead, Figures, OwnFigures, SaidHead } from "../../returns/check/own-check.ts";
import type { Checker } from "../../returns/check/use-checker.ts";
import { DropZone } from "../../returns/drop-zone.tsx";
import type { Given } from "../../returns/given.ts";
import { templateFile } from "../../returns/questions.ts";
import { Problem } from "../../states/problem.tsx";
import type { FillProps } from "./fill-page.tsx";

/** A file that is being read, and how far it is. */
interface Working {
  readonly name: string;
  readonly at: Stage;
}

interface ReadProps extends FillProps {
  /** Null: the checking thread is not there yet. */
  readonly checker: Checker | null;
  /** The file itself is what would be sent. */
  readonly whole: boolean;
  /** `whole`: the file alone says it, no head had to be asked. */
  readonly onRead: (given: Given, figures: Figures, whole: boolean) => void;
}

interface Read {
  readonly given: Given;
  readonly findings: readonly Finding[];
  readonly own: OwnFigures;
  readonly said: readonly SaidHead[];
}

const headKey = (h: Pick<AskedHead, "file" | "sheet" | "table" | "column" | "row">): string =>
  [h.file, h.sheet ?? "", h.table, h.column, h.row ?? ""].join("\u0000");

export function ReadFile(props: ReadProps): ReactElement {
  const { description, firm, period, periodId, form, checker, whole, onRead } = props;
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const [read, setRead] = useState<Read | null>(null);
  const [stage, setStage] = useState<Working | null>(null);
  const [error, setError] = useState<unknown>(null);
  const of = { form: description, firm, period };
  const reading = async (given: Given, said: readonly SaidHead[]): Promise<void> => {
    if (checker === null) return;
    setError(null);
    setStage({ name: given.name, at: { at: "open" } });
    try {
      const onStage = (at: Stage): void => setStage({ name: given.name, at });
      const { own, findings } = await checker.read(of, given, said, onStage);
      // heads that were asked stay in sight once they are said
      const asked = said.length > 0 ? (read?.own.asked ?? own.asked) : own.asked;
      setRead({ given, findings, own: { ...own, asked }, said });
      const clean = said.length === 0 && own.clean && findings.every((f) => f.strength === "note");
      if (own.figures !== null) onRead(given, own.figures, clean);
    } catch (problem) {
      setError(problem);
    } finally {
      setStage(null);
    }
  };
  const told = read === null ? [] : [...read.findings, ...read.own.findings];
  return (
    <section className="card">
      <DropZone
        several={false}
        onGiven={([given]) => void (given === undefined ? null : reading(given, []))}
      />
      <p className="template-links">
        <a href={templateFile(form.id, periodId, "xlsx")} download>
          {w.template} xlsx
        </a>{" "}
        <a href={templateFile(form.id, periodId, "csv")} download>
          csv
        </a>
      </p>
      {error === null ? null : <Problem error={error} />}
      {stage === null ? null : (
        <p className="quiet" role="status">
          {stage.at.at === "open" ? w.checkOpening(stage.name) : w.checkReading(stage.name, stage.at.rows)}
        </p>
      )}
      {read === null || stage !== null ? null : (
        <div role="status">
          <p className={read.own.figures === null ? "fault" : "strong"}>
            {read.own.figures === null ? w.readNothing(read.given.name) : w.readFrom(read.given.name)}
          </p>
          {read.own.others === 0 ? null : <p className="quiet">{w.readOthers(read.own.others)}</p>}
          {read.own.figures === null ? null : <p className="quiet">{whole ? w.readWhole : w.readTyped}</p>}
          {read.own.asked.length === 0 ? null : (
            <AskHeads
              key={read.given.name}
              {...props}
              asked={read.own.asked}
              onSay={(said) => void reading(read.given, said)}
            />
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
