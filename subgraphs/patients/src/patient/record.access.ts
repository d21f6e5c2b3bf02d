import type { Access } from '@lianyi/shared/access/access';
import type { Viewer } from '@lianyi/shared/auth/viewer';

/** Which of a patient's rows an access opens, as arguments loaders of one request can share. */
export interface RecordScope {
  /** Only rows of this institution; null: of all. */
  readonly institutionId: string | null;
  /** Whether what only the treating side may know is shown. */
  readonly sensitive: boolean;
}

export const scopeOf = ({ scope, sensitive }: Access, viewer: Viewer): RecordScope => ({
  institutionId: scope === 'OWN' ? viewer.institutionId : null,
  sensitive,
});

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}
