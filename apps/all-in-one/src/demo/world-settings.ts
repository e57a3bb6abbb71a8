/** The settings by which services find the outside in a simulated world. @param world its address */
export const worldSettings = (world: string): Record<string, string> => ({
  TRILLIUM_CLOCK_URL: `${world}/control/clock`,
  CROSSREF_URL: `${world}/crossref`,
  UNPAYWALL_URL: `${world}/unpaywall/v2`,
  UNION_CATALOG_URL: `${world}/sru/union`,
  REPOSITORY_URL: `${world}/sru/repository`,
  // the world is on this machine
  TRILLIUM_OUTGOING_NETWORKS: '127.0.0.1',
  CONTACT_EMAIL: 'demo@trillium.example',
});
