/** One document: its text with marks, what was found in it, and how it differs from the decision in force. */
import type { ReadingAnswer, ReadingFinding } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { readerWords } from "../../i18n/reader.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Problem } from "../../states/problem.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { DifferenceCard } from "./difference-card.tsx";
import { FindingsCard } from "./findings-card.tsx";
import { readingQuestion, takeReading } from "./questions.ts";
import { TextCard } from "./text-card.tsx";

export default function ReadingPage(): ReactElement {
  const { id } = useParams({ from: "/reader/$id" });
  const query = useQuery(readingQuestion(id));
  return (
    <Loaded query={query} skeleton={<PageSkeleton columns={[560, 560]} table={160} />}>
      {(data) => <Body key={data.reading.id} data={data} />}
    </Loaded>
  );
}

const VIEWS = ["all", "waiting", "target", "task", "responsible", "lint"] as const;
type View = (typeof VIEWS)[number];

const shownIn = (view: View, f: ReadingFinding): boolean =>
  view === "all" || (view === "waiting" ? f.verdict === null : f.kind === view);

function Body({ data }: { readonly data: ReadingAnswer }): ReactElement {
  const w = useWords(readerWords);
  const { search, language } = useFrame();
  const change = useChangeSearch();
  const view = VIEWS.find((v) => v === search.view) ?? "all";
  const [at, setAt] = useState<string | null>(null);
  const of = (kind: ReadingFinding["kind"]): number => data.findings.filter((f) => f.kind === kind).length;
  const changed = (how: ReadingFinding["change"]): number =>
    data.findings.filter((f) => f.kind === "target" && f.change === how).length;
  const left = data.findings.filter((f) => f.verdict === null).length;
  // what was just decided stays where it is until another view is chosen
  const [kept, setKept] = useState<readonly string[]>([]);
  const shown = data.findings.filter((f) => shownIn(view, f) || (view === "waiting" && kept.includes(f.key)));
  return (
    <>
      <p className="crumb no-print">
        <Link to="/reader" search={(before) => ({ ...before, view: undefined })}>
          {w.back}
        </Link>
      </p>
      <h1 className="finding">
        {w.headline(of("target"), of("task"))}
        {data.kind === "decision" ? w.headlineChange(changed("new"), changed("changed")) : ""}
        {w.headlineLeft(left)}
        {language === "zh" ? "。" : "."}
      </h1>
      <p className="sub" lang="zh">
        {[data.reading.title, data.issuer, data.date].filter((part) => part !== "").join(" · ")}
      </p>
      <div className="tools book-tools no-print">
        <Segmented
          aria-label={w.kinds}
          value={view}
          options={VIEWS.map((value) => ({ value, label: w[value] }))}
          onChange={(next) => {
            setKept([]);
            change({ view: next === "all" ? null : next });
          }}
        />
        <span className="space" />
        <Files id={data.reading.id} />
      </div>
      <div className="reading">
        <TextCard data={data} shown={shown} at={at} onAt={setAt} />
        <FindingsCard
          id={data.reading.id}
          findings={shown}
          at={at}
          onAt={setAt}
          onSaid={(key) => setKept([...kept, key])}
        />
      </div>
      <DifferenceCard data={data} onAt={setAt} />
    </>
  );
}

function Files({ id }: { readonly id: string }): ReactElement {
  const w = useWords(readerWords);
  const [error, setError] = useState<unknown>(null);
  const take = (which: "draft" | "examples"): void => {
    setError(null);
    takeReading(id, which).catch(setError);
  };
  return (
    <>
      <Button size="small" onClick={() => take("draft")}>
        {w.draft}
      </Button>
      <Button size="small" onClick={() => take("examples")}>
        {w.examples}
      </Button>
      {error === null ? null : <Problem error={error} />}
    </>
  );
}
