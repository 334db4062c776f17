// What a click was on, in a word that the code gives: the text of a control may be what somebody typed.
const controls =
  "[data-click], a[href], button, summary, input, select, textarea, label, [role=menuitem], [role=option], [role=switch], [role=tab]";

const kinds: Record<string, string> = { A: "link", BUTTON: "button", SUMMARY: "disclosure", LABEL: "field" };
const fields = new Set(["INPUT", "SELECT", "TEXTAREA"]);

type Clicked = Pick<Element, "closest">;

/** Undefined where nothing was there to be clicked. */
export function clickTarget(clicked: Clicked): string | undefined {
  const control = clicked.closest<HTMLElement>(controls);
  if (!control) return undefined;
  const { click } = control.dataset;
  if (click) return click;
  if (fields.has(control.tagName)) return control.getAttribute("type") === "submit" ? "button" : "field";
  return kinds[control.tagName] ?? control.getAttribute("role") ?? "control";
}
