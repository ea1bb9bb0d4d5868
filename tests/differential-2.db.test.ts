// One half of the random formulas of tests/support/differential.ts; the other half runs beside it, on another core.
import { differentialTests } from "./support/differential.ts";

differentialTests(2);
