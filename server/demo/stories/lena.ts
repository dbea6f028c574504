import { pdf, photo, txt } from '../files.ts';
import { note, story, type Story } from '../story.ts';
import { ines, lena, sanna, tom } from './voices.ts';

/** The tickets of Lena Fischer, who runs the rental office of Lumen Studios. */
export const LENA: Story[] = [
  story(
    'fleet-discount',
    'lena',
    'Quote for six more Siskin 2 kits',
    'orders.quote',
    { product: 'siskin-2', priority: 'high' },
    [
      lena.gmail(
        '6d 2h',
        'Hello Wrenfield team,\n\nwe want to grow our Siskin fleet from twelve to eighteen kits before the spring season. Could you make us an offer for six kits, with the rental discount and delivery in two parts?\n\n<div>Delivery address:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Lumen Studios, Rental<br>Speicherstraße 8<br>20457 Hamburg</div></blockquote>',
      ),
      ines.outlook(
        '5d 21h',
        `Dear Lena,

with pleasure. From five kits on the rental discount of 10 % applies:

<table border="1" cellspacing="0" cellpadding="4"><tr><th>Quantity</th><th>Item</th><th>Each</th><th>Sum</th></tr><tr><td>6</td><td>Siskin 2 kit</td><td>€349.00</td><td>€2,094.00</td></tr><tr><td></td><td>Rental discount 10 %</td><td></td><td>−€209.40</td></tr><tr><td></td><td><b>Total without VAT</b></td><td></td><td><b>€1,884.60</b></td></tr></table>

Three kits could leave at once, the others in the second week of January. Shall we put coloured labels on them?`,
        pdf('quote-WF-119204.pdf', [
          'Wrenfield Audio',
          'Quote WF-119204 for Lumen Studios',
          '',
          '6 x Siskin 2 kit       EUR 2,094.00',
          'Rental discount 10 %   EUR  -209.40',
          'Total without VAT      EUR 1,884.60',
        ]),
      ),
      lena.gmail(
        '1d 5h',
        'Dear Inês,\n\nthat looks good. Our finance people meet on Thursday, after that you will have the order. And yes to the labels: orange, violet and grey are not taken yet.',
      ),
    ],
    [note('ines', '1d 4h', 'KITTIWAKE we can go to 12 % if they ask and order before the end of the year.')],
  ),
  story(
    'wrong-quantity',
    'lena',
    'Ten windshields ordered, eight in the box',
    'orders.shipped',
    { product: 'siskin-2', order_number: 'WF-118977' },
    [
      lena.form(
        '9d 1h',
        'Order WF-118977: ten pairs of windshields on the delivery note, eight in the box. The box was closed with your tape and not damaged.',
        photo('open-box.png', 8, [180, 140, 90]),
      ),
      ines.portal(
        '8d 20h',
        'I am sorry, that was ours: the stock list says eight left the shelf. Two pairs go out today by letter, without any cost.',
      ),
    ],
  ),
  story(
    'vat-number',
    'lena',
    'Invoice without VAT by reverse charge',
    'orders.completed',
    { product: 'other', order_number: 'WF-118510' },
    [
      lena.gmail(
        '26d 3h',
        'Hello,\n\ninvoice INV-2026-0788 has 21 % VAT on it. We are a company in Germany with a VAT number (DE 811 000 000), so it should be reverse charge.\n\nCould you correct it?',
      ),
      ines.gmail(
        '25d 23h',
        'Hello Lena,\n\nof course. The number had not been stored with your new delivery address. I attach the credit note and the new invoice.',
        pdf('credit-note-INV-2026-0788.pdf', ['Wrenfield Audio', 'Credit note for INV-2026-0788', 'EUR -412.40']),
        pdf('INV-2026-0801.pdf', [
          'Wrenfield Audio',
          'Invoice INV-2026-0801',
          'Reverse charge: VAT due from the recipient',
          'EUR 1,963.80',
        ]),
      ),
      lena.gmail('25d 20h', 'Both arrived, both correct. Thank you!'),
    ],
  ),
  story(
    'return-plover',
    'lena',
    'Return of three Plovers from order WF-118702',
    'orders.on-its-way',
    { product: 'plover', order_number: 'WF-118702', rma_number: 'RMA-40231' },
    [
      lena.form(
        '7d 6h',
        'A customer of ours cancelled, and we would like to send back three Plovers. They are sealed, and we bought them on the 2nd, so within the 30 days.',
      ),
      ines.portal(
        '7d 1h',
        'No problem. Please write **RMA-40231** on the parcel. Once they are here, the money is back within five working days.',
      ),
      lena.portal('5d 3h', 'Handed over to the carrier today.'),
    ],
  ),
  story('labels', 'lena', 'Coloured labels for kits 1 to 12', 'orders.completed', { product: 'siskin-2' }, [
    lena.chat('27d 2h', 'Hi! Mika says you have coloured labels for the Siskin kits?'),
    ines.chat('27d 1h 58m', 'We do: twelve colours, four labels each, for transmitters, receiver and case.'),
    lena.chat('27d 1h 55m', 'One sheet please :) what does it cost?'),
    ines.chat('27d 1h 54m', 'Nothing. It goes out with tomorrow’s post.'),
    lena.messenger('20d 3h', 'They are here and they are lovely.'),
  ]),
  story(
    'serials',
    'lena',
    'List of all serial numbers and warranty dates',
    'support.looking',
    { product: 'other', priority: 'low' },
    [
      lena.form(
        '2d 22h',
        'For our insurance I need all our devices with serial number, date of purchase and end of warranty. Can you export that, or do I have to go through the invoices?',
      ),
      sanna.portal(
        '2d 18h',
        'We can export it. I have asked our accounts department for the dates of purchase; you will get a table from me this week.',
      ),
    ],
    [note('sanna', '2d 17h', 'DUNNOCK the insurance is asking because of a theft in October, see phone log.')],
  ),
  story(
    'stolen-kit',
    'lena',
    'Stolen: Siskin kit 5',
    'support.looking',
    { product: 'siskin-2', serial_number: 'S2-118209', priority: 'high' },
    [
      ines.phone(
        '18d 4h',
        'Lena called: kit 5 (S2-118209, violet label) was stolen from a car in Bremen on the evening of the 4th. The police have been told. She asks us to keep the serial number in mind.',
      ),
      ines.portal(
        '18d 2h',
        'We have marked the serial number. Should anybody register it or send it in for repair, we will tell you and the police and nobody else.',
      ),
      lena.portal(
        '11d 2h',
        'The police report, as you asked. Thank you for being so quick about it.',
        pdf('police-report-excerpt.pdf', [
          'Excerpt of report 2026/44817',
          'Object: wireless microphone kit, serial S2-118209',
          'Place: Bremen',
        ]),
      ),
    ],
    [note('ines', '11d', 'FIELDFARE serial blocked in the registration database since the 5th.')],
  ),
  story('instalments', 'lena', 'Paying the next order in instalments', 'orders.completed', { product: 'other' }, [
    lena.gmail('70d 5h', 'Hello,\n\nis it possible to pay an order of about €3,600 in three monthly instalments?'),
    ines.gmail(
      '69d 23h',
      'Hello Lena,\n\nyes, for business customers from €2,000 on: one third with the order, one third after 30 days, one third after 60 days, without interest. Just tell us when you order.',
    ),
    lena.gmail('69d 21h', 'Wonderful, we will come back to that.'),
  ]),
  story(
    'clip-broken',
    'lena',
    'Spare clips, ours keep breaking',
    'orders.completed',
    { product: 'siskin-2', order_number: 'WF-118355' },
    [
      lena.form(
        '33d 7h',
        'The small metal clips on the transmitters break in the hands of our customers; five this year. Can we buy them alone?',
        photo('broken-clip.png', 3, [120, 120, 126]),
      ),
      tom.portal(
        '33d 1h',
        'Yes: part **S2-K1**, ten clips for €15. We changed the steel in May, and the new ones bend where the old ones broke. I have put ten into your basket at no cost, since five in a year is too many.',
      ),
      lena.portal('32d 22h', 'That is very kind. Ordered twenty more.'),
    ],
  ),
  story(
    'late-delivery',
    'lena',
    'Where is order WF-119010?',
    'orders.received',
    { product: 'dunlin-6', order_number: 'WF-119010', priority: 'high' },
    [
      lena.form(
        '1d 7h',
        'The Dunlin from order WF-119010 should have come on Tuesday. The tracking page has said “in transit” for four days. We need it on Friday.',
      ),
      ines.portal(
        '1d 1h',
        'I have asked the carrier; the parcel stands in Liège because of a torn label. They promise tomorrow. If it is not with you by noon, I send a second one by courier.',
      ),
      lena.portal('6h 5m', 'Noon has passed, no parcel. Please send the second one.'),
    ],
    [note('ines', '1d', 'WHIMBREL courier costs approved up to 80 euros.')],
  ),
  story('account-address', 'lena', 'Please change our address for invoices', 'support.solved', { product: 'other' }, [
    lena.gmail(
      '44d 6h',
      'Hello,\n\nfrom October on our invoices should go to <a href="mailto:accounts@lumen.example">accounts@lumen.example</a> and no longer to me.\n\nThe postal address stays the same.',
    ),
    sanna.gmail(
      '44d 1h',
      'Hello Lena,\n\ndone. The next invoice goes to the new address; you still get the delivery notes.',
    ),
  ]),
  story(
    'case-left',
    'lena',
    'Charging case does not charge the left transmitter',
    'orders.rma',
    { product: 'siskin-2', serial_number: 'S2-118206', rma_number: 'RMA-40240' },
    [
      lena.form(
        '3d 3h',
        'Kit 2: in the charging case the left transmitter stays empty; the right one charges. If I swap them, it is again the left one that stays empty, so it is the case.',
      ),
      tom.portal(
        '2d 20h',
        'Well tested. Before we send a parcel around: are the three golden contacts on the left clean and do they spring back when you press them?',
      ),
      lena.portal('2d 4h', 'The middle one does not spring back.'),
      tom.portal(
        '1d 20h',
        'Then it is the case. Please send it alone, without the transmitters, as **RMA-40240**; the label is attached. It is under warranty.',
        pdf('return-label-RMA-40240.pdf', [
          'Wrenfield Audio, Repairs',
          'Oude Dokken 14, 9000 Gent, Belgium',
          '',
          'RMA-40240',
          'Siskin 2 charging case',
        ]),
      ),
    ],
  ),
  story(
    'roost-licence',
    'lena',
    'Roost on the office computers: who may install it?',
    'support.solved',
    { product: 'roost' },
    [
      lena.chat('38d 4h', 'Do we need a licence for each computer for Roost?'),
      tom.chat(
        '38d 3h 57m',
        'No, Roost is free for everybody who has one of our devices. Install it wherever you like.',
      ),
      lena.chat('38d 3h 55m', 'Our IT says it asks for administrator rights on Windows'),
      tom.chat(
        '38d 3h 52m',
        'Only for the USB driver. There is a package for silent installation; I am sending the note for your IT.',
        txt(
          'silent-installation.txt',
          'Roost for Windows, silent installation\r\n\r\nroost-setup --quiet --driver\r\n\r\nThe driver is signed; no restart is needed.\r\n',
        ),
      ),
      lena.chat('38d 3h 50m', 'Super, thanks!'),
    ],
  ),
  story(
    'booking-loan',
    'lena',
    'Can we try the new windshields before buying?',
    'support.received',
    { product: 'siskin-2' },
    [
      lena.portal(
        '3h 40m',
        'Mika is very happy with the S2-W2 windshields. Before I buy 24 pairs I would like to try two different sizes with customers. Do you lend samples?',
      ),
    ],
  ),
];
