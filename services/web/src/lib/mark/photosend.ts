/**
 * Sends photos beside the outbox, one at a time: a mark never waits for its photo.
 */
import { backoffMs } from '../backoff';
import type { Cancel, Clock } from '../clock';
import type { Photo } from './photo';

export type PhotoReply = 'kept' | 'refused' | 'lost';

export interface PhotoUplink {
  unsent(): Promise<Photo | undefined>;
  send(photo: Photo): Promise<PhotoReply>;
  /** Remember that it is kept by the services, or that they will never take it; says whether that is remembered. */
  settle(digest: string, reply: 'kept' | 'refused'): Promise<boolean>;
  may_send(): boolean;
  clock: Clock;
  random: () => number;
}

export class PhotoSender {
  readonly #uplink: PhotoUplink;
  #is_sending = false;
  #failures = 0;
  #cancel: Cancel | null = null;

  constructor(uplink: PhotoUplink) {
    this.#uplink = uplink;
  }

  /** Send what is unsent now; what gets no answer is tried again later. */
  async wake(): Promise<void> {
    if (this.#is_sending) return;
    this.#is_sending = true;
    this.#cancel?.();
    try {
      while (this.#uplink.may_send()) {
        const photo = await this.#uplink.unsent();
        if (!photo) return;
        const reply = await this.#uplink.send(photo);
        if (reply === 'lost' || !(await this.#uplink.settle(photo.digest, reply))) return this.#later();
        this.#failures = 0;
      }
    } finally {
      this.#is_sending = false;
    }
  }

  #later(): void {
    this.#failures += 1;
    this.#cancel = this.#uplink.clock.after(backoffMs(this.#failures, this.#uplink.random), () => void this.wake());
  }
}
