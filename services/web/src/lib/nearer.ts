/**
 * Bring one order of rows nearer to another, a few rows at a time: to take fifty rows out of a document and put
 * them back holds a page longer than a frame lasts, eight do not.
 */

/**
 * Return ``now`` with at most ``moves_max`` of its ids moved to where they stand in ``wanted``, from its top down.
 * Ids that are not wanted are gone at once, new ones stand last until it is their turn.
 */
export function nearer(now: readonly string[], wanted: readonly string[], moves_max: number): readonly string[] {
  const [old, kept] = [new Set(now), new Set(wanted)];
  const order = [...now.filter((id) => kept.has(id)), ...wanted.filter((id) => !old.has(id))];
  let moves = 0;
  for (let at = 0; at < wanted.length && moves < moves_max; at += 1) {
    const id = wanted[at] as string;
    if (order[at] === id) continue;
    order.splice(order.indexOf(id, at), 1);
    order.splice(at, 0, id);
    moves += 1;
  }
  return order;
}

/** Return whether two orders are the same. */
export function isSameOrder(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, at) => id === other[at]);
}
