import { Component, CUSTOM_ELEMENTS_SCHEMA, type ElementRef, signal, viewChild } from '@angular/core';
import type { PorticoPortal, PorticoTicketOpenEvent } from 'portico';
import 'portico/define/all.js';

declare const PORTAL: string;

@Component({
  selector: 'app-root',
  // So that Angular lets elements it does not know be.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>Portico in Angular</h1>
      <p>
        <button type="button" (click)="isOpen.set(!isOpen())">{{ isOpen() ? 'Close support' : 'Open support' }}</button>
        {{ ' ' }}
        <button type="button" (click)="ask()">Ask a question</button>
      </p>
      <p role="status">Heard: {{ told() }}</p>
      @if (isOpen()) {
        <portico-portal
          #portal
          [attr.src]="src"
          address="memory"
          heading="Support"
          (portico-ticket-open)="opened($event)"
          (portico-sign-out)="told.set('signed out')"
        ></portico-portal>
      }
    </main>
  `,
})
export class App {
  protected readonly src = PORTAL;
  protected readonly isOpen = signal(true);
  protected readonly told = signal('nothing yet');
  private readonly portal = viewChild<ElementRef<PorticoPortal>>('portal');

  protected ask(): void {
    this.portal()?.nativeElement.navigate({ view: 'new', query: {} });
  }

  protected opened({ ticketId }: PorticoTicketOpenEvent): void {
    this.told.set(`ticket ${ticketId}`);
  }
}
