import { type APIRequestContext, expect } from "@playwright/test";
import type { Fault, NewFault } from "#lib/contract/fault.ts";

type Broken = Pick<NewFault, "kind" | "target"> & Partial<NewFault>;

/** What a test breaks is mended when the test ends, however it ends; what others broke stays. */
export type Faults = {
  /** For as long as a test may take, unless told otherwise: also one that is killed leaves nothing broken for good. */
  arm(fault: Broken): Promise<Fault>;
  remove(fault: Fault): Promise<void>;
};

const usualSeconds = 300;

export function createFaults(request: APIRequestContext) {
  const armed = new Map<string, Fault>();
  const faults: Faults = {
    async arm(fault) {
      const answer = await request.post("/api/faults", { data: { durationSeconds: usualSeconds, ...fault } });
      expect(answer.status(), await answer.text()).toBe(201);
      const made: Fault = await answer.json();
      armed.set(made.id, made);
      return made;
    },
    async remove({ id }) {
      armed.delete(id);
      const answer = await request.delete(`/api/faults/${id}`);
      // Over time it ends by itself, and after an hour nobody knows it any more.
      expect([200, 204, 404]).toContain(answer.status());
    },
  };
  return { faults, removeAll: () => Promise.all([...armed.values()].map(faults.remove)) };
}
