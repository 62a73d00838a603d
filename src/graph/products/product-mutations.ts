import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { badInput } from '../../domain/errors.js'
import { decodeIdOf } from '../../domain/ids.js'
import type { Products } from '../../domain/products.js'
import { abilityOf, accountFor, accountOf } from '../abilities.js'
import type { GraphContext } from '../context.js'
import { payloadOf, type Payload } from '../payload.js'
import { withUserErrors } from '../user-error.js'
import { CreateProductInput, DeleteProductInput, LinkProductAssetInput, productDraft, productLink, UnlinkProductAssetInput, UpdateProductInput } from './product-inputs.js'
import { Product } from './product.js'

const payload = (mutation: string, description: string) => payloadOf(mutation, 'product', Product, description)

const CreateProductPayload = payload('createProduct', 'The new product.')
const UpdateProductPayload = payload('updateProduct', 'The product, as it is now.')
const DeleteProductPayload = payload('deleteProduct', 'The product that was deleted: its `id` alone can still be read.')
const LinkProductAssetPayload = payload('linkProductAsset', 'The product, as it is now.')
const UnlinkProductAssetPayload = payload('unlinkProductAsset', 'The product, as it is now.')

type ProductPayload = Payload<'product', Product>

/** The commands over products. */
@Resolver()
export class ProductMutations {
  @Mutation(() => CreateProductPayload, { description: 'Creates a product (Huawei 6.3.1).' })
  createProduct(@Arg('input', () => CreateProductInput, { description: 'What the product shall be, and where.' }) input: CreateProductInput, @Ctx() context: GraphContext): Promise<ProductPayload> {
    return withUserErrors<{ product: Product | null }>({ product: null }, async () => {
      const account = accountFor(context, input.account, 'products')
      const draft = productDraft(input, account.slug)
      const id = await abilityOf(account, 'products').create(draft, { activate: input.activate ?? undefined }, context.call)
      return { product: new Product(account.slug, id) }
    })
  }

  @Mutation(() => UpdateProductPayload, { description: 'Changes a product (Huawei 6.3.3).' })
  updateProduct(@Arg('input', () => UpdateProductInput, { description: 'Which product, and what it shall be.' }) input: UpdateProductInput, @Ctx() context: GraphContext): Promise<ProductPayload> {
    return change(input.id, context, (products, id, account) => products.update(id, productDraft(input, account), input.state ?? undefined, context.call))
  }

  @Mutation(() => DeleteProductPayload, { description: 'Deletes a product (Huawei 6.3.5).' })
  deleteProduct(@Arg('input', () => DeleteProductInput, { description: 'Which product.' }) input: DeleteProductInput, @Ctx() context: GraphContext): Promise<ProductPayload> {
    return change(input.id, context, (products, id) => products.delete(id, context.call))
  }

  @Mutation(() => LinkProductAssetPayload, { description: 'Ties a medium or a text to a product (Huawei 6.3.6, LINK).' })
  linkProductAsset(@Arg('input', () => LinkProductAssetInput, { description: 'Which product, and what is tied to it.' }) input: LinkProductAssetInput, @Ctx() context: GraphContext): Promise<ProductPayload> {
    return change(input.id, context, (products, id, account) => products.link(id, somethingTo('link', input, account), context.call))
  }

  @Mutation(() => UnlinkProductAssetPayload, { description: 'Takes a medium or a text from a product (Huawei 6.3.6, UNLINK).' })
  unlinkProductAsset(@Arg('input', () => UnlinkProductAssetInput, { description: 'Which product, and what is taken from it.' }) input: UnlinkProductAssetInput, @Ctx() context: GraphContext): Promise<ProductPayload> {
    return change(input.id, context, (products, id, account) => products.unlink(id, somethingTo('unlink', input, account), context.call))
  }
}

function somethingTo(action: string, input: LinkProductAssetInput, account: string) {
  const link = productLink(input, account)
  if (!link.media && !link.text) throw badInput(`input: expected media, text or both to ${action}, got neither.`, { field: 'input' })
  return link
}

/** Runs a write of an existing product. What this operation had read of it before is forgotten. */
function change(id: string, context: GraphContext, write: (products: Products, id: string, account: string) => Promise<void>): Promise<ProductPayload> {
  return withUserErrors<{ product: Product | null }>({ product: null }, async () => {
    const { account: slug, key } = decodeIdOf('Product', id, 'input.id')
    await write(abilityOf(accountOf(context.services, slug), 'products'), key, slug)
    context.loaders(slug).product.clear(key)
    return { product: new Product(slug, key) }
  })
}
