import type { ComponentType } from "react";

export type ShellDialogProps = {
  onClose: () => void;
  /** What was typed before the dialog had a field for it. Taken once. */
  takeTyped: () => string;
};
export type ShellDialog = ComponentType<ShellDialogProps>;
