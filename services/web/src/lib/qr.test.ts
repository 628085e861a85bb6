import { expect, test } from 'vitest';
import { qrPath } from './qr';

test('a code has its three finders and a quiet border', () => {
  const { size, path } = qrPath('https://10.0.0.5:8443/mark#pair=K7QF2M');
  const isDark = (x: number, y: number) => path.includes(`M${x} ${y}h1`);
  const corners = [[4, 4], [size - 11, 4], [4, size - 11]] as const;

  for (const [x, y] of corners) {
    expect([isDark(x, y), isDark(x + 1, y + 1), isDark(x + 3, y + 3), isDark(x + 6, y + 6)]).toEqual([true, false, true, true]);
  }
  expect(isDark(3, 3)).toBe(false);
});
