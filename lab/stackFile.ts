import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isMap, isScalar, parseDocument, type ToStringOptions, YAMLMap } from "yaml";
import { isLabImage, officialImage } from "./image";
import { root } from "./paths";

const imagePath = ["config", "secure-redis:docker", "image"];

// The form that the Pulumi CLI gives the file.
const style: ToStringOptions = { lineWidth: 0, flowCollectionPadding: false };

function open(stack: string, folder = root) {
  // Pulumi leaves the organization out of the file's name.
  const file = join(folder, `Pulumi.${stack.split("/").pop()}.yaml`);
  const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "");
  const save = () => writeFileSync(file, document.toString(style));
  return { file, document, save };
}

/** Value of a setting such as `docker.image` in the stack's file in `folder`, by default the checkout, or undefined. */
export function configured(stack: string, setting: string, folder = root): unknown {
  const [key, ...rest] = setting.split(".");
  return open(stack, folder).document.getIn(["config", `secure-redis:${key}`, ...rest]);
}

/** Hands the image to the stack as config, unless the user has set one. The official one is the default: no entry. */
export function setImage(stack: string, image: string): void {
  const { document, save } = open(stack);
  const now = document.getIn(imagePath);
  const wanted = image === officialImage ? undefined : image;
  if ((now !== undefined && !isLabImage(now)) || now === wanted) {
    return;
  }
  if (wanted === undefined) {
    removeImage(document);
  } else {
    fillEmpty(document, imagePath.slice(0, 1));
    fillEmpty(document, imagePath.slice(0, 2));
    document.setIn(imagePath, wanted);
  }
  save();
}

/** Makes a key without a value, such as a `config:` with comments alone, one that takes entries. */
function fillEmpty(document: Document, path: string[]): void {
  const node = document.getIn(path, true);
  if (isScalar(node) && node.value === null) {
    const map = new YAMLMap(document.schema);
    map.comment = node.comment;
    map.commentBefore = node.commentBefore;
    document.setIn(path, map);
  }
}

function removeImage(document: Document): void {
  document.deleteIn(imagePath);
  const docker = document.getIn(imagePath.slice(0, -1));
  if (isMap(docker) && docker.items.length === 0) {
    document.deleteIn(imagePath.slice(0, -1));
  }
}

/** Takes out what `up` put in for this machine alone: the lab's image, and the salt where it encrypts nothing. */
export function tidy(stack: string): void {
  const { file, document, save } = open(stack);
  if (!existsSync(file)) {
    return;
  }
  const before = document.toString();
  if (isLabImage(document.getIn(imagePath))) {
    removeImage(document);
  }
  if (!document.toString().includes("secure:")) {
    document.delete("encryptionsalt");
  }
  if (document.toString() !== before) {
    save();
  }
}
