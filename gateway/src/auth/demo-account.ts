import { type Role, roles } from '@lianyi/shared/auth/viewer';

/** What a demo user's name says: `role@institution-id`, the role in kebab-case. */
export interface DemoAccount {
  readonly role: Role;
  readonly institutionId: string;
  readonly scope: string;
  /** Who she says she is. */
  readonly practitionerId: string | null;
}

const roleNames: Readonly<Record<Role, string>> = {
  CLINICIAN: '临床医生',
  FAMILY_DOCTOR: '家庭医生',
  REPORTER: '报告员',
  QUALITY_MANAGER: '质控管理员',
  REFERRAL_OFFICER: '转诊专员',
  PHARMACIST: '药师',
  PERSONNEL_MANAGER: '人事管理员',
  COMMUNITY_OFFICE: '医共体办公室',
  REGIONAL_PLATFORM: '区域平台',
  AUDITOR: '审计员',
  ADMIN: '系统管理员',
};

export const demoName = (role: Role, institutionName: string) =>
  `${institutionName} ${roleNames[role]}`;

const userName = /^([a-z]+(?:-[a-z]+)*)(?:\+([a-z0-9][a-z0-9-]{0,35}))?@([a-z0-9][a-z0-9-]{0,62})$/;

/**
 * Reads a demo user name; undefined where it is none. `regional-platform+identified@...` signs
 * in with the scope `identified`; every other role may name the practitioner who signs in, wherever she is
 * employed: `clinician+p-county-hospital-03@township-dongpu`.
 */
export function readDemoUser(user: string): DemoAccount | undefined {
  const [, kebab, more = null, institutionId] = userName.exec(user) ?? [];
  const role = roles.find((one) => one.toLowerCase().replaceAll('_', '-') === kebab);
  if (!role || !institutionId) return undefined;
  if (role !== 'REGIONAL_PLATFORM') return { role, institutionId, scope: '', practitionerId: more };
  if (more !== null && more !== 'identified') return undefined;
  return { role, institutionId, scope: more ?? '', practitionerId: null };
}
