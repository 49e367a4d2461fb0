import { loadedFile } from "../../stack/inside";
import { type Check, onDocker, Unchecked, verdictOf } from "../check";
import type { Context } from "../context";
import { throughLogin } from "../redis";

/** What the running server says, against what was deployed: persistence may be off on purpose. */
export const persistence: Check = {
  id: "persistence",
  title: "data is kept as the stack says",
  applies: onDocker,
  async run(context) {
    const wanted = /^appendonly (yes|no)$/m.exec(loadedFile(context.component, "redis.conf") ?? "")?.[1];
    if (wanted === undefined) {
      throw new Unchecked("the state does not say how data is to be kept");
    }
    const { Config, Mounts } = await context.server();
    const info = await persistenceOf(context);
    const volume = Mounts.find(({ Type, Destination }) => Type === "volume" && Destination === "/data");
    const last = /--appendonly[\s,]+(yes|no)/.exec((Config.Cmd ?? []).join(" "))?.[1];
    const running = info ? (/^aof_enabled:1\r?$/m.test(info) ? "yes" : "no") : (last ?? wanted);
    return verdictOf(
      [
        ...(running === wanted ? [] : [`appendonly is ${running}, and was deployed as ${wanted}`]),
        ...(wanted === "yes" && !volume ? ["/data is no volume"] : []),
        ...(/^aof_last_write_status:err/m.test(info ?? "") ? ["the last write to the file failed"] : []),
      ],
      `appendonly ${wanted}${volume ? `, on the volume ${volume.Name}` : ""}`,
    );
  },
};

/** INFO's section, from the first user that may ask for it. */
async function persistenceOf(context: Context): Promise<string | undefined> {
  for (const login of context.logins) {
    const info = await throughLogin(context.component, login, async (client) => {
      const reply: unknown = await client.sendCommand(["INFO", "persistence"]).catch((error: Error) => {
        if (error.message.startsWith("NOPERM")) return undefined;
        throw error;
      });
      return reply === undefined ? undefined : String(reply);
    });
    if (info !== undefined) {
      return info;
    }
  }
  return undefined;
}
