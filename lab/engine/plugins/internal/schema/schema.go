// Package schema writes and reads the Pulumi package schema that lies beside a plugin's executable.
// Generating it takes longer than a whole preview, so it is done once, when the plugin is built.
package schema

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
)

const fileName = "schema.json"

// Requested tells whether the plugin was started as `PLUGIN schema`: to print its schema and end.
func Requested() bool {
	return len(os.Args) == 2 && os.Args[1] == "schema"
}

// Write prints the schema of info to w. The upstream documentation is left out: nothing here shows it.
func Write(w io.Writer, info tfbridge.ProviderInfo) error {
	result, err := tfgen.GenerateSchemaWithOptions(tfgen.GenerateSchemaOptions{
		ProviderInfo:    info,
		DiagnosticsSink: diag.DefaultSink(io.Discard, os.Stderr, diag.FormatOptions{Color: colors.Never}),
		XInMemoryDocs:   true,
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(result.PackageSpec)
}

// Read returns the schema that was written when the plugin was built.
func Read() ([]byte, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(filepath.Dir(executable), fileName))
}
