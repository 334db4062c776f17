import { createSlot } from "#lib/kernel/slot.ts";
import type { Runtime } from "./type.ts";

export const runtimeSlot = createSlot<Runtime>("faultmart.runtime.v1");

/** Call it inside a handler or a page, never at module scope. */
export function getRuntime(): Runtime {
  return runtimeSlot.get();
}
