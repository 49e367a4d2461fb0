import { CreateTagsCommand, DeleteTagsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { client } from "../clients";
import { tagChange } from "../tags";

/** Gives something in EC2 the tags `news` in place of `olds`. */
export async function retag(
  id: string,
  olds: unknown,
  news: Record<string, string> | undefined,
  region: string,
): Promise<void> {
  const { put, remove } = tagChange(olds, news);
  const ec2 = client(EC2Client, region);
  if (remove) {
    await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: remove.map((Key) => ({ Key })) }));
  }
  if (put) {
    await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: put }));
  }
}
