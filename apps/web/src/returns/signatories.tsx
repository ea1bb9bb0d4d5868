/** 填表人, 统计负责人, 单位负责人: who stands for a return; those named last stand there already. */
import type { ReturnSender, Signatories } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { useDoor } from "../app/use-door.ts";
import { useWords } from "../i18n/dictionary.ts";
import { fillingWords } from "../i18n/filling.ts";
import { TextLine } from "../records/text-line.tsx";
import { signatoriesQuestion } from "./questions.ts";

export interface Named {
  /** What was typed, or else what was named last. */
  readonly names: Signatories;
  readonly put: (names: Signatories) => void;
}

/** Begins with whom the sender named last. */
export function useNamed(sender: Pick<ReturnSender, "kind" | "id">, asked = true): Named {
  const last = useQuery({ ...signatoriesQuestion(sender), enabled: asked }).data;
  const [typed, put] = useState<Signatories | null>(null);
  return { names: typed ?? last ?? { statisticsHead: null, unitHead: null }, put };
}

export function SignatoryFields({ names, put }: Named): ReactElement {
  const w = useWords(fillingWords);
  const who = useDoor().data?.who?.name ?? "";
  return (
    <div className="signatories">
      <p>
        <span className="quiet">{w.filledBy}</span> {who}
      </p>
      <TextLine
        label={w.headStatistics}
        value={names.statisticsHead ?? ""}
        onChange={(statisticsHead) => put({ ...names, statisticsHead })}
      />
      <TextLine
        label={w.headUnit}
        value={names.unitHead ?? ""}
        onChange={(unitHead) => put({ ...names, unitHead })}
      />
      <p className="quiet signatories-hint">{w.signedOnPaper}</p>
    </div>
  );
}
