/** Why the server cannot start or a command cannot be done: one line for the person at the terminal, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
