// Keys pressed after a dialog was asked for and before it is there. They belong to the dialog, not to the page.

type Press = { key: string; ctrlOrMeta: boolean; alt: boolean };

/** The text after one more key; undefined when the key writes nothing. */
export function typeEarly(text: string, { key, ctrlOrMeta, alt }: Press): string | undefined {
  if (ctrlOrMeta || alt) return undefined;
  const written = [...text];
  if (key === "Backspace") return written.slice(0, -1).join("");
  return [...key].length === 1 ? text + key : undefined;
}
