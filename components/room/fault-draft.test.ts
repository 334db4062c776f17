import { expect, test } from "vitest";
import type { FaultKindInfo } from "#lib/contract/fault.ts";
import { NewFault } from "#lib/contract/fault.ts";
import type { TopologyService } from "#lib/contract/mesh.ts";
import { asCurl, checkDraft, draftOf, kindsFor, toNewFault } from "./fault-draft.ts";

const latency: FaultKindInfo = {
  kind: "latency",
  title: "Latency",
  does: "Answers come late.",
  fidelity: "real",
  targets: ["service", "operation", "edge"],
  sharable: true,
  parameters: [{ name: "ms", unit: "ms", says: "added", default: 800, min: 1, max: 60_000 }],
};
const cacheOff: FaultKindInfo = {
  ...latency,
  kind: "cache-disabled",
  targets: ["service"],
  onlyKinds: ["cache"],
  sharable: false,
  parameters: [],
};
const service = (id: string, kind: TopologyService["kind"]): TopologyService => ({
  id,
  name: id,
  group: "all",
  kind,
  dependencies: [],
  operations: [],
});
const services = [service("shop", "http"), service("cache-service", "cache")];
const kindNames = (target: string) => kindsFor([latency, cacheOff], target, services).map(({ kind }) => kind);

test("only kinds that fit the place are offered", () => {
  expect(kindNames("shop")).toEqual(["latency"]);
  expect(kindNames("cache-service")).toEqual(["latency", "cache-disabled"]);
  expect(kindNames("shop->cache-service")).toEqual(["latency"]);
});

test("a draft starts with the usual values, always with an end, and is what the server takes", () => {
  const draft = draftOf(latency, "shop");
  expect(checkDraft(draft)).toEqual({});
  const fault = toNewFault(draft);
  expect(NewFault.parse(fault)).toEqual(fault);
  expect(fault).toMatchObject({ parameters: { ms: 800 }, share: 1, durationSeconds: 60 });
});

test.each([
  ["durationSeconds", { durationSeconds: "" }],
  ["durationSeconds", { durationSeconds: "3601" }],
  ["share", { sharePercent: "0" }],
  ["parameters.ms", { parameters: { ms: "soon" } }],
])("what is wrong with %s is said at that field", (field, change) => {
  expect(Object.keys(checkDraft({ ...draftOf(latency, "shop"), ...change }))).toEqual([field]);
});

test("vendors are broken for long enough to be noticed, one of them without a share", () => {
  const offline: FaultKindInfo = { ...latency, kind: "vendor-offline", targets: ["vendors", "vendor"] };
  expect(kindsFor([latency, offline], "vendor:V0042", services)).toEqual([offline]);
  expect(kindsFor([latency, offline], "vendors", services)).toEqual([offline]);
  const fault = toNewFault(draftOf(offline, "vendor:V0042"));
  expect(fault).toMatchObject({ target: "vendor:V0042", share: 1, durationSeconds: 600 });
});

test("the command line is the same request", () => {
  const fault = toNewFault(draftOf(latency, "shop->cache-service"));
  const command = asCurl("http://localhost:3000", fault);
  expect(JSON.parse(command.match(/-d '(.*)'$/)?.[1] ?? "")).toEqual(fault);
});
