import type { Message, Value } from "./otlp-messages.ts";
import type { OtlpReceiver } from "./otlp-receiver.ts";

export type OtlpRecord = { service: string; scope: string; resource: Record<string, Value>; record: Message };

const list = (value: Value | undefined) => (Array.isArray(value) ? (value as Message[]) : []);
const firstList = (message: Message) => list(Object.values(message).find(Array.isArray));

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
    .flatMap(({ body }) => firstList(body))
    .flatMap((group) => {
      const attributes = attributesOf(group.resource as Message);
      const service = String(attributes["service.name"]);
      const scopes = list(group.scopeSpans ?? group.scopeLogs ?? group.scopeMetrics);
      return scopes.flatMap((inner) =>
        firstList(inner).map((record) => ({
          service,
          scope: String((inner.scope as Message).name),
          resource: attributes,
          record,
        })),
      );
    });
}
