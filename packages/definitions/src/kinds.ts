/** Every kind of definition, in the order they are built. A later kind is one line more. */
import type { Kind } from "./kind.ts";
import { assignmentKind } from "./kinds/assignment.ts";
import { calendarKind } from "./kinds/calendar.ts";
import { chainKind } from "./kinds/chain.ts";
import { classificationKind } from "./kinds/classification.ts";
import { carrierKind, clauseKind, decisionKind, holderKind, undefinedWordKind } from "./kinds/decision.ts";
import { evaluationKind } from "./kinds/evaluation.ts";
import { entitlementKind } from "./kinds/entitlement.ts";
import { formKind } from "./kinds/form.ts";
import { functionKind } from "./kinds/function.ts";
import { indicatorKind } from "./kinds/indicator.ts";
import { parameterKind } from "./kinds/parameter.ts";
import { policyKind } from "./kinds/policy.ts";
import { procedureKind } from "./kinds/procedure.ts";
import { membershipKind, partitionKind, registerKind } from "./kinds/register.ts";
import { roleKind } from "./kinds/role.ts";
import { sentenceKind } from "./kinds/sentence.ts";
import { targetKind } from "./kinds/target.ts";

export const KINDS: readonly Kind[] = [
  decisionKind,
  holderKind,
  clauseKind,
  undefinedWordKind,
  classificationKind,
  registerKind,
  membershipKind,
  partitionKind,
  formKind,
  parameterKind,
  chainKind,
  functionKind,
  indicatorKind,
  targetKind,
  assignmentKind,
  evaluationKind,
  entitlementKind,
  sentenceKind,
  calendarKind,
  roleKind,
  procedureKind,
  policyKind,
  carrierKind,
];
