import type { Localised } from '../core/locale';

/** The means a message can travel by. Keys are stored in documents: add freely, never rename. */
export const CHANNELS = [
  'localPaper',
  'residentsLetter',
  'leaflet',
  'poster',
  'digitalSign',
  'radioTv',
  'press',
  'socialAds',
  'displayAds',
  'searchAds',
  'searchFindability',
  'ownSocial',
  'neighbourhoodApp',
  'keyFigure',
  'website',
  'faq',
  'explainerVideo',
  'newsletter',
  'dropInEvening',
  'homeVisit',
  'counter',
  'phone',
  'chat',
  'onlineForm',
  'landingPage',
  'messageBox',
  'confirmation',
  'survey',
  'thankYou',
  'wordOfMouth',
  'internalBriefing',
] as const;
export type ChannelKey = (typeof CHANNELS)[number];

export type Medium = 'paid' | 'owned' | 'earned';

/** How well a channel suits a phase: 0 unusual, 1 possible, 2 good. */
export type Fit = 0 | 1 | 2;

export type Channel = {
  readonly key: ChannelKey;
  readonly name: Localised;
  /** A word or two, for a chip on the board. */
  readonly short: Localised;
  readonly media: readonly Medium[];
  readonly online: boolean;
  /** Fit in Touch, Tell, Sell and Care, in that order; other phase models are mapped onto these. */
  readonly fit: readonly [Fit, Fit, Fit, Fit];
};

const channel = (
  key: ChannelKey,
  name: Localised,
  short: Localised,
  media: readonly Medium[],
  online: boolean,
  fit: Channel['fit'],
): Channel => ({ key, name, short, media, online, fit });

// Fits are a proposal that teams may argue with: they come from common practice in municipal communication.
export const channels: readonly Channel[] = [
  channel(
    'localPaper',
    { nl: 'Gemeentepagina huis-aan-huisblad', en: 'Municipal page in local paper' },
    { nl: 'Wijkkrant', en: 'Local paper' },
    ['paid', 'owned'],
    false,
    [2, 2, 1, 1],
  ),
  channel(
    'residentsLetter',
    { nl: 'Bewonersbrief (papier)', en: 'Residents letter (paper)' },
    { nl: 'Brief', en: 'Letter' },
    ['owned'],
    false,
    [2, 2, 2, 1],
  ),
  channel(
    'leaflet',
    { nl: 'Folder of flyer', en: 'Leaflet or flyer' },
    { nl: 'Folder', en: 'Leaflet' },
    ['owned'],
    false,
    [2, 2, 0, 0],
  ),
  channel(
    'poster',
    { nl: 'Poster, driehoeksbord, abri', en: 'Poster, street board' },
    { nl: 'Poster', en: 'Poster' },
    ['paid'],
    false,
    [2, 0, 0, 0],
  ),
  channel(
    'digitalSign',
    { nl: 'Digitaal bord (straat, gemeentehuis)', en: 'Digital sign (street, town hall)' },
    { nl: 'Digitaal bord', en: 'Digital sign' },
    ['owned'],
    true,
    [2, 0, 0, 0],
  ),
  channel(
    'radioTv',
    { nl: 'Lokale radio of tv (advertentie)', en: 'Local radio or TV (ad)' },
    { nl: 'Radio of tv', en: 'Radio or TV' },
    ['paid'],
    false,
    [2, 1, 0, 0],
  ),
  channel(
    'press',
    { nl: 'Persbericht en lokale pers', en: 'Press release and local press' },
    { nl: 'Lokale pers', en: 'Local press' },
    ['earned'],
    false,
    [2, 2, 0, 1],
  ),
  channel(
    'socialAds',
    { nl: 'Betaalde social-berichten', en: 'Paid social posts' },
    { nl: 'Social ads', en: 'Social ads' },
    ['paid'],
    true,
    [2, 1, 1, 0],
  ),
  channel(
    'displayAds',
    { nl: 'Online advertentie of video-advertentie', en: 'Display or video ad' },
    { nl: 'Advertentie', en: 'Display ad' },
    ['paid'],
    true,
    [2, 0, 1, 0],
  ),
  channel(
    'searchAds',
    { nl: 'Zoekadvertentie', en: 'Search ad' },
    { nl: 'Zoekadvertentie', en: 'Search ad' },
    ['paid'],
    true,
    [1, 1, 2, 0],
  ),
  channel(
    'searchFindability',
    { nl: 'Vindbaarheid in zoekmachines', en: 'Search engine findability' },
    { nl: 'Zoekmachine', en: 'Search engine' },
    ['owned'],
    true,
    [2, 2, 2, 1],
  ),
  channel(
    'ownSocial',
    { nl: 'Eigen social-kanaal', en: 'Own social channel' },
    { nl: 'Social', en: 'Social' },
    ['owned'],
    true,
    [2, 2, 1, 2],
  ),
  channel(
    'neighbourhoodApp',
    { nl: 'Buurtapp, bewonersgroep', en: 'Neighbourhood app or group' },
    { nl: 'Buurtapp', en: 'Local app' },
    ['earned'],
    true,
    [2, 1, 0, 1],
  ),
  channel(
    'keyFigure',
    { nl: 'Sleutelfiguur, ambassadeur, wijkteam', en: 'Key figure, ambassador, local team' },
    { nl: 'Sleutelfiguur', en: 'Key figure' },
    ['earned'],
    false,
    [2, 2, 1, 2],
  ),
  channel(
    'website',
    { nl: 'Website (onderwerppagina)', en: 'Website (topic page)' },
    { nl: 'Website', en: 'Website' },
    ['owned'],
    true,
    [1, 2, 2, 2],
  ),
  channel('faq', { nl: 'Veelgestelde vragen', en: 'FAQ' }, { nl: 'FAQ', en: 'FAQ' }, ['owned'], true, [0, 2, 1, 2]),
  channel(
    'explainerVideo',
    { nl: 'Uitlegvideo', en: 'Explainer video' },
    { nl: 'Uitlegvideo', en: 'Explainer video' },
    ['owned'],
    true,
    [1, 2, 0, 1],
  ),
  channel(
    'newsletter',
    { nl: 'E-mailnieuwsbrief', en: 'E-mail newsletter' },
    { nl: 'Nieuwsbrief', en: 'Newsletter' },
    ['owned'],
    true,
    [1, 2, 1, 2],
  ),
  channel(
    'dropInEvening',
    { nl: 'Inloop- of informatieavond', en: 'Drop-in or information evening' },
    { nl: 'Infoavond', en: 'Info evening' },
    ['owned'],
    false,
    [1, 2, 2, 1],
  ),
  channel(
    'homeVisit',
    { nl: 'Huisbezoek, straatgesprek', en: 'Home visit, street talk' },
    { nl: 'Huisbezoek', en: 'Home visit' },
    ['owned'],
    false,
    [1, 2, 2, 2],
  ),
  channel('counter', { nl: 'Balie', en: 'Counter' }, { nl: 'Balie', en: 'Counter' }, ['owned'], false, [0, 2, 2, 2]),
  channel(
    'phone',
    { nl: 'Telefoon, klantcontactcentrum', en: 'Phone, contact centre' },
    { nl: 'Telefoon', en: 'Phone' },
    ['owned'],
    false,
    [0, 2, 2, 2],
  ),
  channel(
    'chat',
    { nl: 'Chat of berichtendienst', en: 'Chat or messaging' },
    { nl: 'Chat', en: 'Chat' },
    ['owned'],
    true,
    [0, 2, 2, 2],
  ),
  channel(
    'onlineForm',
    { nl: 'Online formulier met DigiD', en: 'Online form with DigiD' },
    { nl: 'Online formulier', en: 'Online form' },
    ['owned'],
    true,
    [0, 0, 2, 1],
  ),
  channel(
    'landingPage',
    { nl: 'Landingspagina met een actie', en: 'Landing page with one action' },
    { nl: 'Landingspagina', en: 'Landing page' },
    ['owned'],
    true,
    [0, 1, 2, 0],
  ),
  channel(
    'messageBox',
    { nl: 'Berichtenbox MijnOverheid', en: 'MijnOverheid message box' },
    { nl: 'Berichtenbox', en: 'Message box' },
    ['owned'],
    true,
    [0, 1, 2, 2],
  ),
  channel(
    'confirmation',
    { nl: 'Bevestigings- of statusbericht', en: 'Confirmation or status message' },
    { nl: 'Bevestiging', en: 'Confirmation' },
    ['owned'],
    true,
    [0, 0, 1, 2],
  ),
  channel(
    'survey',
    { nl: 'Enquête, inwonerspanel', en: 'Survey, residents panel' },
    { nl: 'Enquête', en: 'Survey' },
    ['owned'],
    true,
    [0, 0, 0, 2],
  ),
  channel(
    'thankYou',
    { nl: 'Bedankje, terugkoppeling resultaat', en: 'Thank-you, result feedback' },
    { nl: 'Bedankje', en: 'Thank-you' },
    ['owned'],
    false,
    [0, 0, 0, 2],
  ),
  channel(
    'wordOfMouth',
    { nl: 'Mond-tot-mond, reviews', en: 'Word of mouth, reviews' },
    { nl: 'Mond-tot-mond', en: 'Word of mouth' },
    ['earned'],
    false,
    [1, 1, 1, 2],
  ),
  channel(
    'internalBriefing',
    { nl: 'Intern: instructie KCC en balie', en: 'Internal: briefing for contact centre and desk' },
    { nl: 'Intern', en: 'Internal' },
    ['owned'],
    true,
    [1, 1, 1, 1],
  ),
];

const byKey = new Map<string, Channel>(channels.map((item) => [item.key, item]));

/** The channel with that key; every key in `CHANNELS` has one. */
export function channelOf(key: ChannelKey): Channel {
  const found = byKey.get(key);
  if (!found) throw new Error(`channel without data: ${key}`);
  return found;
}
