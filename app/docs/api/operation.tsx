import type { ReactNode } from "react";
import { Panel } from "#components/ui/panel.tsx";
import type { OpenApiOperation } from "#lib/contract/openapi.ts";
import { CodeSamples } from "./code-samples.tsx";
import { MethodMark } from "./method-mark.tsx";
import { sampleRequests } from "./sample-request.ts";
import { SchemaList } from "./schema-list.tsx";
import type { Schema } from "./schema-rows.ts";
import { type TryField, TryIt } from "./try-it.tsx";

export type ListedOperation = { method: string; path: string; operation: OpenApiOperation };

export function Operation({ listed, origin }: { listed: ListedOperation; origin: string }) {
  const { method, path, operation } = listed;
  return (
    <section
      id={operation.operationId}
      aria-labelledby={`${operation.operationId}-name`}
      className="grid gap-x-10 gap-y-5 border-t border-line py-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]"
    >
      <div className="min-w-0">
        <h3 id={`${operation.operationId}-name`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <MethodMark method={method} />
          <code className="text-lg font-semibold break-all">{path}</code>
        </h3>
        <p className="mt-2 max-w-prose">{operation.summary}</p>
        <Parameters operation={operation} />
        {Object.entries(operation.requestBody?.content ?? {}).map(([type, { schema }]) => (
          <Part key={type} title="Body" aside={type}>
            <SchemaList schema={schema} />
          </Part>
        ))}
        <Replies operation={operation} />
      </div>
      <Panel className="min-w-0 self-start overflow-hidden xl:sticky xl:top-28">
        <CodeSamples
          samples={sampleRequests({ origin, method, path, operation })}
          subject={`${method} ${path}`}
        />
        {method === "GET" ? <TryIt path={path} fields={(operation.parameters ?? []).map(tryField)} /> : null}
      </Panel>
    </section>
  );
}

function Part({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <div className="mt-6">
      <h4 className="mb-2 flex flex-wrap items-baseline gap-x-3 font-medium">
        {title}
        {aside ? (
          <span className="figures min-w-0 text-xs font-normal wrap-anywhere text-muted">{aside}</span>
        ) : null}
      </h4>
      {children}
    </div>
  );
}

function Parameters({ operation }: { operation: OpenApiOperation }) {
  const parameters = operation.parameters ?? [];
  if (parameters.length === 0) return null;
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
  return (
    <Part title="Parameters" aside={[...new Set(parameters.map((parameter) => parameter.in))].join(", ")}>
      <SchemaList schema={{ type: "object", properties, required }} />
    </Part>
  );
}

function Replies({ operation }: { operation: OpenApiOperation }) {
  return Object.entries(operation.responses)
    .filter(([status]) => status !== "default")
    .map(([status, { content }]) => {
      const types = Object.entries(content ?? {});
      return (
        <Part
          key={status}
          title={`Reply ${status}`}
          aside={types.map(([type]) => type).join(", ") || "no body"}
        >
          {types.map(([type, { schema }]) => (
            <ReplyBody key={type} schema={schema} />
          ))}
        </Part>
      );
    });
}

function ReplyBody({ schema }: { schema: Schema }) {
  if (schema.type === "string") return null;
  return <SchemaList schema={schema} />;
}

function tryField({
  name,
  in: place,
  required,
  schema,
}: NonNullable<OpenApiOperation["parameters"]>[number]): TryField {
  const initial = schema.default === undefined ? "" : String(schema.default);
  return {
    name,
    place,
    required,
    initial,
    ...(Array.isArray(schema.enum) ? { choices: schema.enum.map(String) } : {}),
  };
}
