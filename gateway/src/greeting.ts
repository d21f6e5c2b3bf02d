import { resolve } from 'node:path';
import type { GatewayConfig } from './config';
import type { Serving } from './workers/questions';

/** What a person sees once everything runs: where, as whom, and a line to paste. */
export function greet(config: GatewayConfig, { url, hl7 }: Serving) {
  const lines = [
    '',
    '联医 Lianyi is running.',
    `  GraphQL    ${url}/graphql`,
    `  HL7 v2     ${hl7 ?? 'closed (HL7_PORT=off)'}`,
    `  Health     ${url}/health/ready`,
    `  Data       ${config.databaseUrl ? `MySQL, and ${resolve(config.dataDir)}` : resolve(config.dataDir)}`,
  ];
  if (!config.oidcIssuer) lines.push(...demoSignIn(url));
  console.log(lines.join('\n'));
}

const demoSignIn = (url: string) => [
  '  Sign in    role@institution-id, password demo: clinician@county-hospital,',
  '             reporter@township-dongpu, auditor@county-hospital, pharmacist@people-hospital ...',
  '',
  'Try it:',
  `  curl -s ${url}/graphql -H "authorization: Bearer $(curl -s ${url}/auth/token \\`,
  "    -d 'grant_type=password&username=clinician@county-hospital&password=demo' \\",
  `    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')" -H 'content-type: application/json' \\`,
  `    -d '{"query":"{ me { name roles } patients(search: \\"王\\", first: 3) { nodes { id name gender age } } }"}'`,
  '',
  'Ctrl-C stops it.',
];
