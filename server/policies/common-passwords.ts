/**
 * What everybody tries first, in small letters without spaces, and without the digits people put behind. Whole sequences stand
 * with their digits. Shorter ones are here for what is typed after them: `summer` refuses `Summer2026!`.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  0123456789 01234567890 1234567890 12345678901 123456789012 1234567890123 1234567891 123456789a 123456789q 0987654321
  1029384756 1122334455 11223344556677 1231231231 123123123123 123321123321 1234512345 123456123456 147258369 1472583690
  7894561230 9876543210 987654321 a123456789 abc1234567 abcd1234 abcd123456 aa123456789 q1w2e3r4t5 q1w2e3r4t5y6 1q2w3e4r5t
  1q2w3e4r5t6y 1qaz2wsx3edc 1qaz2wsx qazwsxedc qazwsxedcrfv zaq12wsx zaq1zaq1zaq1 qwertyuiop qwertyuiop[] qwerty qwertyu
  qwertyui qwertyuio qwerty123456 qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl asdfghjkl; asdfghjklö zxcvbnm
  zxcvbnm,./ yxcvbnm qwertyasdfgh qweasdzxc qwe123qwe123 asd123asd123 abcdefghij abcdefghijk abcdefghijkl abcdefghijklmnopqrstuvwxyz
  abcdefg abcdefgh abc abcabcabc password passwordpassword password1password passw0rd p@ssword p@ssw0rd pa$$word pa$$w0rd
  mypassword yourpassword newpassword oldpassword changepassword changeme changemenow changethis letmein letmeinnow letmeinplease
  welcome welcomeback welcomehome welcome1welcome admin administrator adminadmin adminpassword administrateur root rootroot toor
  rootpassword user username userpassword guest guestguest test testtest testtesttest testing testing123testing testpassword
  default defaultpassword secret topsecret mysecret secretpassword login loginlogin access accessdenied master masterkey
  computer internet samsung samsunggalaxy android iphone google googlegoogle facebook instagram youtube microsoft windows linux
  iloveyou iloveyousomuch iloveyouforever iloveme ilovemyself iloveu lovelove lovelovelove loveyou loveyouforever
  princess sunshine sunshinesunshine superman batman spiderman ironman starwars pokemon pikachu dragon dragonball dragonballz
  monkey monkeymonkey football footballfootball baseball basketball volleyball hockey soccer liverpool liverpoolfc chelsea
  chelseafc arsenal arsenalfc barcelona fcbarcelona realmadrid juventus manchester manchesterunited manunited bayernmunich
  summer winter spring autumn summertime wintertime springtime january february march april may june july august september
  october november december monday tuesday wednesday thursday friday saturday sunday michael michaeljordan jennifer jessica
  ashley charlie jordan daniel andrew thomas robert matthew anthony joshua nicole elizabeth alexander alexandra christian
  christopher christina stephanie veronica victoria isabella samantha rebecca benjamin nicholas jonathan sebastian
  trustno trustno1 trustnoone nopassword nopasswordhere idontknow whatever whatever1whatever forever foreverandever
  freedom shadow hunter killer blink182blink182 metallica nirvana rockandroll rockyou rockyourockyou fuckyou fuckyoufuckyou
  chocolate butterfly strawberry blueberry pineapple watermelon cheesecake cookiemonster hellokitty hello hellohello
  helloworld hallo hallohallo halloween christmas merrychristmas happynewyear birthday happybirthday goodmorning goodluck
  passwort passwort1passwort kennwort meinpasswort geheim geheimgeheim schatz schatzi motdepasse monmotdepasse bonjour
  bonjourbonjour doudou contraseña contrasena micontraseña tequiero tequieromucho teamo teamomucho senha minhasenha
  wachtwoord welkom welkomwelkom welkom01 lösenord losenord salasana kayttaja haslo mojehaslo parola parolaparola
  correcthorsebatterystaple correcthorse batterystaple correct-horse-battery-staple unbelievable opensesame
  support supportsupport customer customerportal portal portalportal helpdesk company companyname office officeoffice
  `
    .split(/\s+/)
    .filter(Boolean),
);
