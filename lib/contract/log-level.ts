/** The least first. */
export const logLevels = ["debug", "info", "warn", "error", "critical"] as const;
export type LogLevel = (typeof logLevels)[number];
