import { connectionOf, type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { requireManaged } from '../mapping/mapping.access';
import { QualityControl, QualityControlCorrection } from './quality.entity';
import { QualityControlInput } from './quality.inputs';
import { selectControls } from './quality-control.loader';
import { recordControl } from './quality-control.service';

@ObjectType()
export class QualityControlConnection extends connectionOf(QualityControl) {}

@Resolver(() => QualityControl)
export class QualityControlResolver {
  @Authorized('QUALITY_MANAGER')
  @Query(() => QualityControlConnection, {
    nullable: true,
    description:
      'Internal quality control of the viewer’s institution, or one it leads; the last day first.',
  })
  async qualityControls(
    @Arg('institutionId', () => ID, { nullable: true }) asked: string | undefined,
    @Arg('itemCode', () => ID, { nullable: true }) itemCode: string | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ): Promise<Page<QualityControl>> {
    const request = pageRequest(first, after, ['text', 'text']);
    const institutionId = await requireManaged(context, asked);
    const of = { institutionId, itemCode: itemCode ?? null };
    const rows = await selectControls(context.manager, of, request);
    const page = toPage(rows, request, (row) => [row.day, row.itemCode]);
    return { ...page, nodes: page.nodes.map((row) => withItem(row, context)) };
  }

  @Authorized('QUALITY_MANAGER')
  @Mutation(() => QualityControl, {
    description:
      'Says whether an item was in control on a day at the viewer’s institution. Said again it corrects; what was said before stays.',
  })
  async recordControl(
    @Arg('input', () => QualityControlInput) input: QualityControlInput,
    @Ctx() context: ResultsContext,
  ) {
    return withItem(await recordControl(context, input), context);
  }

  @FieldResolver(() => [QualityControlCorrection], {
    description: 'What was said before it was corrected, oldest first.',
  })
  earlier(@Root() control: QualityControl, @Ctx() { corrections }: ResultsContext) {
    return corrections.load(control);
  }
}

const withItem = (
  control: QualityControl,
  { items, instant }: Pick<ResultsContext, 'items' | 'instant'>,
): QualityControl =>
  Object.assign(control, { item: items.laboratory(control.itemCode, true, null, instant) });
