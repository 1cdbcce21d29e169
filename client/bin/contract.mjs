import { compile } from "json-schema-to-typescript";

const BANNER = "/** Made by ws4redis-types from the application's AsyncAPI document. */";

/** An AsyncAPI document of quarkus-ws4redis as TypeScript: one JSON schema of all channels, and that as types. */
export async function contractOf(document) {
  const channels = {};
  for (const [key, channel] of Object.entries(document.channels)) {
    const name = channel["x-ws4redis-channel"];
    if (name) {
      channels[name] = object({ message: messageOf(channel), actions: object(actionsOf(document, key)) });
    }
  }
  const contract = { ...object(channels), definitions: document.components.schemas };
  return compile(JSON.parse(JSON.stringify(contract).replaceAll("#/components/schemas/", "#/definitions/")), "Channels",
    { bannerComment: BANNER, unreachableDefinitions: false });
}

const messageOf = channel => channel.messages.message.payload.properties.message;

function actionsOf(document, key) {
  const actions = {};
  for (const operation of Object.values(document.operations)) {
    const name = operation["x-ws4redis-action"];
    if (name && operation.channel.$ref === `#/channels/${key}`) {
      const [request, answer] = [operation.messages[0], operation.reply.messages[0]].map(ref => resolve(document, ref.$ref).payload);
      actions[name] = object({ request: request.allOf?.[0] ?? { type: "object" }, result: answer.properties.result });
    }
  }
  return actions;
}

const object = properties => ({ type: "object", properties, required: Object.keys(properties), additionalProperties: false });

const resolve = (document, ref) => ref.slice(2).split("/").reduce((node, key) => node[key], document);
