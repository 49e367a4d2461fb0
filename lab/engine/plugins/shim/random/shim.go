// Package shim opens the internal constructor of the upstream random provider.
// Its path lies under the provider's own, which is what lets it import an internal package.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	random "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// New returns the upstream provider as released.
func New() provider.Provider {
	return random.New()
}
