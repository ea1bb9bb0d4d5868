/** Evidence a step asks for: a number, a voucher, a file; what is a fact is proposed and not typed. */
import type { CaseMove } from "@lianzhang/contract";
import { Input } from "antd";
import type { ReactElement } from "react";
import { useId } from "react";
import { useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { base64 } from "../lib/base64.ts";

export type GivenEvidence =
  | { readonly kind: "number"; readonly evidence: string; readonly number: string }
  | { readonly kind: "file"; readonly evidence: string; readonly name: string; readonly content: string };

type Asked = CaseMove["evidence"][number];

export function EvidenceInputs({
  asked,
  given,
  onChange,
}: {
  readonly asked: readonly Asked[];
  readonly given: readonly GivenEvidence[];
  readonly onChange: (given: readonly GivenEvidence[]) => void;
}): ReactElement | null {
  const w = useWords(caseWords);
  const { language } = useFrame();
  if (asked.length === 0) return null;
  const put = (next: GivenEvidence): void =>
    onChange([...given.filter((g) => g.evidence !== next.evidence), next]);
  return (
    <section aria-label={w.evidence}>
      <h3 className="form-head">{w.evidence}</h3>
      <div className="record-form">
        {asked.map((e) => (
          <EvidenceLine
            key={e.id}
            asked={e}
            label={e.label[language]}
            given={given.find((g) => g.evidence === e.id)}
            onPut={put}
          />
        ))}
      </div>
    </section>
  );
}

interface LineProps {
  readonly asked: Asked;
  readonly label: string;
  readonly given: GivenEvidence | undefined;
  readonly onPut: (given: GivenEvidence) => void;
}

function EvidenceLine({ asked, label, given, onPut }: LineProps): ReactElement {
  const w = useWords(caseWords);
  const id = useId();
  const standing = asked.given.filter((g) => !g.withdrawn);
  const typed = asked.kind === "number" || asked.kind === "voucher";
  return (
    <div className="record-field">
      <label htmlFor={id}>{label}</label>
      {asked.kind === "fact" ? (
        <p id={id} className="quiet">
          {w.evidence_fact}
        </p>
      ) : typed ? (
        <Input
          id={id}
          value={given?.kind === "number" ? given.number : ""}
          onChange={(e) => onPut({ kind: "number", evidence: asked.id, number: e.target.value })}
        />
      ) : (
        <input
          id={id}
          type="file"
          accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.doc,.xls,.wps,.et"
          onChange={(e) => {
            const file = e.target.files?.[0];
            if (file === undefined) return;
            void file.arrayBuffer().then((bytes) =>
              onPut({
                kind: "file",
                evidence: asked.id,
                name: file.name,
                content: base64(new Uint8Array(bytes)),
              }),
            );
          }}
        />
      )}
      <p className="quiet">
        {asked.kind === "fact" ? "" : w[`evidence_${asked.kind}`]}
        {given?.kind === "file" ? ` ${given.name}` : ""}
        {standing.length === 0
          ? ""
          : ` ${w.standing}:${standing.map((s) => s.file?.name ?? s.written ?? "").join("、")}`}
      </p>
    </div>
  );
}
