import { AppError } from "#lib/kernel/errors.ts";

/** Stands for a part that only the main process has: whoever reaches for it hears so. */
export function absentPart<Part extends object>(name: string): Part {
  return new Proxy({} as Part, {
    get: () => {
      throw new AppError(
        "unavailable",
        `This process runs one service and has no ${name}. Ask the main process.`,
      );
    },
  });
}
