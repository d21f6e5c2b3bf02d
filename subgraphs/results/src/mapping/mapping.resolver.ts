import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { ResultsContext } from '../context';
import { type CodeMapping, LocalCodeKindEnum, type UnmappedCodeRow } from './code-mapping.entity';
import { selectMappings } from './code-mapping.loader';
import type { LocalCodeKind } from './local-code';
import { mapLocalCode } from './map-local-code.service';
import { managedBy, requireManaged } from './mapping.access';
import { LocalCodeInput } from './mapping.inputs';
import {
  LocalCodeMapping,
  LocalCodeMappingConnection,
  type UnmappedCode,
  UnmappedCodeConnection,
} from './mapping.view';
import { selectUnmapped } from './unmapped-code.loader';

@Resolver()
export class MappingResolver {
  @Authorized('QUALITY_MANAGER')
  @Query(() => UnmappedCodeConnection, {
    nullable: true,
    description:
      'Codes and units of the viewer’s institution that wait to be mapped, at the one that leads the community those of all; the longest waiting first.',
  })
  async unmappedCodes(
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined,
    @Arg('kind', () => LocalCodeKindEnum, { nullable: true }) kind: LocalCodeKind | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ): Promise<Page<UnmappedCode>> {
    const request = pageRequest(first, after, ['time', 'text']);
    const institutionIds = await askedAbout(context, institutionId);
    const queue = { institutionIds, kind: kind ?? null };
    const rows = await selectUnmapped(context.manager, queue, request);
    const page = toPage(rows, request, (row) => [row.firstSeenAt, row.id]);
    return { ...page, nodes: page.nodes.map((row) => showUnmapped(context, row)) };
  }

  @Authorized('QUALITY_MANAGER')
  @Query(() => LocalCodeMappingConnection, {
    nullable: true,
    description:
      'Everything that was said of codes and units of the viewer’s institution, at the one that leads the community of all; the last word first.',
  })
  async localCodeMappings(
    @Arg('institutionId', () => ID, { nullable: true }) institutionId: string | undefined,
    @Arg('printed', () => String, { nullable: true }) printed: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ): Promise<Page<LocalCodeMapping>> {
    const request = pageRequest(first, after, ['time', 'text']);
    const institutionIds = await askedAbout(context, institutionId);
    const asked = { institutionIds, printed: printed?.trim() ?? null };
    const rows = await selectMappings(context.manager, asked, request);
    const page = toPage(rows, request, (row) => [row.mappedAt, row.id]);
    return { ...page, nodes: page.nodes.map((row) => showMapping(context, row)) };
  }

  @Authorized('QUALITY_MANAGER')
  @Mutation(() => LocalCodeMapping, {
    description:
      'Says what a code or unit of an institution stands for: the item of the catalogue, or the UCUM unit. It holds for what arrived before too, without changing what was printed. The last word counts; the same again is the same answer.',
  })
  async mapLocalCode(
    @Arg('input', () => LocalCodeInput) input: LocalCodeInput,
    @Ctx() context: ResultsContext,
  ): Promise<LocalCodeMapping> {
    return showMapping(context, await mapLocalCode(context, input));
  }
}

const askedAbout = async (context: ResultsContext, institutionId: string | undefined) =>
  institutionId == null ? managedBy(context) : [await requireManaged(context, institutionId)];

type Showing = Pick<ResultsContext, 'items' | 'instant'>;

const showUnmapped = ({ items, instant }: Showing, row: UnmappedCodeRow): UnmappedCode => ({
  id: row.id,
  ...{ kind: row.kind, printed: row.printed, name: row.printedName },
  institution: { id: row.institutionId },
  item: row.itemCode === null ? null : items.find(row.itemCode, instant),
  ...{ occurrences: row.occurrences, firstSeenAt: row.firstSeenAt, lastSeenAt: row.lastSeenAt },
  example: {
    value: row.exampleValue,
    ...{ unit: row.exampleUnit, referenceRange: row.exampleRange },
  },
});

const showMapping = ({ items, instant }: Showing, row: CodeMapping): LocalCodeMapping => ({
  id: row.id,
  ...{ kind: row.kind, printed: row.printed, ucumUnit: row.ucumUnit },
  institution: { id: row.institutionId },
  item: row.itemCode === null ? null : items.find(row.itemCode, instant),
  ...{ mappedBy: row.authorName, mappedAt: row.mappedAt },
});
