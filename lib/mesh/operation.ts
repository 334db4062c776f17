import type { Handler, HostedOperation, OperationSpec, ServiceContext, ServiceDefinition } from "./types.ts";

/** The contract of one operation. Its types are those of its schemas. */
export function defineOperation<Input, Output>(
  spec: OperationSpec<Input, Output>,
): OperationSpec<Input, Output> {
  return spec;
}

/** Joins a contract and the code behind it. Whoever hosts it has checked the input against the contract. */
export function host<Input, Output>(
  spec: OperationSpec<Input, Output>,
  handler: (ctx: ServiceContext, input: Input) => Promise<Output> | Output,
): HostedOperation {
  return { spec, handler: handler as Handler };
}

export function defineService(id: string, operations: readonly HostedOperation[]): ServiceDefinition {
  const names = new Set<string>();
  for (const { spec } of operations) {
    const operation = `${spec.service}/${spec.name}`;
    if (spec.service !== id) throw new Error(`${operation} cannot be hosted by ${id}`);
    if (names.has(spec.name)) throw new Error(`${operation} is hosted twice`);
    names.add(spec.name);
  }
  return { id, operations };
}
