/** What a county is made from; the same three give the same county, to the last value. */
export interface CountyOptions {
  /** How many residents it has; resident i is the same whatever their number. */
  readonly patients: number;
  readonly seed: number;
  /** The day, in Shanghai, on which its history ends: nothing happens on it or after it. */
  readonly today: string;
}

export type DemoTier =
  | 'PROVINCIAL_HOSPITAL'
  | 'CITY_HOSPITAL'
  | 'COUNTY_HOSPITAL'
  | 'TOWNSHIP_HEALTH_CENTER'
  | 'VILLAGE_CLINIC'
  | 'SHARED_CENTER';

export interface DemoInstitution {
  readonly id: string;
  readonly name: string;
  readonly tier: DemoTier;
  readonly creditCode: string;
  readonly regionCode: string;
  readonly parentId: string | null;
}

export interface DemoConsortium {
  readonly id: string;
  readonly name: string;
  readonly form: 'COUNTY_COMMUNITY' | 'SPECIALTY_ALLIANCE';
  readonly integration: 'TIGHT' | 'LOOSE';
  readonly leadId: string;
  readonly memberIds: readonly string[];
}

export type DemoCategory =
  | 'PHYSICIAN'
  | 'VILLAGE_DOCTOR'
  | 'PHARMACIST'
  | 'NURSE'
  | 'TECHNICIAN'
  | 'PUBLIC_HEALTH'
  | 'ADMINISTRATOR';
export type DemoTitle =
  | 'SENIOR'
  | 'ASSOCIATE_SENIOR'
  | 'INTERMEDIATE'
  | 'JUNIOR'
  | 'ASSISTANT'
  | 'NONE';

export interface DemoPractitioner {
  readonly id: string;
  readonly name: string;
  readonly category: DemoCategory;
  readonly titleLevel: DemoTitle;
  readonly titleCode: string | null;
  readonly specialty: string;
  readonly employerId: string;
}

export interface DemoPosting {
  readonly id: string;
  readonly practitionerId: string;
  readonly kind:
    | 'TOWNSHIP_POSTING'
    | 'TEAM_ASSISTANCE'
    | 'DEPUTY_HEAD'
    | 'COUNTY_MANAGED_TOWNSHIP_USED'
    | 'TOWNSHIP_HIRED_VILLAGE_USED'
    | 'MULTI_SITE';
  readonly fromInstitutionId: string;
  readonly toInstitutionId: string;
  readonly start: string;
  readonly plannedEnd: string | null;
  readonly end: string | null;
  readonly daysPresent: number;
}

export interface DemoCalendarEntry {
  readonly id: string;
  readonly kind: 'CIRCUIT_CLINIC' | 'VILLAGE_VISIT' | 'SATURDAY_DOCTOR' | 'EXPERT_STUDIO';
  readonly practitionerId: string;
  readonly fromInstitutionId: string;
  readonly toInstitutionId: string;
  readonly recurrence: 'ONCE' | 'WEEKLY' | 'MONTHLY';
  readonly firstDay: string;
  readonly lastDay: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface DemoTeam {
  readonly id: string;
  readonly name: string;
  readonly institutionId: string;
  readonly leaderId: string;
  readonly memberIds: readonly string[];
}

/** What the county has whoever lives in it. */
export interface CountyFrame {
  readonly institutions: readonly DemoInstitution[];
  readonly consortia: readonly DemoConsortium[];
  readonly practitioners: readonly DemoPractitioner[];
  readonly postings: readonly DemoPosting[];
  readonly calendar: readonly DemoCalendarEntry[];
  readonly teams: readonly DemoTeam[];
  /** The people an institution employs, by category. */
  staffOf(institutionId: string, category: DemoCategory): readonly DemoPractitioner[];
}
