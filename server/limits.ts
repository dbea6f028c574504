/** What a customer may send. `getPortal` tells the elements, so that they say it before the server has to. */
export const LIMITS = {
  /** UTF-16 code units of a subject. */
  subjectLength: 200,
  /** UTF-16 code units of a message. */
  messageLength: 50_000,
  /** Bytes of one file. */
  fileSize: 25 * 1024 * 1024,
  filesPerMessage: 12,
  /** File name endings refused whatever the file holds: what a double click would run. */
  refusedExtensions: [
    'app',
    'appimage',
    'apk',
    'bat',
    'chm',
    'cmd',
    'com',
    'cpl',
    'deb',
    'dll',
    'dmg',
    'exe',
    'gadget',
    'hta',
    'inf',
    'iso',
    'jar',
    'js',
    'jse',
    'lnk',
    'msc',
    'msi',
    'msp',
    'mst',
    'pif',
    'pkg',
    'ps1',
    'reg',
    'rpm',
    'scf',
    'scr',
    'sh',
    'sys',
    'vb',
    'vbe',
    'vbs',
    'wsf',
    'wsh',
  ],
} as const;

/** Bytes of a JSON request body. */
export const JSON_BODY_BYTES = 2 * 1024 * 1024;
