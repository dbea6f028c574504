// Loaded before the server: its clock goes ten minutes ahead with every SIGUSR2.
const RealDate = Date;
let ahead = 0;

class SetDate extends RealDate {
  constructor(...given: unknown[]) {
    super(...((given.length ? given : [SetDate.now()]) as [number]));
  }
  static override now = () => RealDate.now() + ahead;
}
globalThis.Date = SetDate as DateConstructor;

process.on('SIGUSR2', () => (ahead += 600_000));
