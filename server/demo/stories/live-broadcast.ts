import { milliseconds, type Turn } from '../story.ts';
import { rosa, tom } from './voices.ts';

/** Both sides of an evening's chat, line by line: the customer first, then whoever `>` marks. */
const LINES = `we go live from the market square at 19:00 and the Dunlin shows E12 card too slow
> Hello Rosa, I am here until you are on air. Which cards are in, and how many tracks do you record?
two old 64 GB cards, six tracks at 96 kHz
> That is the limit for them: six tracks of 96 kHz in 32-bit float are 2.3 MB a second to each card.
so 48 kHz?
> Yes, for radio nobody will miss it. Menu, Record, Sample rate.
done. E12 is gone
> Good. Leave it recording for five minutes, please, and look whether it comes back.
it runs
meanwhile: the presenter’s Siskin drops out near the OB van
> How far is the transmitter from the van’s Wi-Fi antenna?
maybe two metres
> Too close. Siskin and Wi-Fi share 2.4 GHz. Can the receiver stand on the stage side?
cable is too short
> Then let us move the Wi-Fi: which channel does the van use?
how do I see that
> In Roost, with the receiver on USB: Radio, Spectrum. The tall block is your Wi-Fi.
tall block from 2.402 to 2.422
> That is channel 1. Ask your IT colleague in the van to take channel 13, or to use 5 GHz only.
he says 5 GHz only is possible, but the printer dies
> Who prints at seven in the evening?
the running order :)
> Then print it now, and switch over afterwards.
printed. switching
> Tell me what the spectrum shows.
flat. nothing above the grass
> Now walk with the transmitter once around the square and listen.
walking
no dropouts up to the fountain
behind the fountain one short one
> How many metres is it to the fountain?
seventy or so
> Behind it is water and a bronze horse, both are good at eating 2.4 GHz. Keep the presenter in front of it.
the horse is her favourite place
> Then put the receiver higher: two metres up on a stand, with the antenna side to the horse.
on the lighting stand now
no dropout behind the horse either
> Perfect. How is the card?
eleven minutes, no E12
> Then I would leave it like that. Which power do you have?
mains from the van, batteries full
> Take the mains out for ten seconds, once, so that we know the sled takes over.
it says BP 98 %, keeps recording
mains back in
> Good. That was the most important test of the evening.
new one: presenter in her own ear hears herself late
> How late? An echo, or just hollow?
hollow
> That is the way through the desk: 3 ms from the Siskin, plus the desk, plus the way back. Does she get her ear signal from the desk?
yes, from aux 2
> Give her the direct output of the receiver in the left ear, and the programme in the right. Many presenters like that.
she likes it
> Lovely.
fifteen minutes
> Shall we go through the list? Sample rate 48, float, both cards empty, mirrored.
yes yes yes yes
> Phantom power on 1 and 2 only, off on 3 to 6.
3 was on! off now
> That would have been a hum with the dynamic microphone. Limiter?
not needed in float, you taught me that
> I did. Low cut 80 Hz on the presenter’s channels?
on
> Timecode?
Plover on the desk, green
> Then you are ready. Second transmitter for the presenter?
charged and in her other pocket
> I will stay online until the first record. Break a leg.
on air
sounds great here
> I am listening to your stream. Clean.
20:00, news, we are through. no dropout in the whole hour
> Congratulations. Stop the recorder before you take the cards out, both lights must be off.
off. both cards have the same 61 minutes
> Then I wish you a good evening.
you have saved it twice tonight. thank you Tom`;

/** More than sixty messages within two hours, so long before the newest message of the demo. */
export function liveBroadcast(daysAgo: number): Turn[] {
  const start = milliseconds(`${daysAgo}d`);
  return LINES.split('\n').map((line, index) => {
    const ago = `${Math.round((start - index * 105_000) / 1000)}s`;
    return line.startsWith('> ') ? tom.chat(ago, line.slice(2)) : rosa.chat(ago, line);
  });
}
