import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

type Props = { secret: string; onDone: () => void };

export function SecretOnce({ secret, onDone }: Props) {
  return (
    <div className="grid gap-4 p-5 pt-0">
      <p className="text-muted">
        Every message is signed with it, as Standard Webhooks has it. Keep it where messages are received: it
        is shown here and never again.
      </p>
      <div className="flex items-center gap-2 rounded-md border border-line bg-well px-4 py-3">
        <code className="min-w-0 text-sm break-all">{secret}</code>
        <CopyButton text={secret} label="Copy the secret" />
      </div>
      <div>
        <Button look="solid" onClick={onDone}>
          I have kept it
        </Button>
      </div>
    </div>
  );
}
