// Command pulumi-resource-random serves the upstream random provider to Pulumi through its Terraform bridge.
package main

import (
	"context"
	"log"
	"os"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	bridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	"github.com/terraform-providers/terraform-provider-random/shim"

	"secure-redis/lab/plugins/internal/schema"
)

// version is set by the linker, to the version of the npm package whose types describe this plugin.
var version string

func info() bridge.ProviderInfo {
	info := bridge.ProviderInfo{
		P:            tfbridge.ShimProvider(shim.New()),
		Name:         "random",
		Version:      version,
		License:      "Apache-2.0",
		MetadataInfo: bridge.NewProviderMetadata([]byte("{}")),
		// random_bytes has no id of its own, and no stack here needs it.
		IgnoreMappings: []string{"random_bytes"},
	}
	standard := tokens.MakeStandard("random")
	info.MustComputeTokens(tokens.SingleModule("random_", "index", func(module, name string) (string, error) {
		return standard(module, "Random"+name)
	}))
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
	tfbridge.Main(context.Background(), "random", info(), tfbridge.ProviderMetadata{PackageSchema: spec})
}
