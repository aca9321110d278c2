/** Something that ends the program with an exit code of its own. */
export class ExitError extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The command line means nothing, or names an input that cannot be read. */
export const UNUSABLE = 2;

/** A gzip input is cut short or broken. */
export const DAMAGED = 3;
