/** The form typed in: label above, unit inside, the last period's own figure beside, what is wrong said at the field when it is left. */
import type { FormDescription, Finding } from "@lianzhang/intake";
import { pastedSheet } from "@lianzhang/intake";
import { Input, Select } from "antd";
import type { ClipboardEvent, FocusEvent, ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import { unitText } from "../../lib/unit.ts";
import { Restored } from "../../records/record-dialog.tsx";
import type { Figures, OwnCheck } from "../../returns/check/own-check.ts";
import { spread } from "../../returns/check/own-check.ts";
import { saidKey } from "../../returns/file-own.ts";
import type { LastFigures } from "../../returns/last.ts";

/** How long a click takes, ms. */
const CLICK = 300;

interface FieldsProps {
  readonly description: FormDescription;
  readonly figures: Figures;
  readonly onFigures: (figures: Figures) => void;
  readonly check: OwnCheck;
  /** Everything found is shown, not only at fields that were left. */
  readonly all: boolean;
  readonly said: Readonly<Record<string, string>>;
  readonly onSaid: (said: Readonly<Record<string, string>>) => void;
  readonly last: LastFigures | null;
  readonly restoredAt: string | null;
  readonly onDrop: () => void;
}

export function FigureFields(props: FieldsProps): ReactElement {
  const { description, figures, onFigures, check, all, last } = props;
  const w = useWords(fillingWords);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const onPaste = (field: string) => (e: ClipboardEvent) => {
    const sheet = pastedSheet(e.clipboardData.getData("text/plain"));
    const block = sheet.rows.map((line) => line.map((c) => c.text));
    const texts = spread(block, description, field);
    if (texts === null) return;
    e.preventDefault();
    onFigures({ ...figures, ...texts });
  };
  return (
    <section className="card" aria-label={w.entry}>
      <h2>{w.entry}</h2>
      <p className="quiet">
        {w.entryHint} {last === null ? w.lastNone : ""}
      </p>
      <Restored at={props.restoredAt} onDrop={props.onDrop} />
      <div className="figure-fields">
        {description.fields.map((field) => (
          <FigureField
            key={field.id}
            field={field}
            value={figures[field.id] ?? ""}
            findings={all || left.has(field.id) ? (check.fields[field.id] ?? []) : []}
            last={last === null ? null : (last.figures[field.id] ?? "")}
            lastPeriod={last?.period ?? null}
            said={props.said}
            onSaid={props.onSaid}
            onChange={(text) => onFigures({ ...figures, [field.id]: text })}
            onLeave={() => setLeft((known) => new Set([...known, field.id]))}
            onPaste={onPaste(field.id)}
          />
        ))}
      </div>
    </section>
  );
}

interface FieldProps {
  readonly field: FormDescription["fields"][number];
  readonly value: string;
  readonly findings: readonly Finding[];
  /** Text of the last return; null: there is none. */
  readonly last: string | null;
  readonly lastPeriod: string | null;
  readonly said: Readonly<Record<string, string>>;
  readonly onSaid: (said: Readonly<Record<string, string>>) => void;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
  readonly onPaste: (e: ClipboardEvent) => void;
}

const grouped = (text: string): string =>
  /^-?\d+(\.\d+)?$/.test(text) ? text.replaceAll(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",") : text;

function FigureField(props: FieldProps): ReactElement {
  const { field, value, findings, last, lastPeriod } = props;
  const { language } = useFrame();
  const w = useWords(fillingWords);
  const id = useId();
  const wrong = findings.some((f) => f.strength === "must" || f.strength === "refused");
  // on the way to a button: what is said at the field would move the button from under the pointer
  const leave = (e: FocusEvent): void => {
    if (e.relatedTarget instanceof HTMLButtonElement) setTimeout(props.onLeave, CLICK);
    else props.onLeave();
  };
  const described = `${id}-last${findings.length > 0 ? ` ${id}-found` : ""}`;
  const lastText = (text: string): string =>
    field.codes.find((c) => c.code === text)?.label[language] ?? grouped(text);
  return (
    <div className={`record-field figure-field${wrong ? " wrong" : ""}`}>
      <label htmlFor={id}>
        {field.label[language]}
        {field.required ? <small> {w.required}</small> : null}
      </label>
      {field.codes.length > 0 ? (
        <Select
          id={id}
          value={value === "" ? null : value}
          allowClear
          placeholder={w.codeNone}
          status={wrong ? "error" : ""}
          aria-describedby={described}
          options={field.codes.map((c) => ({ value: c.code, label: `${c.code} ${c.label[language]}` }))}
          onChange={(code: string | undefined) => props.onChange(code ?? "")}
          onBlur={leave}
        />
      ) : (
        <Input
          id={id}
          value={value}
          inputMode="decimal"
          autoComplete="off"
          suffix={unitText(field.unit, language)}
          aria-invalid={wrong}
          aria-describedby={described}
          onChange={(e) => props.onChange(e.target.value)}
          onBlur={leave}
          onPaste={props.onPaste}
        />
      )}
      <p className="quiet last-figure" id={`${id}-last`}>
        {last === null || lastPeriod === null
          ? ""
          : `${w.lastIs(periodText(lastPeriod, language))}${last === "" ? w.lastBlank : lastText(last)}`}
      </p>
      {findings.length === 0 ? null : (
        <div id={`${id}-found`} role={wrong ? "alert" : undefined}>
          {findings.map((f) => (
            <div key={`${f.code}.${f.message.zh}`}>
              <p
                className={f.strength === "note" ? "quiet" : f.strength === "explain" ? "tag-late" : "fault"}
              >
                {f.message[language]} {f.hint[language]}
              </p>
              {f.strength === "explain" ? (
                <Input
                  size="small"
                  aria-label={`${field.label[language]} ${w.explain}`}
                  placeholder={w.explain}
                  value={props.said[saidKey(f)] ?? ""}
                  onChange={(e) => props.onSaid({ ...props.said, [saidKey(f)]: e.target.value })}
                />
              ) : null}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
