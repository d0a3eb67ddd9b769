import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/i18n-request.ts');

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The custom server compresses nothing either: a proxy in front does it better, and JSON with secrets should not be compressed.
  compress: true,
  images: { remotePatterns: [], unoptimized: true },
  devIndicators: false,
  // The server writes its own request log, without queries and secret addresses.
  logging: { incomingRequests: false },
  serverExternalPackages: [
    '@libsql/client',
    '@prisma/client',
    '@prisma/adapter-libsql',
    'pino',
    'better-auth',
    'write-excel-file',
  ],
  typescript: { ignoreBuildErrors: true }, // `npm test` checks types; a start on a small machine should not pay for it twice
};

export default withNextIntl(config);
