/** This month, on the wall where the server runs. */
import type { Month } from "@lianzhang/kernel";
import { month } from "@lianzhang/kernel";

export const monthOf = (now: Date): Month => month(now.getFullYear(), now.getMonth() + 1);
