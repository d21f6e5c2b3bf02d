import { Directive, Field, ID, InterfaceType, ObjectType } from 'type-graphql';

/** A report of the results subgraph, which alone knows what stands in it and who may read it. */
@InterfaceType()
export abstract class DiagnosticReport {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: DiagnosticReport })
@Directive('@key(fields: "id", resolvable: false)')
export class LabReport extends DiagnosticReport {}

@ObjectType({ implements: DiagnosticReport })
@Directive('@key(fields: "id", resolvable: false)')
export class ExamReport extends DiagnosticReport {}

const reportTypes = { LAB: LabReport, EXAM: ExamReport } as const;

/** A report sent along, as the slip keeps it: which kind it is decides its type in the graph. */
export interface ReportReference {
  readonly kind: keyof typeof reportTypes;
  readonly id: string;
}

export const reportOf = ({ kind, id }: ReportReference): DiagnosticReport =>
  Object.assign(new reportTypes[kind](), { id });
