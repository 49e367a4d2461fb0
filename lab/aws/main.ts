import { main } from "@pulumi/pulumi/provider";
import { standIn } from "./provider";
import type { Schema } from "./schema";

// The build puts it in.
declare const STAND_IN_SCHEMA: Schema;

void main(standIn(STAND_IN_SCHEMA), process.argv.slice(2));
