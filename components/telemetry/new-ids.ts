/** Random hexadecimal digits. Not `randomUUID`: a browser has that over https and on this machine only. */
export function newId(bytes: 8 | 16): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
