/** 报送: for officers who has answered and what waits; for a firm's own person what it may file. */
import type { ReturnFormsAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useDoor } from "../../app/use-door.ts";
import { formsQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { PageSkeleton } from "../../states/skeleton.tsx";
import { FirmReturns } from "./firm-returns.tsx";
import { OfficeReturns } from "./office-returns.tsx";

export default function ReturnsPage(): ReactElement {
  const forms = useQuery(formsQuestion());
  const firm = useDoor().data?.may.enterprise ?? null;
  return (
    <Loaded query={forms} skeleton={<PageSkeleton columns={[560]} />}>
      {(data: ReturnFormsAnswer) =>
        firm === null ? <OfficeReturns answer={data} /> : <FirmReturns answer={data} />
      }
    </Loaded>
  );
}
