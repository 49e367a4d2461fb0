import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { RotationArgs } from "./args";
import { now } from "./clock";
import { epochAt, nextWindow, type Overlap, overlapAt, rotationSettings } from "./rotation";

/**
 * A generated password of 48 letters and digits. ElastiCache's AUTH takes few special characters, and without any
 * a URL needs no encoding (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html).
 */
export function generatedPassword(
  name: string,
  opts: pulumi.CustomResourceOptions,
  keepers?: Record<string, string>,
): random.RandomPassword {
  return new random.RandomPassword(name, { length: 48, special: false, keepers }, opts);
}

/** The current password of one user and how a target applies it. */
export interface Credentials {
  /** The password that clients use from this deployment on. Secret. */
  password: pulumi.Output<string>;
  /** How it stands to the one before. */
  overlap: pulumi.Output<Overlap>;
  /** How long an overlap lasts, in days. */
  graceDays: number;
  /** When it was first deployed, ISO 8601. */
  rotatedAt: pulumi.Output<string>;
  /** When the schedule changes it next, ISO 8601; undefined without a schedule. */
  nextRotationAt?: string;
}

/**
 * The password of `name`, which is that of `user` where there are several, its epoch and its phase. The previous password is not here: the server keeps it, so what
 * was deployed last logs in however many windows were missed.
 */
export function rotatingCredentials(
  name: string,
  args: RotationArgs | undefined,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
  user?: string,
): Credentials {
  const settings = rotationSettings(args);
  const time = now();
  const urn = `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${name}`;
  const epoch = epochAt(time, settings, urn);

  // A stash keeps what it was made with. These two remember when the first epoch of all and this one began.
  const remember = (key: string, input: string): pulumi.Output<unknown> =>
    new pulumi.Stash(`${name}-${key}`, { input }, { ...opts, ignoreChanges: ["input"] }).output;
  // One that a deployment of some resources alone leaves out is made later, and holds nothing yet.
  const held = (value: unknown) => String(value ?? iso(time));
  const firstAt = remember("first-rotated-at", iso(time)).apply(held);
  const rotatedAt = remember(`rotated-at-${epoch}`, iso(time)).apply(held);

  const { result: password } = generatedPassword(`${name}-password`, opts, { epoch: String(epoch) });
  const overlap = pulumi.all([firstAt, rotatedAt]).apply(([first, at]) =>
    overlapAt(time, {
      rotatedAt: Date.parse(at),
      first: first === at,
      graceDays: settings.graceDays,
    }),
  );
  announce(name, epoch, { firstAt, overlap, rotatedAt, password, user }, opts);
  const next = nextWindow(time, settings, urn);
  return {
    password,
    overlap,
    graceDays: settings.graceDays,
    rotatedAt,
    nextRotationAt: next === undefined ? undefined : iso(next),
  };
}

const iso = (time: number) => new Date(time).toISOString();

type Announced = Pick<Credentials, "overlap" | "rotatedAt" | "password"> & {
  firstAt: pulumi.Output<string>;
  user: string | undefined;
};

/**
 * Says in a preview that a rotation, or the end of an overlap, is about to be applied. The stash is replaced at
 * every change of phase, and a resource that is about to be made has no id in a preview: that is how it is seen.
 */
function announce(
  name: string,
  epoch: number,
  { firstAt, overlap, rotatedAt, password, user }: Announced,
  opts: pulumi.CustomResourceOptions & { parent: pulumi.Resource },
): void {
  const input = overlap.apply(({ strategy }) => `${strategy} ${epoch}`);
  const phase = new pulumi.Stash(`${name}-phase`, { input }, { ...opts, replacementTrigger: input });
  if (!pulumi.runtime.isDryRun()) {
    return;
  }
  pulumi.all([firstAt, overlap, rotatedAt]).apply(async ([first, { endsAt }, since]) => {
    if (first === since || (await isKnown(phase.id))) {
      return;
    }
    const rotates = !(await isKnown(password));
    const notice = rotates
      ? `a new password with this deployment: the one before ${endsAt === undefined ? "ends at once" : `logs in until ${iso(endsAt)}`}`
      : `the overlap ends with this deployment: only the password of ${since} logs in after it`;
    await pulumi.log.info(user === undefined ? notice : `user ${user}: ${notice}`, opts.parent);
  });
}

function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as pulumi.Output<unknown> & { isKnown: Promise<boolean> }).isKnown;
}
