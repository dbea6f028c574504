import { createHash } from 'node:crypto';

/** The same id for the same thing of the demo, at every seeding; opaque like any other. */
export function demoId(kind: string, key: string): string {
  return createHash('sha256')
    .update(`portico demo/${kind}/${key}`)
    .digest('base64url')
    .replace(/[_-]/g, 'x')
    .slice(0, 20);
}
