import type { Message, Value } from "./decode-protobuf.ts";
import type { OtlpReceiver } from "./otlp-receiver.ts";

export type OtlpRecord = { service: string; scope: string; resource: Record<string, Value>; record: Message };

const list = (value: Value | undefined) => (Array.isArray(value) ? (value as Message[]) : []);

export function attributesOf(message: Message): Record<string, Value> {
  return Object.fromEntries(
    list(message.attributes).map(({ key, value }) => [
      String(key),
      Object.values((value ?? {}) as Message)[0] ?? "",
    ]),
  );
}

/** Everything that arrived under one path, each with the service it came under. */
export function recordsAt({ received }: OtlpReceiver, path: string): OtlpRecord[] {
  return received
    .filter((request) => request.path === path)
    .flatMap(({ body }) => list(body.resources))
    .flatMap(({ resource, scopes }) => {
      const attributes = attributesOf(resource as Message);
      const service = String(attributes["service.name"]);
      return list(scopes).flatMap(({ scope, records }) =>
        list(records).map((record) => ({
          service,
          scope: String((scope as Message).name),
          resource: attributes,
          record,
        })),
      );
    });
}
