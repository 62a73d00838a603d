import { Arg, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql'
import { decodeIdOf } from '../../domain/ids.js'
import type { Product as ProductData, ProductState as State } from '../../domain/products.js'
import { AccountFilter, connectionOf, list, withoutNulls, type Connection } from '../connection.js'
import { abilityOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { existing } from '../live/live-queries.js'
import { DateTime } from '../scalars.js'
import { ProductState } from './product-words.js'
import { Product } from './product.js'

/** What narrows `products`. */
@InputType({ description: 'What narrows a list of products; everything given must hold.' })
export class ProductFilter extends AccountFilter {
  @Field(() => [ProductState], { nullable: true, description: 'In one of these states.' })
  statuses?: State[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null

  @Field(() => String, { nullable: true, description: 'Part of a tag.' })
  tag?: string | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or after this instant.' })
  createdAfter?: Date | null

  @Field(() => DateTime, { nullable: true, description: 'Created at or before this instant.' })
  createdBefore?: Date | null
}

const ProductConnection = connectionOf(Product, 'Product', 'products')

/** The queries over products. */
@Resolver()
export class ProductQueries {
  @Query(() => Product, { nullable: true, description: 'One product; null with the error NOT_FOUND when its vendor does not know it.' })
  async product(@Arg('id', () => ID, { description: 'The global id of the product.' }) id: string, @Ctx() context: GraphContext): Promise<Product> {
    const { account, key } = decodeIdOf('Product', id, 'id')
    return existing(new Product(account, key), context)
  }

  @Query(() => ProductConnection, { description: 'Products of all accounts, newest first.' })
  async products(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most; 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor to go on behind.' }) after: string | null | undefined,
    @Arg('filter', () => ProductFilter, { nullable: true, description: 'What narrows the list.' }) filter: ProductFilter | null | undefined,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Product>> {
    const { statuses, search, tag, createdAfter, createdBefore } = filter ?? {}
    const narrowed = withoutNulls({ states: statuses, search, tag, createdAfter, createdBefore })
    return list<ProductData, Product>(context, { first, after, filter }, {
      ability: 'products',
      fetch: (account, page, call) => abilityOf(account, 'products').list(narrowed, page, call),
      createdAt: (product) => product.createdAt,
      show: (account, product) => new Product(account.slug, product.nativeId, product),
    })
  }
}
