import type { ListedOperation } from "./operation.tsx";

const link =
  "flex min-h-7 items-center gap-2 rounded-sm text-sm text-muted transition-colors hover:text-cobalt";

/** The table of contents: beside the text where there is room, above it where there is not. */
export function ApiIndex({ groups }: { groups: Record<string, ListedOperation[]> }) {
  return (
    <nav
      aria-label="On this page"
      className="mb-8 min-w-0 self-start lg:sticky lg:top-32 lg:max-h-[calc(100dvh-9rem)] lg:overflow-y-auto"
    >
      {Object.entries(groups).map(([tag, operations]) => (
        <div key={tag} className="mb-4">
          <p className="mb-1 text-sm font-medium">{tag}</p>
          <ul>
            {operations.map(({ method, path, operation }) => (
              <li key={operation.operationId}>
                <a href={`#${operation.operationId}`} className={link}>
                  <span className="figures w-9 shrink-0 text-xs">{method}</span>
                  <span className="figures min-w-0 truncate">{path}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <a href="#problems" className={`${link} font-medium`}>
        Problems
      </a>
    </nav>
  );
}
