// Command pulumi-resource-docker serves the upstream Docker provider to Pulumi through its Terraform bridge.
package main

import (
	"log"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/terraform-providers/terraform-provider-docker/shim"

	"secure-redis/lab/plugins/internal/schema"
)

// version is set by the linker, to the version of the npm package whose types describe this plugin.
var version string

func info() tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		P:            sdkv2.NewProvider(shim.New(version)),
		Name:         "docker",
		Version:      version,
		License:      "Apache-2.0",
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
		Resources: map[string]*tfbridge.ResourceInfo{
			"docker_container": {
				Tok: "docker:index/container:Container",
				// A container holds its name and its host ports, so two cannot stand side by side.
				DeleteBeforeReplace: true,
				Fields: map[string]*tfbridge.SchemaInfo{
					"command":           {Name: "command"},
					"networks_advanced": {Name: "networksAdvanced"},
				},
			},
			"docker_image": {
				Tok:    "docker:index/remoteImage:RemoteImage",
				Fields: map[string]*tfbridge.SchemaInfo{"name": {Name: "name"}},
			},
		},
		DataSources: map[string]*tfbridge.DataSourceInfo{
			"docker_image": {Tok: "docker:index/getRemoteImage:getRemoteImage"},
		},
	}
	info.MustComputeTokens(tokens.SingleModule("docker_", "index", tokens.MakeStandard("docker")))
	// As in the released plugin: a name that is left out is the resource's own with a random suffix.
	info.SetAutonaming(255, "-")
	return info
}

func main() {
	log.SetFlags(0)
	if schema.Requested() {
		if err := schema.Write(os.Stdout, info()); err != nil {
			log.Fatal(err)
		}
		return
	}
	spec, err := schema.Read()
	if err != nil {
		log.Fatal(err)
	}
	tfbridge.Main("docker", version, info(), spec)
}
