/** A firm's own return: typed, pasted or from a file, checked in this browser, then sent with her firm's consent. */
import type { ConsentsAnswer, ReturnForm, ReturnsAnswer, SubmissionRow } from "@lianzhang/contract";
import type { FormDescription } from "@lianzhang/intake";
import type { Period } from "@lianzhang/kernel";
import { parsePeriod } from "@lianzhang/kernel";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { periodText } from "../../lib/period.ts";
import type { Firm } from "../../returns/check/own-check.ts";
import { isOpen } from "../../returns/file-own.ts";
import { lastQuestion, ownReturns } from "../../returns/last.ts";
import { periodsOf } from "../../returns/periods.ts";
import { consentsQuestion, descriptionQuestion, formsQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Empty } from "../../states/problem.tsx";
import { Ready } from "../../states/ready.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { Filling } from "./filling.tsx";

/** Periods back that may be chosen. */
const OFFERED = 12;

export default function FillPage(): ReactElement {
  const { form: id = "" } = useParams({ strict: false });
  const { search } = useFrame();
  const w = useWords(fillingWords);
  const code = useDoor().data?.may.enterprise ?? null;
  const forms = useQuery(formsQuestion());
  const description = useQuery(descriptionQuestion(id));
  const consents = useQuery({ ...consentsQuestion(), enabled: code !== null });
  const own = useQuery(ownReturns(id));
  const skeleton = <PageSkeleton columns={[520]} table={160} />;
  if (code === null) return <Empty title={w.canFileNone} />;
  return (
    <Loaded query={forms} skeleton={skeleton}>
      {({ forms: all }) => (
        <Loaded query={description} skeleton={skeleton}>
          {(described) => (
            <Ready queries={[consents, own]} skeleton={skeleton}>
              <Known
                key={`${id}.${search.month ?? ""}`}
                form={all.find((f) => f.id === id)}
                description={described}
                consents={consents.data}
                own={own.data}
                code={code}
              />
            </Ready>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface KnownProps {
  readonly form: ReturnForm | undefined;
  readonly description: FormDescription;
  readonly consents: ConsentsAnswer | undefined;
  readonly own: ReturnsAnswer | undefined;
  readonly code: string;
}

export interface FillProps {
  readonly form: ReturnForm;
  readonly description: FormDescription;
  readonly consents: ConsentsAnswer | undefined;
  readonly firm: Firm;
  readonly period: Period;
  readonly periodId: string;
  /** A return of the period that was begun and not sent. */
  readonly begun: SubmissionRow | undefined;
}

function Known({ form, description, consents, own, code }: KnownProps): ReactElement {
  const w = useWords(fillingWords);
  const { search } = useFrame();
  const periodId = search.month ?? form?.opens.period ?? "";
  const period = useMemo(() => parsePeriod(periodId), [periodId]);
  const sender = form?.senders.find((s) => s.kind === "enterprise" && s.id === code);
  const name = consents?.firm?.name ?? sender?.label.zh ?? code;
  const firm = useMemo((): Firm => ({ code, name }), [code, name]);
  const last = useQuery({
    ...lastQuestion(description, firm, periodId),
    enabled: form !== undefined && period !== null,
  });
  if (form === undefined || period === null || sender === undefined) return <Empty title={w.canFileNone} />;
  const sent = own?.rows.find((r) => r.period === periodId && !isOpen(r) && r.state !== "withdrawn");
  return (
    <Ready queries={[last]} skeleton={<PageSkeleton columns={[520]} table={160} />}>
      <p className="crumb">
        <Link to="/returns">{w.back}</Link>
        <PeriodChoice form={form} value={periodId} />
      </p>
      {sent === undefined ? (
        <Filling
          form={form}
          description={description}
          consents={consents}
          firm={firm}
          period={period}
          periodId={periodId}
          begun={own?.rows.find((r) => r.period === periodId && isOpen(r))}
        />
      ) : (
        <Sent id={sent.id} form={form} periodId={periodId} />
      )}
    </Ready>
  );
}

function PeriodChoice({ form, value }: { readonly form: ReturnForm; readonly value: string }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const change = useChangeSearch();
  return (
    <>
      {" "}
      ·{" "}
      <Select
        size="small"
        aria-label={w.period}
        value={value}
        popupMatchSelectWidth={false}
        options={periodsOf(form, OFFERED).map((p) => ({ value: p, label: periodText(p, language) }))}
        onChange={(month) => change({ month })}
      />
    </>
  );
}

function Sent({
  id,
  form,
  periodId,
}: {
  readonly id: string;
  readonly form: ReturnForm;
  readonly periodId: string;
}): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  return (
    <>
      <h1 className="finding">{w.findingSent(form.label[language], periodText(periodId, language))}</h1>
      <p className="sub">{w.sentLook}</p>
      <p className="moves">
        <Link to="/returns/$id" params={{ id }}>
          {w.look}
        </Link>
        <Link to="/returns/$id/receipt" params={{ id }}>
          {w.receiptTitle}
        </Link>
      </p>
    </>
  );
}
