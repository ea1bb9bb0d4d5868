/** 总览: where does each target stand, and why. */
import type { Overview } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { overviewQuestion } from "../../app/client.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { Ready } from "../../states/ready.tsx";
import { DueWorkbooksLine, useDueWorkbooks } from "../workbooks/due-line.tsx";
import { Finding } from "./finding.tsx";
import { Industries } from "./industries.tsx";
import { MovedCard } from "./moved.tsx";
import { Targets } from "./targets.tsx";
import { TilesCard } from "./tiles.tsx";

export default function OverviewPage(): ReactElement {
  const { question, search } = useFrame();
  const query = useQuery(
    overviewQuestion({ ...question, ...(search.tile === undefined ? {} : { tile: search.tile }) }),
  );
  const skeleton = <PageSkeleton columns={[334, 334, 334]} table={560} />;
  return (
    <Ready queries={[useDueWorkbooks()]} skeleton={skeleton}>
      <Loaded query={query} skeleton={skeleton}>
        {(data) => <Body data={data} />}
      </Loaded>
    </Ready>
  );
}

function Body({ data }: { readonly data: Overview }): ReactElement {
  return (
    <div className="overview">
      <Finding data={data} />
      <DueWorkbooksLine />
      <div className="grid g3 overview-cards">
        <Industries data={data} />
        <TilesCard data={data} />
        <MovedCard data={data} />
      </div>
      <Targets data={data} />
    </div>
  );
}
