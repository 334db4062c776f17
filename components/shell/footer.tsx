import { FaultLine } from "#components/ui/fault-line.tsx";

const machine = ["/metrics", "/health", "/ready", "/openapi.json"];

export function Footer() {
  return (
    <footer className="mt-auto border-t border-line">
      <div className="frame flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-5 text-sm text-muted">
        <p className="flex items-center gap-3">
          <FaultLine className="h-3 w-7 text-edge" />
          The shop that breaks on purpose.
        </p>
        <nav aria-label="For machines" className="flex flex-wrap gap-x-5 gap-y-1">
          {machine.map((path) => (
            <a key={path} href={path} className="figures flex h-6 items-center text-cobalt hover:underline">
              {path}
            </a>
          ))}
        </nav>
      </div>{" "}
    </footer>
  );
}
