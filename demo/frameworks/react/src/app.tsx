import { useRef, useState } from 'react';
import type { PorticoPortal } from 'portico';
import 'portico/define/all.js';

const src = import.meta.env.VITE_PORTAL ?? 'http://localhost:4000/help';

export function App() {
  const [isOpen, setOpen] = useState(true);
  const [told, setTold] = useState('nothing yet');
  const portal = useRef<PorticoPortal>(null);
  return (
    <main>
      <h1>Portico in React</h1>
      <p>
        <button type="button" onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close support' : 'Open support'}
        </button>{' '}
        <button type="button" onClick={() => portal.current?.navigate({ view: 'new', query: {} })}>
          Ask a question
        </button>
      </p>
      <p role="status">Heard: {told}</p>
      {isOpen && (
        <portico-portal
          ref={portal}
          src={src}
          address="memory"
          heading="Support"
          onportico-ticket-open={(event) => setTold(`ticket ${event.ticketId}`)}
          onportico-sign-out={() => setTold('signed out')}
        />
      )}
    </main>
  );
}
