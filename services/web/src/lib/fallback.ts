/**
 * Another way to the boards when the usual one does not get through.
 *
 * Some networks let a page load and swallow WebSockets. What cannot be told apart from a gateway that restarts
 * is given a second try; after that the ways take turns until one of them brings a frame, and that one stays.
 */
import type { OpenSocket } from './live';

const TRIES = 2;

/** Return how to open a socket by the first way that works. */
export function firstThatWorks(ways: readonly OpenSocket[]): OpenSocket {
  let way = 0;
  let failures = 0; // sockets of this way, one after another, that closed without a frame
  return (events) => {
    let is_judged = false; // has spoken, or has failed
    const judge = (works: boolean) => {
      if (is_judged) return;
      is_judged = true;
      failures = works ? 0 : failures + 1;
      if (failures < TRIES) return;
      way = (way + 1) % ways.length;
      failures = 0;
    };
    const socket = (ways[way] as OpenSocket)({
      received: (text) => {
        judge(true);
        events.received(text);
      },
      closed: (code) => {
        judge(false);
        events.closed(code);
      },
    });
    return {
      send: (text) => socket.send(text),
      close: () => {
        judge(false); // the client had enough of waiting
        socket.close();
      },
    };
  };
}
