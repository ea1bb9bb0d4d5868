/** Uses a firm may tick, in the order they are shown. */
export const PURPOSES = ["analysis", "evaluation", "incentive", "gate", "publication"] as const;
export type Purpose = (typeof PURPOSES)[number];

export const purposeIn = (text: string): Purpose | undefined => PURPOSES.find((p) => p === text);
