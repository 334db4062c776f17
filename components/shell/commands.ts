// Commands travel as events on the window, so that a key, a button and the palette can ask for what a page
// does without knowing the page.
import type { Command } from "./key-reader.ts";

/** True when somebody carried it out. */
export function sendCommand(command: Command): boolean {
  return !window.dispatchEvent(new CustomEvent(`faultmart:${command}`, { cancelable: true }));
}

export function onCommand(command: Command, carryOut: () => void): () => void {
  const listener = (event: Event) => {
    event.preventDefault();
    carryOut();
  };
  window.addEventListener(`faultmart:${command}`, listener);
  return () => window.removeEventListener(`faultmart:${command}`, listener);
}
