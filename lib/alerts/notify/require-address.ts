import { AppError } from "#lib/kernel/errors.ts";
import type { ChannelKind, Couriers } from "./types.ts";

export async function requireAddress(
  { checkAddress }: Pick<Couriers, "checkAddress">,
  kind: ChannelKind,
  address: string,
): Promise<void> {
  const message = await checkAddress(kind, address);
  if (message === undefined) return;
  throw new AppError("validation_failed", message, { fields: [{ path: "body.address", message }] });
}
