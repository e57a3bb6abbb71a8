/** What a mail server says, short, on one line, and without the addresses that servers like to repeat. */
export const saidBy = (text: string): string =>
  text
    .replaceAll(/[^\s<>"'(),:;]*@[^\s<>"'(),:;]*/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
