// Which process wrote something down, told well enough to know later whether that very process still runs.
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { z } from "zod";

export const ProcessIdentity = z.object({
  pid: z.int().positive(),
  /** Clock ticks from boot to the start of the process: tells it from a later one with the same pid. */
  startTicks: z.string().optional(),
  /** Where the pid means something: one boot and one pid namespace, so not from container to container. */
  place: z.string(),
});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export function identifyThisProcess(): ProcessIdentity {
  const startTicks = readProcess(process.pid)?.startTicks;
  return { pid: process.pid, place: currentPlace(), ...(startTicks && { startTicks }) };
}

/** `unknown` when the process was written down in another container, on another machine or before a reboot. */
export function isRunning(identity: ProcessIdentity): boolean | "unknown" {
  if (identity.place !== currentPlace()) return "unknown";
  if (!answersSignals(identity.pid)) return false;
  const now = readProcess(identity.pid);
  if (!now) return true;
  const sameProcess = identity.startTicks === undefined || identity.startTicks === now.startTicks;
  return sameProcess && !now.hasExited;
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Only Linux has /proc; elsewhere the pid alone must do. */
function readProcess(pid: number): { startTicks: string; hasExited: boolean } | undefined {
  const stat = readIfThere(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The command name may contain spaces and brackets, so the fields are counted from its closing one.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startTicks] = [fields?.[0], fields?.[19]];
  return state && startTicks ? { startTicks, hasExited: state === "Z" || state === "X" } : undefined;
}

function currentPlace(): string {
  const boot = readIfThere(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const pidNamespace = readIfThere(() => readlinkSync("/proc/self/ns/pid"));
  return boot && pidNamespace ? `${boot} ${pidNamespace}` : hostname();
}

function readIfThere(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
