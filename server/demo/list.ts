import type { PropertyValue } from '../db/tables.ts';
import type { StageKey } from './story.ts';

/** What some stories have beside product and numbers: something of every type that a list can be filtered by. */
export const MORE_PROPERTIES: Readonly<Record<string, Readonly<Record<string, PropertyValue>>>> = {
  'card-b': { devices: 1, bought: '2025-03-14', accessories: ['card'], warranty: true },
  'field-report': { devices: 2, bought: '2025-03-14', accessories: ['card', 'battery'], warranty: true },
  finnish: { devices: 1, bought: '2023-09-02', accessories: ['lavalier'], warranty: false },
  'usb-power': { devices: 1, bought: '2025-03-14', accessories: ['battery'] },
  'split-files': { devices: 3, accessories: ['card'] },
  'plover-jam': { devices: 6, bought: '2026-01-20', accessories: ['camera'], warranty: true },
  'amber-blink': { devices: 1, bought: '2025-06-30', accessories: ['lavalier', 'case'], warranty: true },
  wind: { devices: 12, accessories: ['lavalier', 'windshield'] },
  quieter: { devices: 1, bought: '2025-06-30', accessories: ['lavalier'], warranty: true },
  'update-stops': { devices: 1, bought: '2025-03-14', warranty: true },
  'ground-loop': { devices: 1, accessories: ['headphones'] },
  'e-ink': { devices: 1, bought: '2023-11-11', warranty: false },
  knob: { devices: 1, bought: '2022-05-05', warranty: false },
  'camera-cable': { devices: 2, accessories: ['camera'] },
  'fleet-discount': { devices: 6, accessories: ['windshield', 'case'] },
  'wrong-quantity': { devices: 10, bought: '2026-10-12', accessories: ['windshield'] },
  'return-plover': { devices: 3, bought: '2026-08-21', warranty: true },
  labels: { devices: 12 },
  'stolen-kit': { devices: 1, bought: '2025-06-30', accessories: ['lavalier', 'windshield', 'case'], warranty: false },
  'clip-broken': { devices: 4, accessories: ['lavalier'] },
  'case-left': { devices: 1, bought: '2025-06-30', accessories: ['case'], warranty: true },
  live: { devices: 1, bought: '2024-02-28', accessories: ['battery', 'headphones'], warranty: true },
  arabic: { devices: 2, bought: '2025-12-01', accessories: ['lavalier'], warranty: true },
  'reporter-kits': { devices: 12, accessories: ['lavalier', 'case'] },
  'lav-cable': { devices: 1, bought: '2025-12-01', accessories: ['lavalier'], warranty: true },
  'bent-bnc': { devices: 1, bought: '2024-02-28', accessories: ['camera'], warranty: false },
  'off-air': { devices: 1, bought: '2024-02-28', accessories: ['lavalier'], warranty: true },
  'battery-pack': { devices: 1, bought: '2024-02-28', accessories: ['battery'], warranty: true },
  'dropouts-studio': { devices: 4, accessories: ['lavalier', 'windshield'] },
  'firmware-fleet': { devices: 6, warranty: true },
};

/** How many of the team's last messages their customer has not read yet; of the others, none. */
export const UNREAD: Readonly<Record<string, number>> = {
  'field-report': 1,
  'plover-jam': 1,
  metadata: 1,
  knob: 2,
  'case-left': 1,
  'bent-bnc': 1,
  'dropouts-studio': 1,
};

/** The stage in which a customer has seen a ticket that has moved on since. */
export const SEEN_IN: Readonly<Record<string, StageKey>> = {
  quieter: 'orders.on-its-way',
  knob: 'orders.workshop',
  'fleet-discount': 'orders.received',
  'bent-bnc': 'orders.workshop',
};
