// Keeps a process on one core, so that its figures mean one core whatever the machine has.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

/** What Linux calls USER_HZ; the same on every machine that Node runs on. */
const ticksPerSecond = 100;

/** All threads of a process, and those that they start. */
export function pin(pid: number, core: number): void {
  const known = Math.min(core, availableParallelism() - 1);
  execFileSync("taskset", ["-acp", String(known), String(pid)], { stdio: "ignore" });
}

/** What all threads of a process have spent so far. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in brackets, may hold spaces; user and system time are the 14th and 15th field.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
