import { FetchInterceptor } from '@mswjs/interceptors/fetch';
import { XMLHttpRequestInterceptor } from '@mswjs/interceptors/XMLHttpRequest';
import type { HttpHandler } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';

/**
 * Answers the page's requests in the page itself: no service worker, so nothing is left behind for the next page and the strictest
 * policy allows it. `unexpected` is told each request to a mocked host that no handler knows.
 */
export function mockNetwork(handlers: HttpHandler[], unexpected: (request: string) => void = () => {}) {
  const hosts = () => (network.listHandlers() as HttpHandler[]).map(({ info }) => new URL(String(info.path)).host);
  const network = defineNetwork({
    sources: [new InterceptorSource({ interceptors: [new FetchInterceptor(), new XMLHttpRequestInterceptor()] })],
    handlers,
    context: { quiet: true },
    onUnhandledFrame: ({ frame, defaults }) => {
      const { request } = frame.data as { request: Request };
      if (!request || !hosts().includes(new URL(request.url).host)) return;
      unexpected(`${request.method} ${request.url}`);
      defaults.error();
    },
  });
  return network;
}
