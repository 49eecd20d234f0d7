import { isSchedule, isTimeZone } from './schedule';

// https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
test.each([
  '* * * * *',
  '0 3 * * 1-5',
  '*/15 * * * *',
  '0 0 1,15 * ?',
  '0 0 * jan-Mar SUN',
  '5/10 * * * *',
  '@daily',
  '@every 1h30m',
  'TZ=Europe/Berlin 0 3 * * *',
  '  0 3 * * *  ',
])('"%s" is a schedule', (text) => {
  expect(isSchedule(text)).toBe(true);
});

test.each([
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * 32 * *',
  '* * * 13 *',
  '* * * * 7',
  '* * * * mon-sunday',
  '5-1 * * * *',
  '*/0 * * * *',
  '1/2/3 * * * *',
  '1-2-3 * * * *',
  '@Daily',
  '@reboot',
  '@every',
  '@every day',
  '@every 1',
  'every day',
])('"%s" is none', (text) => {
  expect(isSchedule(text)).toBe(false);
});

test.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/Argentina/ComodRivadavia', 'Etc/GMT+5'])(
  '"%s" is a time zone',
  (zone) => expect(isTimeZone(zone)).toBe(true),
);

test.each(['', 'Local', 'local', 'europe/berlin', 'Europe/Berln', '+05:00', '../Berlin', 'Europe/', '/etc/localtime'])(
  '"%s" is no time zone',
  (zone) => expect(isTimeZone(zone)).toBe(false),
);
