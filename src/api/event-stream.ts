import type { LiveEvent } from './schema.js';

/** Reads a stream of server-sent events: hands over each event, and says of every piece that came. Done when it ends. */
export async function readEvents(
  body: NonNullable<Response['body']>,
  heard: (event: LiveEvent) => void,
  came: () => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    came();
    const parts = (rest + value).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data) heard(JSON.parse(data) as LiveEvent);
    }
  }
}
