/** The gateway where it asks a part for itself, and for nobody’s eyes. */
export const itself = {
  subject: 'gateway',
  ...{ name: 'gateway', institutionId: '', roles: [], scopes: [] },
  service: 'gateway',
};
