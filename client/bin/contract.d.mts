/** {@return TypeScript: the interface `Channels` for `createClient<Channels>()`, and the types of its payloads} */
export function contractOf(document: object): Promise<string>;
