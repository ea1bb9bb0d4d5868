/** Moments as they are kept: UTC texts of one shape, in whose order later is greater. */

export const momentText = (at: Date): string => at.toISOString();

export const later = (at: Date, milliseconds: number): string =>
  new Date(at.getTime() + milliseconds).toISOString();

/** Whether a kept moment has come. */
export const hasCome = (moment: string, now: Date): boolean => Date.parse(moment) <= now.getTime();
