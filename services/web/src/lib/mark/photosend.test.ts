import { expect, test } from 'vitest';
import type { Photo } from './photo';
import { PhotoSender, type PhotoReply } from './photosend';

const photo = (digest: string): Photo => ({ digest, content: new ArrayBuffer(1), sent: 0 });

function uplink(replies: PhotoReply[], is_online = true, has_room = true) {
  const unsent = [photo('one'), photo('two')];
  const sent: string[] = [];
  const settled: [string, string][] = [];
  const waits: (() => void)[] = [];
  const sender = new PhotoSender({
    unsent: () => Promise.resolve(unsent[0]),
    send: (one) => {
      sent.push(one.digest);
      return Promise.resolve(replies.shift() ?? 'kept');
    },
    settle: (digest, reply) => {
      if (!has_room) return Promise.resolve(false);
      settled.push([digest, reply]);
      unsent.shift();
      return Promise.resolve(true);
    },
    may_send: () => is_online,
    clock: { now: () => 0, after: (_, act) => { waits.push(act); return () => undefined; } },
    random: () => 0,
  });
  return { sender, sent, settled, waits };
}

test('every photo goes out, one after the other', async () => {
  const { sender, settled } = uplink([]);
  await sender.wake();
  expect(settled).toEqual([['one', 'kept'], ['two', 'kept']]);
});

test('one that gets no answer is kept and tried again later', async () => {
  const { sender, sent, settled, waits } = uplink(['lost']);
  await sender.wake();
  expect([sent, settled, waits.length]).toEqual([['one'], [], 1]);
  await sender.wake();
  expect(settled).toEqual([['one', 'kept'], ['two', 'kept']]);
});

test('one that is refused for good does not hold up the next', async () => {
  const { sender, settled } = uplink(['refused']);
  await sender.wake();
  expect(settled).toEqual([['one', 'refused'], ['two', 'kept']]);
});

test('nothing is tried without a network', async () => {
  const { sender, sent } = uplink([], false);
  await sender.wake();
  expect(sent).toEqual([]);
});

test('one that was sent, which the device cannot remember, is not sent again at once and for ever', async () => {
  const { sender, sent, waits } = uplink([], true, false);
  await sender.wake();
  expect([sent, waits.length]).toEqual([['one'], 1]);
});
