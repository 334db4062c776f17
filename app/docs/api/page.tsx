import type { Metadata } from "next";
import { headers } from "next/headers";
import { Page } from "#components/shell/page.tsx";
import { PageHeading } from "#components/shell/page-heading.tsx";
import type { OpenApiDocument } from "#lib/contract/openapi.ts";
import { pageContext } from "#lib/http/page-context.ts";
import { ApiIndex } from "./api-index.tsx";
import { type ListedOperation, Operation } from "./operation.tsx";
import { Problems } from "./problems.tsx";
import { SchemaList } from "./schema-list.tsx";

export const metadata: Metadata = { title: "API" };

export default async function ApiPage() {
  const document = pageContext().openApi();
  const sent = await headers();
  const origin = `${sent.get("x-forwarded-proto") ?? "http"}://${sent.get("host") ?? "localhost"}`;
  const groups = byTag(document);
  const problem = document.components.schemas.Problem;
  return (
    <Page>
      <PageHeading title="API">
        Every endpoint, written from the schemas that check its input and its replies. For programs:{" "}
        <a href="/openapi.json" className="text-cobalt underline underline-offset-4">
          /openapi.json
        </a>
      </PageHeading>
      <div className="grid gap-x-12 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <ApiIndex groups={groups} />
        <div className="min-w-0">
          {Object.entries(groups).map(([tag, operations]) => (
            <section key={tag} className="mb-10">
              <h2 className="display mb-4 text-xl">{tag}</h2>
              {operations.map((listed) => (
                <Operation key={listed.operation.operationId} listed={listed} origin={origin} />
              ))}
            </section>
          ))}
          <section id="problems">
            <h2 className="display mb-2 text-xl">Problems</h2>
            <p className="mb-4 max-w-prose text-muted">
              Every error answer is <code className="text-sm">application/problem+json</code> and carries the
              request id that the logs know. A 4xx has changed nothing.
            </p>
            {problem ? (
              <div className="mb-8 max-w-2xl">
                <SchemaList schema={problem} />
              </div>
            ) : null}
            <Problems />
          </section>
        </div>
      </div>
    </Page>
  );
}

function byTag(document: OpenApiDocument): Record<string, ListedOperation[]> {
  const groups: Record<string, ListedOperation[]> = {};
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0] ?? "Other";
      groups[tag] ??= [];
      groups[tag].push({ method: method.toUpperCase(), path, operation });
    }
  }
  return groups;
}
