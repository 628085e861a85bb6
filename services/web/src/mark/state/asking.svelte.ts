/**
 * Questions that an entry may raise: why, is that right, who are you. One at a time, each a promise.
 */
/** What is half written for one mark, and where it is kept: a question that was left does not lose it. */
export interface Draft {
  text: string;
  keep: (text: string) => void;
}

export type Question =
  | { kind: 'reason'; draft: Draft; answer: (reason: string | null) => void }
  | { kind: 'again'; value: string; answer: (is_right: boolean) => void }
  | { kind: 'pin'; answer: (confirmation: string | null) => void };

class Asking {
  question = $state.raw<Question | null>(null);

  /** Return the reason of a correction (R30); null when the person thinks better of it. */
  reason(draft: Draft): Promise<string | null> {
    return this.#ask((answer) => ({ kind: 'reason', draft, answer }));
  }

  /** Return whether an implausible value was typed once more, the same. */
  isRight(value: string): Promise<boolean> {
    return this.#ask((answer) => ({ kind: 'again', value, answer }));
  }

  /** Return a confirmation by PIN; null when none is given. */
  confirmation(): Promise<string | null> {
    return this.#ask((answer) => ({ kind: 'pin', answer }));
  }

  #ask<T>(question: (answer: (value: T) => void) => Question): Promise<T> {
    return new Promise((resolve) => {
      const own: Question = question((value) => {
        if (this.question === own) this.question = null; // an answer may come late, when another question is open
        resolve(value);
      });
      this.question = own;
    });
  }
}

export const asking = new Asking();
