import { rulesOf } from "../../cli/rules/deployed";
import { component } from "./support";

const resource = { urn: "", parent: undefined, inputs: {}, outputs: {} };

test("on docker the rules are those of the file that the loader was given", () => {
  const uploads = [
    { file: "/loader/users.acl", content: "user default on #1 ~* +@all\nuser ops on #2 -@all +ping\n" },
  ];
  const type = "docker:index/container:Container";
  const loader = { ...resource, type, name: "redis-loader", inputs: { uploads } };
  const found = component({ resources: [loader] });
  expect(rulesOf(found, "default")).toEqual(["on", "#1", "~*", "+@all"]);
  expect(rulesOf(found, "ops")).toContain("+ping");
  expect(rulesOf(found, "stranger")).toBeUndefined();
});

test("on ElastiCache the rules are the user's access string, found by the name that it logs in with", () => {
  const type = "aws:elasticache/user:User";
  const user = {
    ...resource,
    type,
    name: "redis-user-app",
    outputs: { userName: "app", accessString: "on ~app:* +@read" },
  };
  const [login] = component().logins;
  const logins = login ? [{ ...login, user: "app", username: "app" }] : [];
  expect(rulesOf(component({ logins, resources: [user] }), "app")).toEqual(["on", "~app:*", "+@read"]);
  expect(rulesOf(component(), "default")).toBeUndefined();
});
