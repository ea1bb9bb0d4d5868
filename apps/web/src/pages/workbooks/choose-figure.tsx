/** Another figure than the heads say: indicator, period, member of a grouping, unit and decimals by hand. */
import type { WantedFigure, WorkbookFigures } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import type { ReactElement } from "react";
import { useId, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { workbookFiguresQuestion } from "./questions.ts";

interface ChooseProps {
  /** Where one begins. */
  readonly now: WantedFigure | null;
  readonly onChoose: (want: WantedFigure, name: Label) => void;
}

export function ChooseFigure({ now, onChoose }: ChooseProps): ReactElement {
  const w = useWords(workbookWords);
  const catalogue = useQuery(workbookFiguresQuestion()).data;
  return (
    <details className="book-choose">
      <summary>{w.other}</summary>
      {catalogue === undefined ? null : (
        <Fields key={JSON.stringify(now)} catalogue={catalogue} now={now} onChoose={onChoose} />
      )}
    </details>
  );
}

const BLANK: WantedFigure = {
  figure: "",
  period: { span: "month", back: 0 },
  of: [],
  unit: "",
  decimals: null,
};

/** As the server says it: the words the page shows until the mapping is saved. */
function nameOf({ figures, groupings }: WorkbookFigures, want: WantedFigure, period: Label): Label {
  const figure = figures.find((f) => f.id === want.figure)?.label ?? { zh: want.figure, en: want.figure };
  const members = want.of.flatMap(({ by, code }) => {
    const grouping = groupings.find((g) => g.id === by);
    const member = grouping?.members.find((m) => m.id === code)?.label;
    return grouping === undefined || member === undefined ? [] : [{ member, key: grouping.label }];
  });
  const said = (of: (l: Label) => string, open: string, close: string): string =>
    [
      of(figure),
      ...members.map(({ member, key }) => `${of(member)}${open}${of(key)}${close}`),
      of(period),
      want.unit,
    ]
      .filter((t) => t !== "")
      .join(" · ");
  return { zh: said((l) => l.zh, "(", ")"), en: said((l) => l.en, " (", ")") };
}

const SPANS = ["month", "cumulative", "year"] as const;
const BACKS = [0, 1, 12] as const;

function Fields({
  catalogue,
  now,
  onChoose,
}: ChooseProps & { readonly catalogue: WorkbookFigures }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const [want, setWant] = useState(now ?? BLANK);
  const figure = catalogue.figures.find((f) => f.id === want.figure);
  const spans = { month: w.spanMonth, cumulative: w.spanCumulative, year: w.spanYear };
  const backs = { 0: w.back0, 1: w.back1, 12: w.back12 };
  const { span, back } = want.period;
  const backText = backs[BACKS.find((b) => b === back) ?? 0];
  const period: Label = {
    zh: `${spans[span]}${back === 0 ? "" : `(${backText})`}`,
    en: `${spans[span]}${back === 0 ? "" : ` (${backText})`}`,
  };
  return (
    <div className="record-form book-fields">
      <Field label={w.figure}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: "label" }}
            placeholder={w.figurePlace}
            {...(figure === undefined ? {} : { value: figure.id })}
            options={catalogue.figures.map((f) => ({ value: f.id, label: f.label[language] }))}
            onChange={(chosen) => {
              const next = catalogue.figures.find((f) => f.id === chosen);
              if (next === undefined) return;
              const of = want.of.filter((m) => next.by.includes(m.by));
              const yearly = next.every === "year" ? { span: "year" as const, back } : want.period;
              setWant({ ...want, figure: chosen, of, unit: next.unit, period: yearly });
            }}
          />
        )}
      </Field>
      <Field label={w.period}>
        {(id) => (
          <Select
            id={id}
            value={span}
            options={SPANS.filter((s) => figure?.every !== "year" || s === "year").map((s) => ({
              value: s,
              label: spans[s],
            }))}
            onChange={(chosen) => setWant({ ...want, period: { span: chosen, back } })}
          />
        )}
      </Field>
      <Field label={w.backBy}>
        {(id) => (
          <Select
            id={id}
            value={back}
            options={BACKS.map((b) => ({ value: Number(b), label: backs[b] }))}
            onChange={(chosen) => setWant({ ...want, period: { span, back: chosen } })}
          />
        )}
      </Field>
      <MemberFields catalogue={catalogue} by={figure?.by ?? []} want={want} onWant={setWant} />
      <Field label={w.unit}>
        {(id) => (
          <Input id={id} value={want.unit} onChange={(e) => setWant({ ...want, unit: e.target.value })} />
        )}
      </Field>
      <Field label={w.decimals}>
        {(id) => (
          <Select
            id={id}
            value={want.decimals ?? -1}
            options={[
              { value: -1, label: w.asFormat },
              ...[0, 1, 2, 3, 4].map((n) => ({ value: n, label: String(n) })),
            ]}
            onChange={(n) => setWant({ ...want, decimals: n < 0 ? null : n })}
          />
        )}
      </Field>
      <Button
        type="primary"
        disabled={figure === undefined}
        onClick={() => onChoose(want, nameOf(catalogue, want, period))}
      >
        {w.point}
      </Button>
    </div>
  );
}

function MemberFields({
  catalogue,
  by,
  want,
  onWant,
}: {
  readonly catalogue: WorkbookFigures;
  readonly by: readonly string[];
  readonly want: WantedFigure;
  readonly onWant: (want: WantedFigure) => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const [member] = want.of;
  const [key, setKey] = useState(member?.by ?? "");
  const grouping = catalogue.groupings.find((g) => g.id === key);
  return (
    <>
      <Field label={w.groupBy}>
        {(id) => (
          <Select
            id={id}
            value={key}
            options={[
              { value: "", label: w.total },
              ...catalogue.groupings
                .filter((g) => by.includes(g.id))
                .map((g) => ({ value: g.id, label: g.label[language] })),
            ]}
            onChange={(chosen) => {
              setKey(chosen);
              onWant({ ...want, of: [] });
            }}
          />
        )}
      </Field>
      {grouping === undefined ? null : (
        <Field label={w.member}>
          {(id) => (
            <Select
              id={id}
              showSearch={{ optionFilterProp: "label" }}
              {...(member?.by === key ? { value: member.code } : {})}
              options={grouping.members.map((m) => ({ value: m.id, label: m.label[language] }))}
              onChange={(code) => onWant({ ...want, of: [{ by: key, code }] })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function Field({
  label,
  children,
}: {
  readonly label: string;
  readonly children: (id: string) => ReactElement;
}): ReactElement {
  const id = useId();
  return (
    <div className="record-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
