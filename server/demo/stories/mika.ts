import { heldBack, pdf, photo, txt, wav, waveform, zip } from '../files.ts';
import { note, story, type Story } from '../story.ts';
import { fieldReport } from './field-report.ts';
import { ines, mika, sanna, tom } from './voices.ts';

const TEST_TABLE = `<table border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse;border:none">
<tr><td style="border:solid windowtext 1.0pt;background:#D9E2E9;padding:0cm 5.4pt"><p class="MsoNormal"><b>What we did<o:p></o:p></b></p></td><td style="border:solid windowtext 1.0pt;background:#D9E2E9;padding:0cm 5.4pt"><p class="MsoNormal"><b>Firmware 3.4.0<o:p></o:p></b></p></td><td style="border:solid windowtext 1.0pt;background:#D9E2E9;padding:0cm 5.4pt"><p class="MsoNormal"><b>Firmware 3.4.1<o:p></o:p></b></p></td></tr>
<tr><td style="padding:0cm 5.4pt"><p class="MsoNormal">Both cards in, switch on<o:p></o:p></p></td><td style="padding:0cm 5.4pt"><p class="MsoNormal">mirrored<o:p></o:p></p></td><td style="padding:0cm 5.4pt"><p class="MsoNormal">mirrored<o:p></o:p></p></td></tr>
<tr><td style="padding:0cm 5.4pt"><p class="MsoNormal">Swap B while stopped<o:p></o:p></p></td><td style="padding:0cm 5.4pt"><p class="MsoNormal"><b>A only</b><o:p></o:p></p></td><td style="padding:0cm 5.4pt"><p class="MsoNormal">mirrored<o:p></o:p></p></td></tr>
<tr><td style="padding:0cm 5.4pt"><p class="MsoNormal">Swap B while recording<o:p></o:p></p></td><td style="padding:0cm 5.4pt"><p class="MsoNormal"><b>A only</b><o:p></o:p></p></td><td style="padding:0cm 5.4pt"><p class="MsoNormal">mirrored from the next take<o:p></o:p></p></td></tr>
</table>`;

/** An open image, as newsletters and help desks add it to see whether a mail was read. */
const TRACKING_PIXEL =
  '<img src="https://mail.wrenfield.example/open/7f3ac2e1.gif" width="1" height="1" border="0" style="height:1px!important;width:1px!important" alt="">';

/**
 * The tickets of Mika Salonen, who records for Lumen Studios.
 *
 * The end-to-end journey opens `card-b`: "Card B stays empty after a hot swap", open, with an Outlook mail (a table, a quote, a
 * tracking image, a remote picture) and Apple Mail's answer to it.
 */
export const MIKA: Story[] = [
  story(
    'card-b',
    'mika',
    'Card B stays empty after a hot swap',
    'support.looking',
    { product: 'dunlin-6', serial_number: 'D6-204815', priority: 'high' },
    [
      mika.form(
        '2d 6h',
        'Since the update to **3.4.0** our Dunlin no longer mirrors to slot B once I have swapped the card between two takes.\n\n1. Both cards in, record a take: present on A and on B.\n2. Swap B for an empty, formatted card while stopped.\n3. Record: present on A only. The light of B stays off, and there is no message on the display.\n\nA power cycle brings it back until the next swap. We shoot again on Monday; can I rely on slot A until then?\n\n![The light of slot B is off](attachment:slot-b-light.png)',
        photo('slot-b-light.png', 41, [40, 40, 44]),
      ),
      tom.outlook(
        '2d 1h',
        `Hi Mika,

Thank you for the steps. I have done the same on two recorders here, one with your firmware and one with 3.4.1, which came out in October:

${TEST_TABLE}

So it is a fault of 3.4.0 and not of your recorder. Slot A is safe in every case. Please update to 3.4.1 before Monday; it takes about four minutes and keeps your settings. The steps are in <a href="http://localhost:4000/articles/update-firmware.html">our article about updates</a>, and this is the row to look for on the display afterwards:

<p class="MsoNormal"><img src="https://images.wrenfield.example/support/dunlin-firmware-341.png" width="320" height="90" alt="Display of the Dunlin: Firmware 3.4.1"><o:p></o:p></p>

Would you send me the log that Roost saves, from before the update? It would tell our engineers which cards are concerned.

<p class="MsoNormal"><img src="cid:levels-341.png" width="360" alt="Levels of both cards with 3.4.1"><o:p></o:p></p>

${TRACKING_PIXEL}`,
        waveform('levels-341.png', 77),
      ),
      mika.apple(
        '1d 3h',
        'Hi Tom,\n\nthat explains a lot. I will update two of our three recorders today and leave the third on 3.4.0 until you have what you need from it.\n\nThe log is attached. The swap was at 14:32, right after take 18. One more thing I noticed: the counter of free minutes for card B kept counting down although nothing was written. Is that the same fault?',
        txt(
          'roost-log-D6-204815.txt',
          '14:29:51 TAKE 018 START A B\n14:31:40 TAKE 018 STOP A B\n14:32:05 SLOT B REMOVED\n14:32:31 SLOT B INSERTED 119.1 GB EXFAT\n14:32:31 SLOT B MOUNT OK\n14:33:12 TAKE 019 START A\n14:35:02 TAKE 019 STOP A\n',
        ),
      ),
      tom.portal(
        '22h',
        'Yes, the same: the recorder believed that it was writing to B. Engineering has your log now. Tell me how the two updated recorders behave, and keep the third one as it is for a day or two, please.',
      ),
    ],
    [
      note(
        'tom',
        '2d',
        'HERON engineering ticket ENG-771, same as three other customers this month. Do not promise a date for the fix of the counter.',
      ),
      note(
        'ines',
        '20h',
        'PLOVERNEST Lumen is up for renewal of the fleet contract in January, so let us be quick here.',
      ),
    ],
  ),
  story(
    'field-report',
    'mika',
    'Log of four days: mirrored card and one frame of delay',
    'support.engineering',
    { product: 'dunlin-6', serial_number: 'D6-204816', priority: 'normal' },
    [
      mika.form(
        '9d 5h',
        'During last week’s shoot the second card was missing takes, and camera B drifted by a frame in some scenes. I kept notes. Do you want them?',
      ),
      sanna.portal('9d 2h', 'We do, very much, the more exact the better. Take numbers and the time of day help most.'),
      mika.portal('8d 7h', fieldReport()),
      sanna.portal(
        '8d 1h',
        'That is the best fault report we have had this year. I have given it to engineering. There seem to be **two** causes: the mirroring fault of 3.4.0, and a Plover that was set to 23.976 instead of 24 after lunch on day two.',
      ),
    ],
    [note('sanna', '8d', 'CURLEW engineering wants to quote from this report; ask Mika before anything is published.')],
  ),
  story(
    'finnish',
    'mika',
    'Dunlinin kohina kolmannessa tulossa',
    'support.waiting',
    { product: 'dunlin-6', serial_number: 'D6-198230' },
    [
      mika.portal(
        '3d 20h',
        'Hei Sanna,\n\nkolmannesta tulosta kuuluu kohinaa, jota muissa tuloissa ei ole. Kokeilin eri kaapelia ja mikrofonia, mutta ääni pysyy samana. Etuvahvistimen säätö on noin 50 dB ja lisävirta päällä.\n\nVoiko syy olla laitteessa vai säädöissä?',
        wav('tulo-3-kohina.wav', 120),
      ),
      sanna.portal(
        '3d 17h',
        'Hei Mika,\n\nkiitos näytteestä, siitä kuulee asian hyvin. Kohina alkaa vasta, kun lisävirta on päällä, joten epäilen ensin liitintä enkä etuvahvistinta.\n\nTekisitkö vielä tämän:\n\n1. Kytke lisävirta pois tulosta 3.\n2. Äänitä kymmenen sekuntia ilman mikrofonia.\n3. Lähetä tiedosto tänne.\n\nJos kohina katoaa, liitin pitää puhdistaa. Jos se jää, laite kannattaa lähettää Gentiin huoltoon; takuu on voimassa vuoteen 2028.',
      ),
      sanna.portal(
        '1d 18h',
        'Hei vielä kerran! Ehditkö tehdä mittauksen? Pidän tapauksen avoinna, kunnes kuulen sinusta.',
      ),
    ],
  ),
  story(
    'usb-power',
    'mika',
    'LOW PD on the display with the van’s charger',
    'support.solved',
    { product: 'dunlin-6', serial_number: 'D6-204815' },
    [
      mika.form(
        '41d',
        'In our van the Dunlin says “LOW PD” and runs from its batteries although it hangs on USB-C. At home the same cable works.',
      ),
      ines.portal(
        '40d 20h',
        'The Dunlin asks for 9 V by power delivery. A charger that gives only 5 V is too weak, and the recorder says so and saves itself. Could you look at what is printed on the charger in the van?',
      ),
      mika.portal('40d 3h', '“Output 5 V ⎓ 2.4 A” and nothing else. So that is that.'),
      ines.portal(
        '40d 2h',
        'Right. Any charger with 9 V ⎓ 2 A or more in its list will do. The article [Caring for batteries](http://localhost:4000/articles/battery-care.html) has a table.',
      ),
    ],
  ),
  story(
    'split-files',
    'mika',
    'Long interviews are cut into several files',
    'support.solved',
    { product: 'dunlin-6' },
    [
      mika.plain(
        '63d 4h',
        'Hello,\n\ninterviews of more than an hour arrive in pieces: 001_1.wav, 001_2.wav and so on. The editor is not amused. Can the recorder write one file?\n\nMika',
      ),
      tom.gmail(
        '62d 22h',
        'Hi Mika,\n\na WAV file cannot be larger than 4 GB, so the recorder begins a new one there, without losing a sample.\n\n<div>Two ways out:</div><ul><li>set <b>Files &gt; Format</b> to <b>RF64</b>: one file of any size, which every editing program of the last ten years reads;</li><li>or stay with WAV and let Roost join the pieces while it copies.</li></ul>\n\nI would take RF64.',
      ),
      mika.apple('62d 3h', 'RF64 it is. The editor has already stopped sulking. Thank you!'),
    ],
  ),
  story(
    'plover-jam',
    'mika',
    'JAM LOST on two Plovers out of six',
    'support.looking',
    { product: 'plover', serial_number: 'P1-330172', priority: 'normal' },
    [
      mika.form(
        '4d 9h',
        'Two of our six Plovers show **JAM LOST** after about two hours, always the same two. All six were jammed from the Dunlin at the same moment and lay in the same bag.',
        photo('plover-jam-lost.png', 17, [210, 60, 40]),
        heldBack(zip('plover-jam-tool.zip', { 'readme.txt': 'A tool somebody sent me that reads the jam log.' })),
      ),
      sanna.portal(
        '4d 1h',
        'JAM LOST means that the generator has not seen its master for too long, and that its own clock has run outside of half a frame. Were those two switched off in between, even for a moment?',
      ),
      mika.portal(
        '3d 4h',
        'No. But these two are the ones that had been in the cold car the night before. Could that matter?',
      ),
      sanna.portal(
        '2d 23h',
        'It could. The crystal is measured at the moment of the jam; when it warms up by fifteen degrees afterwards, the measurement is off. Let them lie in the room for half an hour and jam them then. If the same two lose it again, we take them in.',
      ),
    ],
    [
      note(
        'sanna',
        '2d 22h',
        'SANDPIPER serials P1-33017x are from the batch with the older crystal; exchange without discussion if it happens again.',
      ),
    ],
  ),
  story(
    'wrong-rate',
    'mika',
    'Which frame rate for a 29.97 drop frame production?',
    'support.solved',
    { product: 'plover' },
    [
      mika.chat(
        '17d 6h',
        'quick one: client wants 29.97 drop frame, the Plover offers 29.97 and 29.97 DF, which is it',
      ),
      tom.chat(
        '17d 5h 58m',
        '29.97 DF. The clock on the display then agrees with the real time of day; without DF it falls behind by 3.6 seconds an hour.',
      ),
      mika.chat('17d 5h 57m', 'and the recorder?'),
      tom.chat(
        '17d 5h 55m',
        'Set to “follow timecode in”, it takes the rate from the Plover. You will see 29.97 DF beside the counter.',
      ),
      mika.chat('17d 5h 54m', 'perfect, thanks'),
    ],
  ),
  story(
    'amber-blink',
    'mika',
    'Transmitter blinks amber three times and stays silent',
    'support.solved',
    { product: 'siskin-2', serial_number: 'S2-118204' },
    [
      mika.form(
        '29d 3h',
        'One transmitter of kit 7 blinks amber three times, pauses, and blinks again. No sound on that channel. The other one is fine.',
      ),
      ines.portal(
        '28d 23h',
        'Three times amber: it has lost its receiver. Hold the button of that transmitter and the one of the receiver for five seconds until both blink white; they find each other within ten seconds. The other transmitter stays paired.',
      ),
      mika.portal('28d 20h', 'White, then green. Works again. How did it lose it?'),
      ines.portal(
        '28d 19h',
        'Usually when it was paired with another kit in between: with twelve kits in one store that happens easily. Coloured labels help; we send rental companies a sheet for free. Shall I add one to your next order?',
      ),
      mika.portal('28d 18h', 'Yes please, twelve colours if there are twelve.'),
    ],
  ),
  story('wind', 'mika', 'Wind noise with the small windshields', 'support.solved', { product: 'siskin-2' }, [
    mika.apple(
      '35d 2h',
      'Hello,\n\non the pier the furry windshields of the Siskin were not enough above perhaps 30 km/h. Is there a larger one, or a setting that I have overlooked?',
    ),
    tom.outlook(
      '34d 20h',
      'Hi Mika,\n\nboth, in fact. In the transmitter’s menu in Roost there is a <b>low cut</b> at 80 or 120 Hz; at 120 Hz the rumble goes and speech stays.\n\nThe larger windshield is part <b>S2-W2</b>, €19 for a pair. It fits over the lavalier and the built-in microphone.',
    ),
    mika.apple(
      '34d 1h',
      'The low cut was off on all of them. That already helps. Two pairs of S2-W2, please, on our usual account.',
    ),
  ]),
  story(
    'quieter',
    'mika',
    'One Siskin transmitter is 3 dB quieter than its twin',
    'orders.workshop',
    { product: 'siskin-2', serial_number: 'S2-118211', rma_number: 'RMA-40217' },
    [
      mika.form(
        '12d 7h',
        'Same microphone, same gain, same distance: transmitter B of kit 9 is about 3 dB below A. I measured it with pink noise; see the picture.',
        waveform('pink-noise-A-and-B.png', 9, 0.62),
      ),
      ines.portal(
        '12d 1h',
        'A difference of up to 1 dB is within our tolerance, 3 dB is not. Please send transmitter B and the charging case with the number **RMA-40217** on the parcel; a label is attached. The repair is covered by your warranty.',
        pdf('return-label-RMA-40217.pdf', [
          'Wrenfield Audio, Repairs',
          'Oude Dokken 14, 9000 Gent, Belgium',
          '',
          'RMA-40217',
          'Siskin 2 transmitter, S2-118211',
          'Sender: Lumen Studios',
        ]),
      ),
      mika.portal('10d 22h', 'Sent this morning.'),
      ines.plain(
        '6d 3h',
        'Hello Mika,\n\nyour transmitter has arrived and is on the bench. We expect to be done by the end of next week.\n\nInês Carvalho\nWrenfield Audio, Repairs',
      ),
    ],
    [note('ines', '6d', 'AVOCET microphone capsule replaced, now ageing for 24 h. Ship together with kit 4.')],
  ),
  story(
    'backup-recording',
    'mika',
    'Getting the backup recording out of a transmitter',
    'support.solved',
    { product: 'roost' },
    [
      mika.chat(
        '50d 1h',
        'the receiver went dead in the middle of the vows. the transmitter has a backup recording, right?',
      ),
      sanna.chat(
        '50d 58m',
        'Right, up to 14 hours. Put the transmitter into the charging case, connect the case by USB-C and open Roost: Library > Transmitters > Offload.',
      ),
      mika.chat('50d 41m', 'it lists 3 files, all there. you saved a wedding'),
      sanna.chat(
        '50d 40m',
        'Happy to hear it. They stay on the transmitter until you delete them, so copy first, delete later.',
      ),
    ],
  ),
  story(
    'metadata',
    'mika',
    'Scene and take do not show in the editor’s bins',
    'support.waiting',
    { product: 'dunlin-6', priority: 'low' },
    [
      mika.form(
        '7d 8h',
        'The editor sees the file names but neither scene nor take. I enter both on the Dunlin. Are they in the file at all?',
      ),
      tom.portal(
        '7d 4h',
        'They are, in the iXML chunk, for poly files as well as for mono ones. Some editing programs read only the older bext chunk. Which program is it, and in which version? And is **Metadata > Also in bext** on?',
      ),
      tom.portal('4d 4h', 'Do you know by now which program it is? I can send you an example file to try.'),
    ],
  ),
  story(
    'update-stops',
    'mika',
    'Firmware update stops at 62 %',
    'support.solved',
    { product: 'dunlin-6', serial_number: 'D6-204817' },
    [
      mika.portal(
        '31d 6h',
        'Third recorder, update to 3.4.1: the bar stops at 62 % and nothing happens for ten minutes. I have not dared to switch it off.',
      ),
      tom.phone(
        '31d 5h',
        'Summary of our call: at 62 % the recorder checks the card in slot A, and a card that is nearly full keeps it waiting. You took the card out, the update went on by itself and ended with 3.4.1. Nothing was lost.',
      ),
      mika.portal('31d 2h', 'For the record: all three are on 3.4.1 now.'),
    ],
  ),
  story(
    'ground-loop',
    'mika',
    'Hum as soon as the mixing desk is connected',
    'support.solved',
    { product: 'dunlin-6' },
    [
      mika.form(
        '22d 4h',
        'Recording from the house desk of the theatre: 50 Hz hum on inputs 1 and 2, but only while the Dunlin hangs on its own power supply.',
        wav('hum-input-1.wav', 50),
      ),
      sanna.portal(
        '22d',
        'A ground loop, as if from a book: desk and recorder are earthed by different sockets. Three remedies, from the quickest to the best:\n\n| Remedy | Cost | Works |\n|---|---|---|\n| run on battery | none | at once |\n| both on one socket strip | none | usually |\n| isolating transformer in the XLR lines | about €60 | always |',
      ),
      mika.portal('21d 20h', 'On battery: silence. I have ordered two transformers for the kit. Solved.'),
    ],
  ),
  story(
    'e-ink',
    'mika',
    'Old digits shine through on a Plover’s display',
    'support.solved',
    { product: 'plover', serial_number: 'P1-330168' },
    [
      mika.form(
        '46d 9h',
        'The display of one Plover shows yesterday’s timecode as a ghost behind today’s. Is it broken?',
        photo('e-ink-ghost.png', 77, [200, 200, 196]),
      ),
      ines.portal(
        '46d 2h',
        'No, e-paper does that in the cold. Hold both buttons for three seconds: the display goes black and white a few times and is clean again.',
      ),
      mika.portal('45d 22h', 'Clean. Thank you.'),
    ],
  ),
  story(
    'knob',
    'mika',
    'Scratchy gain knob on channel 4',
    'orders.quote',
    { product: 'dunlin-6', serial_number: 'D6-171002', rma_number: 'RMA-40188' },
    [
      mika.form(
        '19d 5h',
        'The gain of channel 4 jumps while I turn it, sometimes by 10 dB. The recorder is our oldest, bought in 2022.',
      ),
      ines.portal(
        '18d 23h',
        'That is the encoder; it wears out and can be replaced. The recorder is out of warranty by now. Please send it with **RMA-40188**, and I will tell you the price before we begin.',
      ),
      mika.portal('16d 6h', 'It is on its way.'),
      ines.outlook(
        '5d 7h',
        `Hello Mika,

we have looked at it. Here is our quote:

<table border="0" cellspacing="0" cellpadding="0" style="border-collapse:collapse"><tr><td style="padding:0cm 5.4pt"><p class="MsoNormal">Repair, flat rate<o:p></o:p></p></td><td align="right" style="padding:0cm 5.4pt"><p class="MsoNormal">€145.00<o:p></o:p></p></td></tr><tr><td style="padding:0cm 5.4pt"><p class="MsoNormal">Encoder, 2 pieces (channel 3 is worn as well)<o:p></o:p></p></td><td align="right" style="padding:0cm 5.4pt"><p class="MsoNormal">€28.00<o:p></o:p></p></td></tr><tr><td style="padding:0cm 5.4pt"><p class="MsoNormal"><b>Total without VAT</b><o:p></o:p></p></td><td align="right" style="padding:0cm 5.4pt"><p class="MsoNormal"><b>€173.00</b><o:p></o:p></p></td></tr></table>

The quote is good for 30 days. A yes by answer to this mail is enough.`,
        pdf('quote-RMA-40188.pdf', [
          'Wrenfield Audio',
          'Quote for RMA-40188',
          '',
          'Repair, flat rate        EUR 145.00',
          'Encoder, 2 pieces        EUR  28.00',
          'Total without VAT        EUR 173.00',
          '',
          'Good for 30 days.',
        ]),
      ),
    ],
    [note('ines', '5d 6h', 'GODWIT margin on the encoder is thin; no further discount without asking accounts.')],
  ),
  story(
    'camera-cable',
    'mika',
    'Cable from a Plover to a camera without BNC',
    'support.received',
    { product: 'plover' },
    [
      mika.form(
        '5h 20m',
        'We have rented two small cameras that take timecode on the 3.5 mm microphone input only. Which of your cables is it, and does the second audio channel stay free?',
      ),
    ],
  ),
  story('second-account', 'mika', 'New colleague needs to see our tickets', 'support.received', { product: 'other' }, [
    mika.portal(
      '1d 2h',
      'From December on a second mixer, who is just starting with us, will look after the Dunlins. What do you need from me so that he can see our tickets here?',
    ),
  ]),
  story(
    'noise-floor',
    'mika',
    'Self-noise of the inputs at 96 kHz',
    'support.engineering',
    { product: 'dunlin-6', priority: 'low' },
    [
      mika.apple(
        '15d 4h',
        'Hello,\n\nfor a nature film I compared 48 and 96 kHz at full gain. At 96 kHz there is a faint tone near 31 kHz on all inputs. Nobody will hear it, but bats would, and bats are the subject.\n\nIs it known?',
        waveform('tone-at-31-kHz.png', 31, 0.9),
      ),
      tom.gmail(
        '14d 21h',
        'Hi Mika,\n\nit is now. We could reproduce it: the tone comes from the display’s power supply and is 18 dB weaker with the display dimmed.\n\nEngineering is looking at whether the supply’s frequency can be moved by firmware. Until then: <b>Display &gt; Off while recording</b>.',
      ),
      mika.apple(
        '14d 2h',
        'With the display off the tone is gone. The bats thank you. I am curious about the firmware.',
      ),
      tom.gmail(
        '3d 6h',
        'A short note so that you know we have not forgotten: a test firmware is running in the lab since yesterday.',
      ),
    ],
    [note('tom', '3d 5h', 'LAPWING test build 3.5.0-b2. Not to be handed out before the EMC measurement.')],
  ),
  story(
    'loan-unit',
    'mika',
    'Loan recorder for the week of the repair',
    'orders.shipped',
    { product: 'dunlin-6', order_number: 'WF-118830' },
    [
      mika.portal(
        '8d 3h',
        'While D6-171002 is with you, could we have a loan recorder from the 14th? We need only two channels.',
      ),
      ines.portal(
        '7d 22h',
        'Gladly. A Dunlin 6 leaves on the 12th and costs nothing during a repair; please bring your own cards.',
      ),
      ines.portal(
        '4d 23h',
        'It is on its way, the parcel arrives tomorrow before noon.',
        zip('loan-D6-LOAN03.zip', {
          'handover.txt': 'Loan recorder D6-LOAN03\r\nComplete with sled, power supply and strap.\r\n',
          'condition.csv': 'part,condition\r\nhousing,small scratch on the left side\r\ndisplay,good\r\nknobs,good\r\n',
        }),
      ),
    ],
  ),
  story(
    'invoice-mika',
    'mika',
    'Purchase-order number missing on an invoice',
    'orders.completed',
    { product: 'other', order_number: 'WF-117402' },
    [
      mika.plain(
        '55d 2h',
        'Hello,\n\ninvoice INV-2026-0611 lacks our purchase-order number, LS-4471. Our accounts department cannot pay it without.\n\nKind regards\nMika Salonen',
      ),
      ines.plain(
        '54d 21h',
        'Hello Mika,\n\nattached is the corrected invoice with your purchase-order number. The old one is cancelled.\n\nInês Carvalho',
        pdf('INV-2026-0611-corrected.pdf', [
          'Wrenfield Audio',
          'Invoice INV-2026-0611',
          'Purchase order LS-4471',
          '',
          '12 x Windshield S2-W1       EUR 108.00',
          'VAT: reverse charge',
        ]),
      ),
      mika.plain('54d 4h', 'That was quick. Thank you.'),
    ],
  ),
];
