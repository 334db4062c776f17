/** Without a script these are all there are to read; with one they are more than a screen has until it runs. */
export const firstRows = 80;
