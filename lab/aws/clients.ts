import { emulatorOf } from "./guard";

interface Config {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  disableHostPrefix: boolean;
}

const clients = new Map<unknown, Map<string, unknown>>();

/** The one client of a service in a region, at the emulator. */
export function client<C>(Client: new (config: Config) => C, region: string): C {
  const { endpoint, credentials } = emulatorOf(process.env);
  const ofService = clients.get(Client) ?? new Map<string, unknown>();
  clients.set(Client, ofService);
  // A prefix before the host would lead away from the emulator.
  const made =
    ofService.get(region) ?? new Client({ endpoint, credentials, region, disableHostPrefix: true });
  ofService.set(region, made);
  return made as C;
}
