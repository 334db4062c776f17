"use client";

// One short tone for what is new and grave. Off until somebody turns it on; remembered in this browser.
import { createKeptSwitch } from "#components/shell/kept-switch.ts";

const kept = createKeptSwitch("alert-sound", { atFirst: false });

export function useSound(): [on: boolean, set: (on: boolean) => void] {
  const on = kept.useOn();
  const set = (next: boolean) => {
    kept.set(next);
    // Whoever turns it on hears what they will hear, and the browser has its click.
    if (next) playTone();
  };
  return [on, set];
}

let audio: AudioContext | undefined;
const lastingSeconds = 0.35;

/** Two notes. A page that nobody has clicked yet may not make a sound, and a browser would complain of the attempt. */
function playTone() {
  if (!navigator.userActivation.hasBeenActive) return;
  audio ??= new AudioContext();
  void audio.resume();
  const loudness = audio.createGain();
  loudness.connect(audio.destination);
  const begin = audio.currentTime;
  loudness.gain.setValueAtTime(0, begin);
  loudness.gain.linearRampToValueAtTime(0.12, begin + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, begin + lastingSeconds);
  const note = audio.createOscillator();
  note.type = "triangle";
  note.frequency.setValueAtTime(880, begin);
  note.frequency.setValueAtTime(659, begin + lastingSeconds / 2);
  note.connect(loudness);
  note.start(begin);
  note.stop(begin + lastingSeconds);
}

/** Of several open tabs one sounds: whoever has the lock for as long as the others may still hear the same news. */
export function sound() {
  if (!kept.isOn()) return;
  if (!("locks" in navigator)) return playTone();
  void navigator.locks.request(kept.key, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    playTone();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  });
}
