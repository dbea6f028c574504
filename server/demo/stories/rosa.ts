import { pdf, photo, txt, wav, waveform, zip } from '../files.ts';
import { note, story, type Story } from '../story.ts';
import { liveBroadcast } from './live-broadcast.ts';
import { ines, karim, rosa, sanna, tom } from './voices.ts';

/** The tickets of Harbor Radio: Rosa Almeida's, and one of her colleague Karim Haddad. */
export const ROSA: Story[] = [
  story(
    'live',
    'rosa',
    'Live from the market square tonight',
    'support.solved',
    { product: 'dunlin-6', serial_number: 'D6-177340', priority: 'high' },
    liveBroadcast(13),
    [note('tom', '12d 20h', 'SHEARWATER stayed online until 20:05, please book two hours of support contract.')],
  ),
  story(
    'arabic',
    'karim',
    'انقطاع الصوت أثناء المقابلات في الميناء',
    'support.waiting',
    { product: 'siskin-2', serial_number: 'S2-120418' },
    [
      karim.gmail(
        '5d 8h',
        `<div dir="rtl" lang="ar"><div>مرحباً،</div><div><br></div><div>أعمل مراسلاً في إذاعة هاربور. أثناء المقابلات في الميناء ينقطع الصوت من الميكروفون اللاسلكي لثانية أو ثانيتين، خصوصاً قرب الرافعات. جهاز الإرسال رقم <span dir="ltr">S2-120418</span> وإصدار البرنامج <span dir="ltr">2.2.0</span>.</div><div><br></div><div>هل توجد طريقة لتحسين الاستقبال؟ وهل التسجيل الاحتياطي داخل جهاز الإرسال كامل حتى عند الانقطاع؟</div><div><br></div><div>مع الشكر،<br>كريم</div></div>`,
      ),
      sanna.portal(
        '5d 2h',
        'مرحباً كريم،\n\nشكراً على رسالتك. نعم، التسجيل الاحتياطي كامل: جهاز الإرسال يسجّل الصوت قبل إرساله، فلا يتأثر بالانقطاع.\n\nلتحسين الاستقبال في الميناء:\n\n1. ضع جهاز الاستقبال على ارتفاع مترين على الأقل.\n2. اجعل المسافة بينك وبين الرافعة أكثر من عشرة أمتار.\n3. أوقف شبكة Wi-Fi في هاتفك أثناء المقابلة.\n\nهل يمكنك تجربة ذلك وإخباري بالنتيجة؟',
      ),
    ],
    [
      note(
        'sanna',
        '5d',
        'TURNSTONE written with the help of a translator in house; answer within the week, he leaves for Beirut on the 2nd.',
      ),
    ],
  ),
  story(
    'reporter-kits',
    'rosa',
    'Training for twelve reporters',
    'support.looking',
    { product: 'siskin-2' },
    [
      rosa.outlook(
        '4d 6h',
        'Dear Wrenfield team,\n\nsix of our reporters have the Siskin now, and twelve people share them. Half of them pair the wrong transmitter. Do you give a short training, by video if need be?\n\nWe could do the second or third week of December, best from 10 to 11.',
      ),
      tom.outlook(
        '4d 1h',
        `Hello Rosa,

we do, and we like it. What we would cover in an hour:

<ol style="margin-top:0cm" start="1" type="1"><li class="MsoNormal" style="mso-list:l0 level1 lfo1">switching on, pairing, what the lamp says<o:p></o:p></li><li class="MsoNormal" style="mso-list:l0 level1 lfo1">clipping on: where fabric rustles and where it does not<o:p></o:p></li><li class="MsoNormal" style="mso-list:l0 level1 lfo1">the backup recording and Roost<o:p></o:p></li></ol>

Would Tuesday the 8th at 10:00 suit you?`,
      ),
      rosa.outlook(
        '2d 5h',
        'Dear Tom,\n\nTuesday the 8th at 10:00 is fine. I will put everybody into one room with a large screen.',
      ),
    ],
    [note('tom', '2d 4h', 'CORMORANT free of charge, they bought six kits this year.')],
  ),
  story(
    'lav-cable',
    'rosa',
    'Lavalier cable frays at the plug',
    'orders.workshop',
    { product: 'siskin-2', serial_number: 'S2-120413', rma_number: 'RMA-40226' },
    [
      rosa.form(
        '11d 3h',
        'Two lavaliers fray right behind the plug; one crackles already.',
        photo('frayed-cable.png', 12, [60, 60, 60]),
        wav('crackle.wav', 93),
      ),
      ines.portal(
        '10d 22h',
        'That is worn too early. Please send both as **RMA-40226**. They get the new plug with the longer sleeve.',
      ),
      rosa.portal('9d 4h', 'In the post.'),
      ines.portal('5d 4h', 'Both have arrived and are in the workshop.'),
    ],
  ),
  story(
    'bent-bnc',
    'rosa',
    'Bent BNC socket after a fall',
    'orders.shipped',
    { product: 'dunlin-6', serial_number: 'D6-177342', rma_number: 'RMA-40199' },
    [
      rosa.form(
        '24d 2h',
        'A recorder fell off a table, onto its timecode socket. The rest works. What does it cost?',
        photo('bent-bnc.png', 21, [90, 96, 104]),
      ),
      ines.portal(
        '23d 21h',
        'A fall is not covered by the warranty. From the photo: €145 flat rate and €22 for the socket. Send it as **RMA-40199** if you agree.',
      ),
      rosa.portal('23d 5h', 'Agreed.'),
      ines.portal(
        '2d 3h',
        'Repaired, tested over night, and on its way to you.',
        pdf('report-RMA-40199.pdf', [
          'Wrenfield Audio, workshop report',
          'RMA-40199, D6-177342',
          '',
          'Timecode socket replaced',
          'Jam test 24 h: 0.1 frame',
          'Passed',
        ]),
      ),
    ],
  ),
  story(
    'usb-interface',
    'rosa',
    'Dunlin as an interface: only two inputs on Windows',
    'support.solved',
    { product: 'dunlin-6' },
    [
      rosa.chat('16d 3h', 'the Dunlin on USB shows 2 inputs in our editing program, the manual says 6'),
      tom.chat(
        '16d 2h 57m',
        'Windows shows two without our driver. It comes with Roost, as an option during the installation.',
      ),
      rosa.chat('16d 2h 40m', 'installed, six inputs. thanks'),
    ],
  ),
  story(
    'rental-quote',
    'rosa',
    'Price for two more Dunlins',
    'orders.completed',
    { product: 'dunlin-6', order_number: 'WF-118644' },
    [
      rosa.outlook(
        '39d 5h',
        'Dear Inês,\n\nwhat would two more Dunlin 6 cost us, delivered before the elections on the 18th?',
      ),
      ines.outlook(
        '38d 23h',
        'Dear Rosa,\n\n€1,190.00 each, so <b>€2,380.00</b> without VAT; delivery takes three working days and is free.',
        pdf('quote-WF-118644.pdf', [
          'Wrenfield Audio',
          'Quote WF-118644 for Harbor Radio',
          '',
          '2 x Dunlin 6      EUR 2,380.00',
        ]),
      ),
      rosa.outlook('38d 2h', 'Ordered through our purchasing department a minute ago.'),
    ],
  ),
  story(
    'card-format',
    'rosa',
    'E07 card not writable',
    'support.solved',
    { product: 'dunlin-6', serial_number: 'D6-177341' },
    [
      rosa.form('52d 6h', 'E07 on both slots with a brand-new card. In the computer it works.'),
      sanna.portal(
        '52d 2h',
        'Two things to look at: the tiny lock switch on the side of the card, and the file system. Cards of more than 32 GB must be exFAT; the Dunlin formats them itself under **Card > Format**.',
      ),
      rosa.portal('52d', 'The switch. I am a little ashamed.'),
      sanna.portal('51d 23h', 'You are in the best of company: it is our most frequent E07.'),
    ],
  ),
  story(
    'off-air',
    'rosa',
    'Phantom power switched off by itself?',
    'support.engineering',
    { product: 'dunlin-6', serial_number: 'D6-177340', priority: 'high' },
    [
      rosa.form(
        '6d 9h',
        'During a discussion the condenser microphones on 1 and 2 went silent. Phantom power was off on both although nobody had touched the recorder. I have the log.',
        txt(
          'roost-log-D6-177340.txt',
          '20:11:02 48V CH1 ON\n20:11:02 48V CH2 ON\n20:47:39 48V OVERCURRENT CH2\n20:47:39 48V CH1 OFF\n20:47:39 48V CH2 OFF\n',
        ),
      ),
      tom.portal(
        '6d 2h',
        'The log tells it: a short circuit on channel 2, probably in the cable, and the recorder switched off **both** to protect itself. That it takes channel 1 with it is not as we want it. I have handed that on.',
      ),
      rosa.portal(
        '5d 4h',
        'The cable of channel 2 was indeed squeezed by a door. Still, one bad cable must not silence two guests.',
      ),
      tom.portal(
        '4d 20h',
        'I agree with you. Engineering is checking whether the four switches can act one by one in the present hardware.',
      ),
    ],
    [
      note(
        'tom',
        '4d 19h',
        'GANNET hardware has one sense resistor for two channels: firmware can only delay. Wait for Bert before answering.',
      ),
    ],
  ),
  story(
    'plover-app',
    'rosa',
    'Roost does not find the Plover on a new phone',
    'support.solved',
    { product: 'plover', serial_number: 'P1-328811' },
    [
      rosa.chat('21d 5h', 'new phone, Roost doesn’t see the Plover, the old phone does'),
      sanna.chat('21d 4h 57m', 'A Plover talks to one phone at a time. Is Bluetooth still on in the old phone?'),
      rosa.chat('21d 4h 56m', 'yes…'),
      rosa.chat('21d 4h 55m', 'off, and there it is'),
    ],
  ),
  story(
    'return-policy',
    'rosa',
    'Can an opened Siskin kit be returned?',
    'support.solved',
    { product: 'siskin-2', order_number: 'WF-118105' },
    [
      rosa.plain(
        '58d 3h',
        'Hello,\n\nwe opened one of the kits to try it and would like to return it. Is that possible?\n\nRosa Almeida',
      ),
      ines.plain(
        '57d 22h',
        'Hello Rosa,\n\nyes, within 30 days, if everything is in the box. Lavaliers that have been worn we cannot take back for reasons of hygiene; they cost €29.\n\n> We opened one of the kits to try it\n\nTrying is what the 30 days are for.\n\nInês Carvalho',
      ),
      rosa.plain('57d 1h', 'Then we keep it. The newsroom has already fallen for it.'),
    ],
  ),
  story(
    'battery-pack',
    'rosa',
    'BP-7 lasts three hours instead of eight',
    'orders.rma',
    { product: 'dunlin-6', rma_number: 'RMA-40238' },
    [
      rosa.form('4d 2h', 'One of our BP-7 packs, bought in March, is empty after three hours.'),
      ines.portal(
        '3d 22h',
        'Batteries have one year of warranty, so we exchange it. Please send it as **RMA-40238**; tape over the contacts, as the carrier wants it.',
      ),
    ],
  ),
  story(
    'dropouts-studio',
    'rosa',
    'Siskin dropouts in studio 2 only',
    'support.looking',
    { product: 'siskin-2', priority: 'normal' },
    [
      rosa.form(
        '3d 5h',
        'In studio 2 the Siskin drops out every few minutes, in studio 1 never. Both have the same furniture and the same desk.',
        waveform('studio-2-dropouts.png', 222, 0.35),
      ),
      sanna.portal(
        '2d 23h',
        'What hangs behind the wall of studio 2? Lifts, server rooms and kitchens are the usual suspects: a microwave oven works at 2.45 GHz.',
      ),
      rosa.portal('2d 4h', 'The canteen kitchen. I laughed out loud. How do I prove it to the house management?'),
      sanna.portal(
        '1d 23h',
        'Spectrum view in Roost, one picture with the oven off and one with it on. Send me both and I will write two lines under them.',
      ),
    ],
  ),
  story('portal-access', 'rosa', 'Who of us may open tickets?', 'support.solved', { product: 'other' }, [
    rosa.portal('48d 3h', 'Can I decide who at Harbor Radio may open tickets here?'),
    ines.portal(
      '47d 23h',
      'For now we add people for you; write us name and e-mail address. Everybody sees the tickets of the organisation.',
    ),
    rosa.portal('47d 22h', 'Then Karim Haddad, please, but by e-mail only, he is always on the road.'),
    ines.portal('47d 21h', 'Karim is in.'),
  ]),
  story(
    'recording-law',
    'rosa',
    'Tally lamp that guests can see',
    'support.received',
    { product: 'dunlin-6', priority: 'low' },
    [
      rosa.form(
        '7h 15m',
        'For telephone interviews our guests must be able to see that a recording runs. Is there a contact or a light on the Dunlin that we can lead outside?',
      ),
    ],
  ),
  story('credit-note', 'rosa', 'Paid twice: invoice INV-2026-0699', 'orders.completed', { product: 'other' }, [
    rosa.outlook(
      '36d 4h',
      'Dear accounts department,\n\nthrough a mistake of ours invoice INV-2026-0699 was paid twice, on the 9th and on the 12th. Please refund one payment or set it off against the next invoice.',
    ),
    ines.outlook(
      '35d 22h',
      'Dear Rosa,\n\nwe have found both payments of <b>€698.00</b>. One goes back today to the account it came from.',
    ),
    rosa.outlook('33d 3h', 'Received, thank you.'),
  ]),
  story('plover-camera', 'rosa', 'One frame of offset on the second camera', 'support.waiting', { product: 'plover' }, [
    rosa.form('8d 6h', 'For our video podcast: camera 2 is always one frame behind, camera 1 never.'),
    tom.portal(
      '8d',
      'Some cameras stamp the frame that follows. If it is always exactly one, set **Offset: −1** for that Plover in Roost. Is it always one, also after an hour?',
    ),
  ]),
  story('firmware-fleet', 'rosa', 'Updating six kits at once', 'support.solved', { product: 'siskin-2' }, [
    rosa.chat('66d 2h', 'must I really update 6 kits = 18 devices one after the other?'),
    tom.chat(
      '66d 1h 58m',
      'No: all devices that lie in their case update together when the case hangs on USB. Six cases on a hub, “Update all” in Roost, one coffee.',
    ),
    rosa.chat('66d 1h 12m', 'two coffees, all on 2.2.0 now'),
  ]),
  story(
    'kit-lost',
    'rosa',
    'Transmitter lost in the harbour basin',
    'orders.received',
    { product: 'siskin-2', serial_number: 'S2-120416' },
    [
      rosa.portal(
        '22h 30m',
        'A transmitter has gone swimming and will not come back. Can I buy a single S2-T, and will the remaining devices of the kit accept it?',
      ),
    ],
  ),
  story(
    'mono-poly',
    'rosa',
    'One file per microphone instead of one for all',
    'support.solved',
    { product: 'dunlin-6' },
    [
      rosa.form('74d 5h', 'Our editing system wants mono files. Can the Dunlin do that?'),
      sanna.portal(
        '74d 1h',
        '**Files > Layout > Mono**: each track becomes a file of its own, with the same name and the number of the track. For takes that you already have, Roost splits poly files on export.',
      ),
      rosa.portal('73d 23h', 'Works.'),
    ],
  ),
  story(
    'headphone-noise',
    'rosa',
    'Hiss in the headphones with the new headset',
    'support.solved',
    { product: 'dunlin-6' },
    [
      rosa.chat('30d 4h', 'with the new headsets I hear a hiss that is not in the recording'),
      tom.chat('30d 3h 57m', 'How many ohms do they have? Below 32 the output’s own noise becomes audible.'),
      rosa.chat('30d 3h 55m', '16'),
      tom.chat('30d 3h 54m', 'Then switch **Headphones > Low sensitivity** on. It takes 12 dB off, hiss included.'),
      rosa.chat('30d 3h 50m', 'gone!'),
    ],
  ),
  story('customs', 'rosa', 'Customs paper for a trip to Norway', 'support.solved', { product: 'other' }, [
    rosa.plain(
      '28d 6h',
      'Hello,\n\nfor an ATA carnet I need the value and the country of origin of one Dunlin 6 and two Siskin 2 kits.\n\nRosa',
    ),
    ines.plain(
      '28d 2h',
      'Hello Rosa,\n\nboth are made in Belgium. The values are in the attached statement, which customs accept.\n\nHave a good trip!\nInês',
      zip('origin-statement.zip', {
        'statement.txt': 'Dunlin 6: EUR 1,190.00, origin Belgium\r\nSiskin 2: EUR 349.00, origin Belgium\r\n',
        'serials.csv': 'model,serial\r\nD6,D6-177341\r\nS2,S2-120411\r\nS2,S2-120412\r\n',
      }),
    ),
  ]),
  story(
    'loan-festival',
    'rosa',
    'Two Plovers on loan for the harbour festival',
    'orders.on-its-way',
    { product: 'plover' },
    [
      rosa.portal('10d 5h', 'For one weekend in December we need two more Plovers. Do you lend them, or must we rent?'),
      ines.portal('9d 23h', 'Two demonstration units are free from the 3rd to the 8th. You pay only the way back.'),
      rosa.portal('9d 21h', 'Perfect, please send them to the studio.'),
      ines.portal('1d 4h', 'They left Ghent this morning.'),
    ],
  ),
  story('sd-recommend', 'rosa', 'Which SD cards do you recommend?', 'support.solved', { product: 'dunlin-6' }, [
    rosa.form('12d 18h', 'After the evening on the market square I would like to buy decent cards. Which?'),
    tom.portal(
      '12d 3h',
      'Any card with **V30** on it is fast enough for six tracks at 96 kHz. 128 GB hold about fifteen hours of that. Buy two of the same and write the date on them.',
    ),
    rosa.portal('11d 20h', 'Eight pieces ordered. Thanks.'),
  ]),
  story(
    'accessibility',
    'rosa',
    'Reading the Dunlin’s display without sight',
    'support.engineering',
    { product: 'dunlin-6', priority: 'normal' },
    [
      rosa.form(
        '20d 2h',
        'A new colleague of ours is blind. The Siskin she masters by feel. What about the menu of the Dunlin?',
      ),
      sanna.portal(
        '19d 22h',
        'The display itself cannot speak, but everything in the menu can also be done in Roost on a phone, and there the screen reader works; we check that with every release. What is missing is an acoustic signal for “recording” and for errors.',
      ),
      rosa.portal(
        '19d 3h',
        'A tone in the headphones when the recording starts and stops would already be half the battle.',
      ),
      sanna.portal(
        '9d 2h',
        'The tone is planned for the next large firmware. If your colleague would like to try it before everybody else, I would be very glad.',
      ),
      rosa.portal(
        '4m',
        'She would love to. I will write to you with her address tomorrow; she asks whether the tone could also tell **which** card is full.',
      ),
    ],
    [note('sanna', '9d', 'OYSTERCATCHER beta programme, sign the agreement first; firmware 3.6 at the earliest.')],
  ),
];
