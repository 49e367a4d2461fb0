import { knock } from "../attack";
import { type Check, everywhere, fail, pass, Unchecked } from "../check";

/** Without TLS as well: a server that takes plain TCP beside it would be open that way. */
export const noPassword: Check = {
  id: "no-password",
  title: "without a password nobody gets in",
  applies: everywhere,
  async run({ component: { host, port, tls } }) {
    const attempts = await Promise.all(
      [...new Set([tls, false])].map((way) => knock({ host, port, tls: way })),
    );
    const answers = attempts.filter(({ open }) => open).map(({ answer }) => answer);
    if (answers.length === 0) {
      throw new Unchecked(`it is not reachable: ${attempts[0]?.answer}`);
    }
    // The first attempt is the way that clients go: it must be refused, not merely broken off.
    const [clients] = attempts;
    if (answers.some((answer) => answer.startsWith("+"))) {
      return fail("a PING without a password is answered");
    }
    if (clients?.open && !/^-(NOAUTH|WRONGPASS|NOPERM)/.test(clients.answer)) {
      throw new Unchecked(`it does not answer as Redis does: ${clients.answer}`);
    }
    return pass(clients?.open ? `refused: ${clients.answer.slice(1)}` : "no connection");
  },
};
