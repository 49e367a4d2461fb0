// Package shim opens the internal constructor of the upstream Docker provider.
// Its path lies under the provider's own, which is what lets it import an internal package.
package shim

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// New returns the upstream provider as released; version is what it reports of itself.
func New(version string) *schema.Provider {
	return provider.New(version)()
}
