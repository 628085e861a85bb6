/**
 * A question before something that cannot be taken back lightly: are you sure, and why.
 */
interface Question {
  title: string;
  needs_reason: boolean;
  answer: (reason: string | null) => void;
}

class Sure {
  question = $state.raw<Question | null>(null);

  /** Return the reason, empty where none is needed; null when the person thinks better of it. */
  ask(title: string, needs_reason = false): Promise<string | null> {
    return new Promise((resolve) => {
      this.question = {
        title,
        needs_reason,
        answer: (reason) => {
          this.question = null;
          resolve(reason);
        },
      };
    });
  }
}

export const sure = new Sure();
