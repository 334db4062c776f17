import { context } from "@opentelemetry/api";
import { type ExportResult, ExportResultCode, suppressTracing } from "@opentelemetry/core";

type Exporter<Batch> = { export(batch: Batch, done: (result: ExportResult) => void): void };

/** Rejects when the receiver did not take the batch, after the exporter's own retries. */
export function exportBatch<Batch>(exporter: Exporter<Batch>, batch: Batch): Promise<void> {
  return new Promise((resolve, reject) => {
    context.with(suppressTracing(context.active()), () =>
      exporter.export(batch, ({ code, error }) => {
        if (code === ExportResultCode.SUCCESS) resolve();
        else reject(error ?? new Error("The export failed"));
      }),
    );
  });
}
